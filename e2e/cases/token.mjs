// Tokens: who may come in at all.
import assert from 'node:assert/strict';
import { test } from '../lib/cases.mjs';

/** @param {import('../lib/browser.mjs').Person} person @param {string} room @param {string} token */
async function refused(person, room, token) {
  /** @type {any} */
  let said;
  try {
    await person.join({ room, identity: 'an', token });
  } catch (error) {
    said = error;
  }
  assert.ok(said, 'the join was not refused');
  const reason = await person.run(
    async ({ url, token }) => {
      try {
        await new LivekitClient.Room().connect(url, token);
        return 'joined';
      } catch (error) {
        const e = /** @type {any} */ (error);
        return `${e.name} ${LivekitClient.ConnectionErrorReason[e.reason]} ${e.status ?? ''}`;
      }
    },
    { url: person.server.ws, token },
  );
  assert.match(reason, /NotAllowed/, reason);
}

test(
  'token-good',
  async (t) => {
    const token = await t.server.token({ room: t.room, identity: 'an' });
    const an = await t.person();
    await an.join({ room: t.room, identity: 'an', token });
    const answer = await fetch(`${t.server.url}/rtc/v1/validate?access_token=${token}`);
    // Without a join_request the v1 path may say 400; the client never asks without one.
    const params = await an.run(() => new URL(nr.state.room.engine.client.ws?.url ?? nr.state.room.engine.url).search);
    if (params.includes('join_request')) {
      const full = await fetch(`${t.server.url}/rtc/v1/validate${params}`);
      assert.equal(full.status, 200);
      assert.equal(await full.text(), 'success');
    } else {
      assert.equal(answer.status, 200);
    }
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
  },
  { people: 1 },
);

test(
  'token-expired',
  async (t) => {
    const an = await t.person();
    await refused(an, t.room, await t.server.token({ room: t.room, identity: 'an', ttl: '-10m' }));
    await an.join({ room: t.room, identity: 'an' });
  },
  { people: 1 },
);

test(
  'token-wrong-secret',
  async (t) => {
    const an = await t.person();
    const apiSecret = 'not-the-secret-of-this-server-at-all';
    await refused(an, t.room, await t.server.token({ room: t.room, identity: 'an', apiSecret }));
    await an.join({ room: t.room, identity: 'an' });
  },
  { people: 1 },
);

test(
  'token-other-room',
  async (t) => {
    const an = await t.person();
    await refused(an, t.room, await t.server.token({ room: t.room, identity: 'an', grant: { roomJoin: false } }));
    await an.join({ room: t.room, identity: 'an', grant: { roomJoin: true } });
    assert.equal(await an.run(() => nr.state.room.name), t.room);
  },
  { people: 1 },
);

test(
  'token-v0-answers-404',
  async (t) => {
    const token = await t.server.token({ room: t.room, identity: 'an' });
    for (const path of ['/rtc', '/rtc/validate']) {
      const answer = await fetch(`${t.server.url}${path}?access_token=${token}`);
      assert.equal(answer.status, 404, path);
      assert.equal(answer.headers.get('access-control-allow-origin'), '*', path);
    }
    const an = await t.person();
    await an.join({ room: t.room, identity: 'an', token });
  },
  { people: 1 },
);
