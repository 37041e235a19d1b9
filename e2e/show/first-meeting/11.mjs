// Line 11: sound. An speaks, Bình listens, both in Chromium, each behind a line of their own; four kinds of line, three seeds.
//   --only=burst10 --seed=1 --seconds=40
// What is said is the spoken sample of browser/inside.js (12 s, again and again), with the client's defaults: Opus with DTX,
// in one channel. Loss is on both lines and both ways, as in line 5: a packet passes two lines with it, and so do requests and
// repairs. There sound is alone on the lines: beside pictures a burst of 3 to 8 packets takes one or two of sound, alone it
// takes 60 to 160 ms of the voice. The 300 kbit/s are Bình's downlink from before he joins, and An's 720p simulcast, drawn so
// that its encoder fills any rate, is subscribed over it. `--only=fall` narrows a wide line to it under way: no aim of this
// line, given for what it is.
//
// Counted is `concealedSamples` of all `totalSamplesReceived` (webrtc-stats): everything the receiver made up, what it faded
// to silence included; `audible_percent` leaves out the latter (`silentConcealedSamples`). Comfort noise of DTX is neither
// concealed nor left out of the whole; `voiced_percent`, which the aim is held against, counts against the samples that
// packets were sent for, so that pauses make nothing look better. Counting begins with the loss, without time to get used to
// it; at 300 kbit/s with the first sample Bình's receiver played.
// Nobody could pass with silence: what the receiver played is recorded, and each second of it is laid over the sample, in ten
// bands from 100 Hz to 4 kHz, where it fits best, if it can upon the second before; the same against the sample backwards shows
// what chance gives.
// Added by the server is what its counters say of sound alone, from the kernel's stamp of the datagram's arrival to the moment
// the kernel was given the datagram made of it; repetitions don't count. Held against the aim is `over_5_ms_percent`, the share
// held longer than 5 ms while the rest was counted: under 1 % is a 99th percentile under 5 ms. `p99_since_start_ms` has the
// first packets through a Java machine just started in it, which needs some hundred milliseconds to know its way. What a
// busy machine adds is in both: `loop_waited_ms` is how long, on average, the media loop was ready to run and no processor free.
import { loadavg } from 'node:os';
import { launch } from '../../lib/browser.mjs';
import { likeness, rms, waveOf } from '../../lib/likeness.mjs';
import { Meeting } from '../../lib/line.mjs';
import { finish, quantile, round, scheduling } from '../../lib/show.mjs';

/**
 * @typedef {object} Condition
 * @property {number | null} concealed aim in percent
 * @property {boolean} [video]
 * @property {string} [downlink] of the listener, from before the joining on
 * @property {(meeting: Meeting) => Promise<unknown>} [begin] makes the line bad
 */

/** @param {string} spec on both lines, both ways */
const lossy = (spec) => (/** @type {Meeting} */ meeting) =>
  Promise.all([meeting.upLine.both(spec), meeting.downLine.both(spec)]);

/** @type {Record<string, Condition>} */
const CONDITIONS = {
  clean: { concealed: 0.1 },
  loss5: { concealed: 2, begin: lossy('loss=5%') },
  burst10: { concealed: 5, begin: lossy('burst=10%/3-8') },
  narrow: { concealed: 1, video: true, downlink: 'rate=300k' },
  fall: { concealed: null, video: true, begin: (meeting) => meeting.downLine.order({ down: 'rate=300k' }) },
};
const SEEDS = [1, 2, 3];
/** Samples of a packet of 20 ms. */
const PACKET = 960;

const args = Object.fromEntries(process.argv.slice(2).map((each) => each.replace(/^--/, '').split('=')));
const SECONDS = Number(args.seconds ?? 40);
if (args.only && !CONDITIONS[args.only]) {
  throw new Error(`no condition ${args.only}; known: ${Object.keys(CONDITIONS).join(' ')}`);
}

/** @param {Meeting} meeting */
async function look(meeting) {
  const [sound, picture] = await meeting.binh.run(async () => [
    await nr.decoded('an', 'microphone'),
    await nr.decoded('an'),
  ]);
  const [sent] = await meeting.an.run(() => nr.sent('microphone'));
  return { at: performance.now(), sound, picture, sent };
}

