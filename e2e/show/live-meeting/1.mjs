// Line 1: from the first page to a running province-wide meeting with 240 seats, by visible labels only, in at most 25 clicks
// and groups of keystrokes. Leaves a picture of every step in .cache. The pictures of every screen in docs/pictures are made by
// `npm --prefix e2e run pictures`.
//
//   --record=1  its film into docs/pictures/first-meeting.webm
//   --off=1   the sample accounts' door is shut (an empty house): nobody gets past the first page
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from '../../lib/browser.mjs';
import { Film } from '../../lib/film.mjs';
import { House } from '../../lib/house.mjs';
import { cache, root } from '../../lib/paths.mjs';
import { finish, numbers, round } from '../../lib/show.mjs';
import { until } from '../../lib/wait.mjs';

const { off = 0, record = 0 } = numbers();
const MOST = 25;
const FILM = { width: 1280, height: 720 };
const FILM_MOST_MB = 3;
const folder = join(cache, 'show-live-meeting-1');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
/** @type {Record<string, boolean>} */
const aims = {};
/** @type {Record<string, unknown>} */
const result = { line: 1 };
/** @type {string[]} */
const steps = [];
const house = await House.start({ args: off ? ['--empty'] : [] });
const browser = await launch();
const context = await browser.newContext({
  baseURL: house.url,
  locale: 'vi-VN',
  viewport: { width: 1920, height: 1080 },
});
const page = await context.newPage();
const limit = { timeout: off ? 5_000 : 120_000 };

/** A picture of what stands there, at both promised sizes; a film keeps its one size. @param {string} name */
async function shot(name) {
  const sizes = record
    ? [[1920, 1080]]
    : [
        [1366, 768],
        [1920, 1080],
      ];
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(record ? 1_500 : 700);
    await page.screenshot({ path: join(folder, `${name}-${width}.png`) });
  }
}

/** The meeting that was made, as the server lists it. @returns {Promise<{state: string, sites: number, connected: number}>} */
const newest = async () => (await page.evaluate(async () => await (await fetch('/api/meetings')).json()))[0];

/** @param {string} label what is written on it @param {'button' | 'link'} [role] */
async function click(label, role = 'button') {
  await page.getByRole(role, { name: label }).first().click(limit);
  steps.push(`bấm "${label}"`);
}

/** One group of keystrokes into the field of that label. @param {string} label @param {string} text */
async function type(label, text) {
  await page.getByLabel(label).first().fill(text, limit);
  steps.push(`gõ vào "${label}"`);
}

try {
  const begun = performance.now();
  const film = record ? await Film.begin(page, join(folder, 'film'), FILM) : null;
  await page.goto('/');
  await page.getByText('Nhà Rông').first().waitFor(limit);
  await shot('door');
  await click('Vận hành');
  await page.getByRole('button', { name: 'Tạo cuộc họp' }).first().waitFor(limit);
  await shot('home');
  await click('Tạo cuộc họp');
  await type('Tên cuộc họp', 'Hội nghị trực tuyến toàn tỉnh');
  await type('Nội dung', 'Sơ kết 6 tháng đầu năm');
  await type('Chủ trì', 'Chủ tịch UBND tỉnh');
  await shot('new-meeting');
  await click('Tạo và vào cuộc họp');
  await page.getByText('Hội nghị trực tuyến toàn tỉnh').first().waitFor(limit);
  await click('Mở đường, gọi');
  await until('the sample sites are connected', async () => (await newest()).connected >= 12, 120_000, 1_000);
  await shot('console-calling');
  await click('Bắt đầu điểm danh');
  await page.waitForTimeout(record ? 3_000 : 0);
  await click('Chốt điểm danh');
  await click('Khai mạc');
  await page.getByText('Đang họp').first().waitFor(limit);
  await page.waitForTimeout(record ? 6_000 : 0);
  await shot('console');
  if (film) {
    await film.end();
    const file = join(root, 'docs', 'pictures', 'first-meeting.webm');
    const by = await film.write(file, browser, FILM);
    const mb = round(statSync(file).size / 1e6, 2);
    result.film = { seconds: round(film.seconds), frames: film.frames.length, mb, by };
    aims[`the film is smaller than ${FILM_MOST_MB} MB`] = mb < FILM_MOST_MB;
  }
  result.minutes = round((performance.now() - begun) / 60_000);

  const meeting = await newest();
  result.seats = meeting.sites;
  result.connected = meeting.connected;
  aims['a meeting of 240 seats is in session'] = meeting.state === 'IN_SESSION' && meeting.sites === 240;
  aims['its sample sites are there'] = meeting.connected >= 12;
} catch (error) {
  console.error(error instanceof Error ? error.message.split('\n').slice(0, 6).join('\n') : error);
  await page.screenshot({ path: join(folder, 'stuck.png') }).catch(() => {});
  aims['every step was made'] = false;
} finally {
  await browser.close();
  await house.stop();
}
aims[`at most ${MOST} clicks and groups of keystrokes`] = steps.length > 0 && steps.length <= MOST;
finish({ ...result, acts: steps.length, steps, pictures: folder.slice(root.length + 1) }, aims);
