// Line 2: a whole server, meetings and media in one process, with 240 sites in one room: each receives the 720p programme and one
// voice and sends a still every five seconds, nine send a live picture to an operator, five a minute leave and come back. See
// vn.nharong.loadtest, whose report is written to .cache/e2e/loadtest. One of the 240 is a real Chromium: what came out of its
// decoder is compared with the frame that was drawn.
//
//   --sites=240 --seconds=120 --loops=1 --pictures=1 (writes docs/pictures)
//   --burst=0  pictures leave packet by packet; otherwise as from a browser, forty milliseconds' worth at once
//   --java=OPTION,OPTION  for the server, to compare collectors (docs/adr/0019)
//   --switch-off=loss      the sites lose three of ten packets
//                late      the generator stands still again and again
//                viewer    Chromium takes nothing
//                frame     each received frame is compared with another one
//                offload   the server sends its packets one by one
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch, People } from '../../lib/browser.mjs';
import { House } from '../../lib/house.mjs';
import { likeSent, loadtest } from '../../lib/loadtest.mjs';
import { cache, root } from '../../lib/paths.mjs';
import { finish, quantile, round } from '../../lib/show.mjs';

const given = Object.fromEntries(
  process.argv
    .slice(2)
    .map((each) => /** @type {[string, string]} */ (/^--([^=]+)=?(.*)$/.exec(each)?.slice(1) ?? [each, ''])),
);
const sites = Number(given.sites ?? 240);
const seconds = Number(given.seconds ?? 120);
const off = given['switch-off'] ?? '';
const ROOM = 'loadtest';
const GRABS = 12;
const out = join(cache, 'loadtest');
mkdirSync(out, { recursive: true });

const house = await House.start({
  args: ['--demo-sites', '0', '--measure-machine=true'],
  javaArgs: [
    ...(given.java ?? '').split(',').filter((each) => each !== ''),
    ...(off === 'offload' ? ['-Dnharong.udp.nosegmentation=true'] : []),
  ],
});
/** @type {Record<string, any>} */
const result = { line: 2 };
/** @type {Record<string, boolean>} */
const aims = {};
/** @type {import('playwright-core').Browser | null} */
let browser = null;
try {
  // A site's box is a machine of its own: the page stands behind the server where the processor is short.
  browser = await launch([], 5);
  const viewer = await new People(browser, house).one();
  await viewer.page.evaluate(readFileSync(join(root, 'e2e', 'browser', 'card.js'), 'utf8'));
  await viewer.join({ room: ROOM, identity: 'viewer', name: 'Điểm cầu 240', connect: { autoSubscribe: false } });
  if (off !== 'viewer') await viewer.run(() => nr.card.take('programme'));
  /** @type {Array<{number: number, png: string}>} */
  const frames = [];
  let begun = 0;
  let screenshot = null;
  let ended = false;
  const watch = (async () => {
    while (!ended) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const seen = await viewer.run(() => nr.card.seen());
      if (!begun && seen.frames > 0) begun = performance.now();
      // Spread over the measurement, after everybody has joined.
      const due = begun ? Math.floor((performance.now() - begun) / ((seconds * 1000) / GRABS)) : 0;
      if (due > frames.length && frames.length < GRABS) {
        const grabbed = await viewer.run(() => nr.card.grab());
        if (grabbed) frames.push(grabbed);
        if (grabbed && frames.length === GRABS / 2) {
          screenshot = await viewer.page.screenshot({ type: 'png' });
          result.viewer_width = seen.width;
        }
        if (frames.length === 1) await viewer.run(() => nr.card.again());
        if (frames.length === 1) result.again = performance.now();
        if (grabbed && frames.length === GRABS) {
          const end = await viewer.run(() => nr.card.seen());
          result.viewer_fps = round((end.frames * 1000) / (performance.now() - result.again), 1);
          result.viewer_longest_gap_ms = end.freeze;
        }
      }
    }
  })();
  const ran = await loadtest(
    house,
    [
      ...['--sites', `${sites - 1}`, '--seconds', `${seconds}`, '--room', ROOM, '--loops', given.loops ?? '1'],
      ...['--burst-ms', given.burst ?? '40'],
      ...(off === 'loss' || off === 'late' ? ['--off', off] : []),
    ],
    out,
  );
  ended = true;
  await watch;
  delete result.again;
  await browser.close();
  browser = null;
  const readable = frames.filter((each) => each.number >= 0);
  const ssim = await likeSent(readable, out, off === 'frame' ? 37 : 0);
  const line = ran.line;
  const viewer1 = frames.length > 0 ? 1 : 0;
  Object.assign(result, {
    ...line,
    sites: (line.sites ?? 0) + 1,
    joined: (line.joined ?? 0) + viewer1,
    viewer_frames_read: readable.length,
    viewer_ssim_median: ssim.length ? round(quantile(ssim, 0.5), 4) : null,
    viewer_ssim_min: ssim.length ? round(Math.min(...ssim), 4) : null,
  });
  delete result.aims;
  delete result.missed;
  Object.assign(aims, {
    'the run is not void': ran.code !== 3 && line.void === false,
    [`all ${sites} joined`]: result.joined === sites,
    'all within 15 s': line.join_s <= 15,
    'no packet lost': line.lost_packets === 0,
    'added latency at most 1 ms (p50)': line.latency_ms_p50 <= 1,
    'added latency at most 10 ms (p99)': line.latency_ms_p99 <= 10,
    'added latency at most 30 ms (p999)': line.latency_ms_p999 <= 30,
    'first frame under 1,000 ms (p95)': line.first_frame_ms_p95 < 1000,
    'at most 0.5 core': line.server_cpu_cores <= 0.5,
    'under 900 MiB': line.server_rss_mib < 900,
    'under 0.7 MiB a seat': line.server_mib_per_seat < 0.7,
    'every still arrived': line.stills_sent > 0 && line.stills_received >= line.stills_sent * 0.99,
    'Chromium decodes 1280×720': result.viewer_width === 1280,
    'every grabbed frame bears its number': readable.length === GRABS && frames.length === GRABS,
    'SSIM at least 0.92 (median)': (result.viewer_ssim_median ?? 0) >= 0.92,
  });
  if (given.pictures && screenshot) await pictures(screenshot);
} catch (error) {
  console.error(error);
  aims['every step was made'] = false;
} finally {
  await browser?.close().catch(() => {});
  await house.stop().catch(() => {});
}
finish(result, aims);

/** What the viewer saw, and the report, for docs/pictures. @param {Buffer} screenshot */
async function pictures(screenshot) {
  const folder = join(root, 'docs', 'pictures');
  writeFileSync(join(out, 'viewer.png'), screenshot);
  const shown = await launch();
  for (const [width, height] of [
    [1920, 1080],
    [1366, 768],
  ]) {
    const page = await (await shown.newContext({ viewport: { width, height } })).newPage();
    await page.goto(`file://${join(out, 'report.html')}`);
    const devtools = await page.context().newCDPSession(page);
    const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
    writeFileSync(join(folder, `loadtest-${width}.webp`), Buffer.from(data, 'base64'));
  }
  const page = await (await shown.newContext({ viewport: { width: 1280, height: 720 } })).newPage();
  await page.setContent(
    `<body style="margin:0"><img width="1280" height="720" src="data:image/png;base64,${screenshot.toString('base64')}">`,
  );
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
  writeFileSync(join(folder, 'loadtest-viewer.webp'), Buffer.from(data, 'base64'));
  await shown.close();
}
