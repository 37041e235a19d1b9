// Which picture a subscriber gets, and what a publisher sends for it.
import assert from 'node:assert/strict';
import { test } from '../lib/cases.mjs';
import { until } from '../lib/wait.mjs';

/** A 720p camera and one who sees it at 720p. @param {import('../lib/cases.mjs').Case} t */
async function at720p(t) {
  const [an, binh] = await t.two();
  await an.run(() => nr.camera({ width: 1280, height: 720 }));
  await binh.subscribed('an');
  await binh.run(() => nr.show('an'));
  await height(binh, 'an', 720, an);
  return { an, binh };
}

/** @param {import('../lib/browser.mjs').Person} person @param {string} of @param {number} pixels @param {import('../lib/browser.mjs').Person} sender */
async function height(person, of, pixels, sender) {
  const limitMs = 25_000;
  try {
    await person.until(
      `${of} at ${pixels} lines`,
      async ([i, h]) => (await nr.decoded(i))?.height === h,
      /** @type {[string, number]} */ ([of, pixels]),
      limitMs,
    );
  } catch (error) {
    const decoded = await person.run((i) => nr.decoded(i), of);
    const sent = await sender?.run(() => nr.sent());
    throw new Error(
      `${/** @type {Error} */ (error).message}\n decoded ${JSON.stringify(decoded)}\n sent ${JSON.stringify(sent)}`,
    );
  }
  await person.sees(of, { frames: 10 });
}

test('layer-simulcast-switch', async (t) => {
  const { an, binh } = await at720p(t);
  await binh.run(() => nr.forgetGaps('an'));
  await binh.run(() => nr.publication('an', 'camera').setVideoQuality(LivekitClient.VideoQuality.LOW));
  await height(binh, 'an', 180, an);
  await binh.run(() => nr.publication('an', 'camera').setVideoQuality(LivekitClient.VideoQuality.MEDIUM));
  await height(binh, 'an', 360, an);
  await binh.run(() => nr.publication('an', 'camera').setVideoQuality(LivekitClient.VideoQuality.HIGH));
  await height(binh, 'an', 720, an);
  const shown = await binh.run(() => nr.shown('an'));
  t.facts.longestGapMs = Math.round(shown.longestGap);
  assert.ok(shown.longestGap < 1000, `a gap of ${shown.longestGap} ms`);
});

test('layer-adaptive-stream', async (t) => {
  const an = await t.joined('an');
  await an.run(() => nr.camera({ width: 1280, height: 720 }));
  const binh = await t.joined('binh', { options: { adaptiveStream: { pixelDensity: 1 } } });
  await binh.subscribed('an');
  await binh.run(() => nr.show('an', { width: 160, height: 90 }));
  await height(binh, 'an', 180, an);
  await binh.run(() => {
    nr.state['show an camera'].video.style.cssText = 'position:fixed;left:0;top:0;width:1280px;height:720px';
  });
  await height(binh, 'an', 720, an);
});

test('layer-adaptive-stream-hidden', async (t) => {
  const an = await t.joined('an');
  await an.run(() => nr.camera());
  const binh = await t.joined('binh', { options: { adaptiveStream: true } });
  await binh.subscribed('an');
  await binh.run(() => nr.show('an'));
  await binh.sees('an');
  await binh.run(() => {
    nr.state['show an camera'].video.style.display = 'none';
  });
  await binh.seesNothing('an', 800);
  await binh.run(() => {
    nr.state['show an camera'].video.style.display = '';
  });
  await binh.sees('an');
});

test('layer-dynacast', async (t) => {
  const an = await t.joined('an', { options: { dynacast: true } });
  const binh = await t.joined('binh');
  await an.run(() => nr.camera({ width: 1280, height: 720 }));
  await binh.subscribed('an');
  await height(binh, 'an', 720, an);
  const encoding = async (/** @type {number} */ lines) => {
    const frames = async () => {
      /** @type {any[]} */
      const all = await an.run(() => nr.sent());
      return all.filter((each) => each.height >= lines).reduce((sum, each) => sum + each.frames, 0);
    };
    const before = await frames();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return (await frames()) > before + 3;
  };
  await binh.run(() => nr.publication('an', 'camera').setVideoQuality(LivekitClient.VideoQuality.LOW));
  await until('the big layers are no longer encoded', async () => !(await encoding(360)), 20_000);
  await binh.sees('an');
  await binh.run(() => nr.publication('an', 'camera').setVideoQuality(LivekitClient.VideoQuality.HIGH));
  await height(binh, 'an', 720, an);
});

test('layer-unsubscribe', async (t) => {
  const [an, binh] = await t.two();
  await an.run(() => nr.camera());
  await binh.subscribed('an');
  await binh.sees('an');
  await binh.run(() => nr.publication('an', 'camera').setSubscribed(false));
  await binh.event('trackUnsubscribed');
  assert.equal(await binh.run(() => nr.decoded('an')), null);
  await binh.run(() => nr.publication('an', 'camera').setSubscribed(true));
  await binh.subscribed('an');
  await binh.sees('an');
});

test('layer-disable-enable', async (t) => {
  const [an, binh] = await t.two();
  await an.run(() => nr.camera());
  await binh.subscribed('an');
  await binh.sees('an');
  await binh.run(() => nr.publication('an', 'camera').setEnabled(false));
  await binh.seesNothing('an', 800);
  await binh.run(() => nr.publication('an', 'camera').setEnabled(true));
  await binh.sees('an');
});

test('layer-subscription-permission', async (t) => {
  const [an, binh] = await t.two();
  await an.run(() => nr.camera());
  await binh.subscribed('an');
  await binh.sees('an');
  await an.run(() => nr.state.room.localParticipant.setTrackSubscriptionPermissions(false, []));
  await binh.until('no longer allowed', () => !nr.publication('an', 'camera')?.track);
  await an.run(() =>
    nr.state.room.localParticipant.setTrackSubscriptionPermissions(false, [
      { participantIdentity: 'binh', allowAll: true },
    ]),
  );
  await binh.subscribed('an');
  await binh.sees('an');
});
