// Codecs, sources and the right to publish them.
import assert from 'node:assert/strict';
import { test } from '../lib/cases.mjs';

test('source-h264', async (t) => {
  const [an, binh] = await t.two();
  await an.run(() => nr.camera({ options: { videoCodec: 'h264' } }));
  await binh.subscribed('an');
  const decoded = await binh.sees('an');
  assert.match(decoded.codec.toLowerCase(), /h264/);
});

test('source-screen-share', async (t) => {
  const [an, binh] = await t.two();
  await an.run(() => nr.camera({ colour: '#204060' }));
  await an.run(() => nr.camera({ colour: '#806040', width: 1280, height: 720, source: 'screen_share' }));
  await binh.subscribed('an');
  await binh.subscribed('an', 'screen_share');
  await binh.sees('an');
  await binh.until(
    'the screen at 720 lines',
    async () => (await nr.decoded('an', 'screen_share'))?.height === 720,
    undefined,
    30_000,
  );
  await binh.sees('an', { source: 'screen_share', frames: 10 });
  assert.equal(await binh.run(() => nr.publication('an', 'screen_share').isMuted), false);
});

test('source-replace-track', async (t) => {
  const [an, binh] = await t.two();
  await an.run(() => nr.camera({ colour: '#c02020' }));
  await binh.subscribed('an');
  await binh.run(() => nr.show('an'));
  await binh.until('red', () => (nr.colour('an') ?? [0])[0] > 150);
  const sid = await binh.run(() => nr.publication('an', 'camera').trackSid);
  await an.run(() =>
    nr.publication('an', 'camera').track.replaceTrack(nr.drawing({ width: 640, height: 360, colour: '#2020c0' }), true),
  );
  await binh.until('blue', () => {
    const seen = nr.colour('an') ?? [0, 0, 0];
    return seen[2] > 150 && seen[0] < 80;
  });
  assert.equal(await binh.run(() => nr.publication('an', 'camera').trackSid), sid);
});

test('source-restricted-sources', async (t) => {
  const an = await t.joined('an', { grant: { canPublishSources: /** @type {any} */ ([1]) } });
  const binh = await t.joined('binh');
  await assert.rejects(an.run(() => nr.tone()));
  await an.run(() => nr.camera());
  await binh.subscribed('an');
  await binh.sees('an');
  assert.equal(await binh.run(() => !nr.publication('an', 'microphone')), true);
});

test(
  'source-publish-right',
  async (t) => {
    const an = await t.joined('an', { grant: { canPublish: false } });
    const binh = await t.joined('binh', { grant: { canPublish: true } });
    await assert.rejects(an.run(() => nr.camera()));
    await binh.run(() => nr.camera());
    await an.subscribed('binh');
    await an.sees('binh');
    assert.equal(await binh.run(() => !nr.publication('an', 'camera')), true);
  },
  { people: 2 },
);
