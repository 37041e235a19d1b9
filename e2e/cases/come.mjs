// Coming and going, and what is known of each other.
import assert from 'node:assert/strict';
import { test } from '../lib/cases.mjs';
import { holds } from '../lib/wait.mjs';

/** DisconnectReason of the client. */
const DUPLICATE_IDENTITY = 2;

test('come-unpublish-republish', async (t) => {
  const [an, binh] = await t.two();
  for (let round = 0; round < 2; round++) {
    await an.run(() => nr.camera());
    await binh.subscribed('an');
    await binh.sees('an');
    await an.run(async () => {
      const me = nr.state.room.localParticipant;
      await me.unpublishTrack(nr.publication(me.identity, 'camera').track);
    });
    await binh.event('trackUnsubscribed', 10_000, round + 1);
    await binh.until('the publication is gone', () => !nr.publication('an', 'camera'));
  }
});

test('come-leave-is-told', async (t) => {
  const [an, binh] = await t.two();
  await binh.until('an is there', () => nr.participant('an'));
  await an.leave();
  await binh.event('participantDisconnected', 2000);
  assert.equal(await binh.run(() => nr.state.room.remoteParticipants.size), 0);
});

test(
  'come-same-identity-replaces',
  async (t) => {
    const [an, binh] = await t.two();
    const again = await t.joined('an');
    const gone = await an.event('disconnected');
    assert.equal(gone.args[0], DUPLICATE_IDENTITY);
    await again.run(() => nr.camera());
    await binh.subscribed('an');
    await binh.sees('an');
    assert.equal(await binh.run(() => nr.state.room.remoteParticipants.size), 1);
  },
  { people: 3 },
);

test(
  'come-max-participants',
  async (t) => {
    await t.api.createRoom({ name: t.room, maxParticipants: 2 });
    const [an] = await t.two();
    const token = await t.server.token({ room: t.room, identity: 'chi' });
    const chi = await t.person();
    await assert.rejects(chi.join({ room: t.room, identity: 'chi', token }));
    await an.leave();
    await chi.join({ room: t.room, identity: 'chi', token });
    await chi.until('sees who stayed', () => nr.participant('binh'));
  },
  { people: 3 },
);

test('come-metadata-attributes', async (t) => {
  const an = await t.joined('an', { name: 'Nguyễn Văn An', metadata: 'm0', attributes: { seat: '1' } });
  const binh = await t.joined('binh');
  await binh.until("the token's words", () => {
    const p = nr.participant('an');
    return p && p.name === 'Nguyễn Văn An' && p.metadata === 'm0' && p.attributes.seat === '1';
  });
  await an.run(async () => {
    const me = nr.state.room.localParticipant;
    await me.setName('An');
    await me.setMetadata('m1');
    await me.setAttributes({ hand: 'up', seat: '' });
  });
  await binh.until('the new words', () => {
    const p = nr.participant('an');
    return p.name === 'An' && p.metadata === 'm1' && p.attributes.hand === 'up' && !p.attributes.seat;
  });
  await binh.event('participantAttributesChanged');
});

test('come-own-metadata-needs-right', async (t) => {
  const an = await t.joined('an', { grant: { canUpdateOwnMetadata: false } });
  const binh = await t.joined('binh');
  await assert.rejects(an.run(() => nr.state.room.localParticipant.setAttributes({ hand: 'up' })));
  await binh.run(() => nr.state.room.localParticipant.setAttributes({ hand: 'up' }));
  await an.until('binh has raised a hand', () => nr.participant('binh')?.attributes.hand === 'up');
  assert.equal(await binh.run(() => nr.participant('an').attributes.hand ?? ''), '');
});

test(
  'come-hidden',
  async (t) => {
    const an = await t.joined('an');
    const hidden = await t.joined('nap', { grant: { hidden: true } });
    await hidden.until('sees an', () => nr.participant('an'));
    await an.run(() => nr.camera());
    await hidden.subscribed('an');
    await hidden.sees('an');
    const open = await t.joined('mo');
    await an.until('sees the one not hidden', () => nr.participant('mo'));
    await holds('the hidden one stays unseen', () => an.run(() => !nr.participant('nap')), 500);
    assert.equal(await open.run(() => !nr.participant('nap')), true);
  },
  { people: 3 },
);

test(
  'come-subscribe-right',
  async (t) => {
    const an = await t.joined('an');
    await an.run(() => nr.camera());
    const deaf = await t.joined('diec', { grant: { canSubscribe: false } });
    const binh = await t.joined('binh', { grant: { canSubscribe: true } });
    await binh.subscribed('an');
    await binh.sees('an');
    assert.equal(await deaf.run(() => !nr.publication('an', 'camera')?.track), true);
  },
  { people: 3 },
);
