// Meeting each other: picture and sound that came out of the far decoder.
import assert from 'node:assert/strict';
import { People } from '../lib/browser.mjs';
import { test } from '../lib/cases.mjs';
import { Server } from '../lib/server.mjs';
import { holds, until } from '../lib/wait.mjs';

test('meet-picture-both-ways', async (t) => {
  const [an, binh] = await t.two();
  await Promise.all([an.run(() => nr.camera()), binh.run(() => nr.camera())]);
  for (const [who, whom] of /** @type {const} */ ([
    [an, 'binh'],
    [binh, 'an'],
  ])) {
    await who.subscribed(whom);
    await who.run((i) => nr.show(i), whom);
    const decoded = await who.sees(whom);
    assert.ok(decoded.width > 0 && decoded.height > 0, JSON.stringify(decoded));
    await who.until(
      '20 frames in the window',
      (i) => {
        const shown = nr.shown(i);
        return shown && shown.frames >= 20 && shown.width > 0 ? shown : null;
      },
      whom,
    );
  }
});

test('meet-sound-both-ways', async (t) => {
  const [an, binh] = await t.two();
  await Promise.all([an.run(() => nr.tone({ hz: 440 })), binh.run(() => nr.tone({ hz: 880 }))]);
  await Promise.all([an.subscribed('binh', 'microphone'), binh.subscribed('an', 'microphone')]);
  await Promise.all([an.hears('binh', 880), binh.hears('an', 440)]);
  const before = await an.run(() => nr.decoded('binh', 'microphone'));
  await an.until(
    'energy in the receiver',
    async (e) => (await nr.decoded('binh', 'microphone')).energy > e + 0.005,
    before.energy,
  );
});

test('meet-picture-is-the-senders', async (t) => {
  const [an, binh] = await t.two();
  await an.run(() => nr.camera({ colour: '#c02020' }));
  await binh.run(() => nr.camera({ colour: '#2020c0' }));
  await an.subscribed('binh');
  await binh.subscribed('an');
  await an.run(() => nr.show('binh'));
  await binh.run(() => nr.show('an'));
  await an.until('blue', () => {
    const seen = nr.colour('binh');
    return seen && seen[2] > 150 && seen[0] < 80 && seen[1] < 80 ? seen : null;
  });
  await binh.until('red', () => {
    const seen = nr.colour('an');
    return seen && seen[0] > 150 && seen[2] < 80 && seen[1] < 80 ? seen : null;
  });
});

test(
  'meet-three',
  async (t) => {
    const names = ['an', 'binh', 'chi'];
    const all = await Promise.all(names.map((name) => t.joined(name)));
    await Promise.all(all.map((each) => each.run(() => nr.camera())));
    await Promise.all(
      all.flatMap((each) =>
        names
          .filter((name) => name !== each.identity)
          .map(async (name) => {
            await each.subscribed(name);
            await each.sees(name);
          }),
      ),
    );
  },
  { people: 3 },
);

test(
  'meet-rooms-apart',
  async (t) => {
    const [an, binh] = await t.two();
    const dung = await t.joined('dung', { room: `${t.room}-other` });
    await an.run(() => nr.camera());
    await dung.run(() => nr.camera());
    await binh.subscribed('an');
    await binh.sees('an');
    await holds(
      'nobody from the other room',
      async () =>
        (await dung.run(() => nr.state.room.remoteParticipants.size)) === 0 &&
        (await binh.run(() => nr.state.room.remoteParticipants.size)) === 1,
      1000,
    );
  },
  { people: 3 },
);