/** @param {Meeting} meeting @param {Condition} condition */
async function listen(meeting, condition) {
  const said = waveOf(await meeting.binh.run(() => nr.sample()));
  await meeting.binh.run(() => nr.record('an'));
  const begun = Date.now();
  const first = await look(meeting);
  await condition.begin?.(meeting);
  await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
  const last = await look(meeting);
  const heard = waveOf(await meeting.binh.run(() => nr.recorded()));
  const counters = await meeting.counters();
  const after = counters.at(-1) ?? {};
  const before = counters.filter((each) => Date.parse(each.startTime) <= begun).at(-1) ?? {};
  const soundOut = after.soundOut - before.soundOut;
  const loop = scheduling(meeting.server.process?.pid ?? 0, 'media-loop-');
  // Over a line that was narrow all the time nothing is left out, the first moments neither.
  const from = condition.downlink ? null : first.sound;
  const count = (/** @type {string} */ key) => last.sound[key] - (from?.[key] ?? 0);
  const concealed = count('concealed');
  const fits = likeness(heard, said);
  const backwards = likeness(heard, said.slice().reverse());
  const seconds = (last.at - first.at) / 1000;
  return {
    concealed_percent: round((100 * concealed) / count('samples'), 3),
    audible_percent: round((100 * (concealed - count('concealedSilent'))) / count('samples'), 3),
    voiced_percent: round(
      (100 * concealed) / Math.min(count('samples'), PACKET * (count('packets') + count('lost'))),
      3,
    ),
    concealments: count('concealments'),
    packets: count('packets'),
    lost: count('lost'),
    asked: count('nacks'),
    repaired_uplink: last.sent.repeated - first.sent.repeated,
    heard_share: round(heard.length / (16_000 * seconds), 3),
    level: round(rms(heard) / rms(said), 2),
    likeness_p50: round(quantile(fits.each, 0.5), 3),
    likeness_p5: round(quantile(fits.each, 0.05), 3),
    backwards_p50: round(quantile(backwards.each, 0.5), 3),
    jumps: fits.jumps,
    buffer_ms: round((1000 * count('bufferedSeconds')) / count('emitted'), 0),
    ...(last.picture && {
      picture_kbps: round(((last.picture.bytes - first.picture.bytes) * 8) / seconds / 1000, 0),
      picture_height: last.picture.height,
    }),
    sound_out: soundOut,
    over_5_ms_percent: round((100 * (after.soundOver5Millis - before.soundOver5Millis)) / soundOut, 2),
    p99_since_start_ms: round(after.soundAddedMicrosP99 / 1000, 2),
    loop_waited_ms: round(loop.waitedMs / Math.max(1, loop.turns), 2),
    load: round(loadavg()[0], 2),
  };
}

/** @type {Record<string, any>} */
const result = {};
/** @type {Record<string, boolean>} */
const aims = {};
for (const [name, condition] of Object.entries(CONDITIONS)) {
  if (args.only ? name !== args.only : condition.concealed === null) continue;
  for (const seed of args.seed ? [Number(args.seed)] : SEEDS) {
    const told = (/** @type {string} */ aim) => `${name}, seed ${seed}: ${aim}`;
    const browser = await launch();
    /** @type {Meeting | null} */ let meeting = null;
    try {
      meeting = await Meeting.begin(browser, {
        room: `tieng-${name}-${seed}`,
        seed,
        video: condition.video ?? false,
        busy: true,
        downlink: condition.downlink,
      });
      const figures = await listen(meeting, condition);
      result[`${name}_${seed}`] = figures;
      if (condition.concealed !== null) {
        aims[told(`concealed under ${condition.concealed} %`)] =
          figures.concealed_percent < condition.concealed && figures.voiced_percent < condition.concealed;
        aims[told('what is heard is what was said')] =
          figures.likeness_p50 > 0.95 &&
          figures.likeness_p50 > figures.backwards_p50 + 0.1 &&
          figures.likeness_p5 > 0.7 &&
          Math.abs(figures.level - 1) < 0.2 &&
          figures.heard_share > 0.95;
        aims[told('added by the server under 5 ms at the 99th percentile')] =
          figures.sound_out > 45 * SECONDS && figures.over_5_ms_percent < 1;
        if (condition.video) aims[told('pictures are there too')] = figures.picture_kbps > 20;
      }
      console.error(`${name}, seed ${seed}: ${JSON.stringify(figures)}`);
    } catch (error) {
      aims[told('runs')] = false;
      console.error(`${name}, seed ${seed}: ${/** @type {Error} */ (error).stack}`);
    } finally {
      await browser.close().catch(() => {});
      await meeting?.end();
    }
  }
}
finish(result, aims);