test('meet-late-joiner-first-frame', async (t) => {
  const an = await t.joined('an');
  await an.run(() => nr.camera({ width: 1280, height: 720 }));
  await until('the sender encodes', async () =>
    (await an.run(() => nr.sent())).some((/** @type {any} */ e) => e.frames > 30),
  );
  const binh = await t.person();
  binh.identity = 'binh';
  const token = await t.server.token({ room: t.room, identity: 'binh' });
  const first = await binh.run(
    async ({ url, token }) => {
      const begun = performance.now();
      await nr.join({ url, token });
      while (!nr.publication('an', 'camera')?.track) await new Promise((resolve) => setTimeout(resolve, 5));
      nr.show('an');
      while (!nr.shown('an').frames) {
        if (performance.now() - begun > 10_000) return Number.POSITIVE_INFINITY;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return nr.shown('an').first - begun;
    },
    { url: t.server.ws, token },
  );
  t.facts.firstFrameMs = Math.round(first);
  assert.ok(first < 2000, `first frame after ${first} ms`);
});

test('meet-picture-grows-to-720p', async (t) => {
  const [an, binh] = await t.two();
  await an.run(() => nr.camera({ width: 1280, height: 720 }));
  await binh.subscribed('an');
  await binh.run(() => nr.show('an'));
  const decoded = await binh.until(
    '1280×720 decoded',
    async () => {
      const now = await nr.decoded('an');
      return now && now.width === 1280 && now.height === 720 ? now : null;
    },
    undefined,
    30_000,
  );
  await binh.sees('an', { frames: 20 });
  assert.equal(decoded.height, 720);
});

test('meet-srtp-aead-gcm', async (t) => {
  const [an, binh] = await t.two();
  await an.run(() => nr.camera());
  await binh.subscribed('an');
  await binh.sees('an');
  for (const each of [an, binh]) {
    const transport = await each.run(() => nr.transport());
    assert.match(transport.srtpCipher, /^(SRTP_)?AEAD_AES_(128|256)_GCM$/);
    assert.equal(transport.dtlsState, 'connected');
    assert.ok(['FEFD', 'FEFC'].includes(transport.tlsVersion), transport.tlsVersion);
    t.facts.srtpCipher = transport.srtpCipher;
  }
});

test('meet-srtp-aes256', async (t) => {
  const server = await Server.start({ args: ['--srtp', 'aes256'] });
  t.after(() => server.stop());
  const people = new People(t.people.browser, server);
  t.after(() => people.close());
  const [an, binh] = [await people.one(), await people.one()];
  await an.join({ room: t.room, identity: 'an' });
  await binh.join({ room: t.room, identity: 'binh' });
  await an.run(() => nr.camera({ colour: '#208020' }));
  await binh.subscribed('an');
  await binh.sees('an');
  for (const each of [an, binh]) {
    assert.match((await each.run(() => nr.transport())).srtpCipher, /^(SRTP_)?AEAD_AES_256_GCM$/);
  }
});

test(
  'meet-on-two-loops',
  async (t) => {
    const server = await Server.start({ args: ['--media-loops', '2'], loops: 2 });
    t.after(() => server.stop());
    const people = new People(t.people.browser, server);
    t.after(() => people.close());
    /** @type {number[]} */
    const ports = [];
    // Rooms are spread by their names: of two whose last letters follow one another, one is even and one odd.
    for (const room of [`${t.room}-a`, `${t.room}-b`]) {
      const [an, binh] = [await people.one(), await people.one()];
      await an.join({ room, identity: 'an' });
      await binh.join({ room, identity: 'binh' });
      // Drawn: pages closed while they use the browser's one camera can leave it silent for those that come after.
      await an.run(() => nr.camera({ colour: '#208020' }));
      await binh.subscribed('an');
      await binh.sees('an');
      const remotes = await Promise.all([an, binh].map((each) => each.run(async () => (await nr.transport()).remote)));
      assert.equal(remotes[0].port, remotes[1].port);
      ports.push(remotes[0].port);
    }
    assert.deepEqual(ports.sort(), [server.mediaPort, server.mediaPort + 1]);
  },
  { people: 4 },
);

test('meet-audio-only-joiner', async (t) => {
  const an = await t.joined('an');
  await an.run(() => nr.tone({ hz: 600 }));
  await an.run(() => nr.camera());
  const binh = await t.joined('binh');
  await binh.subscribed('an', 'microphone');
  await binh.subscribed('an');
  await binh.hears('an', 600);
  await binh.sees('an');
  assert.equal(await binh.run(() => nr.state.room.localParticipant.trackPublications.size), 0);
});
