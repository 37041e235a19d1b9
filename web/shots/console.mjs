// Photographs the console with invented meetings, at every size we promise: `npm run build && npm run shots:console [filter]`.
// Complains as shots.mjs does: blocked by the policy, wider than the window, and words cut where none may be.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from './serve.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, 'out');
mkdirSync(out, { recursive: true });
const filter = process.argv[2] ?? '';

// At 200 % a window of 1366×768 has half as many CSS pixels each way.
const sizes = { desk: [1920, 1080, 1], laptop: [1366, 768, 1], small: [1280, 800, 1], double: [683, 384, 2] };
const screens = {
  console: 'console',
  'console-en': 'console&lang=en',
  'console-stills': 'console&wall=STILLS',
  'console-table': 'console&wall=TABLE',
  'console-district': 'console&sites=district&wall=STILLS',
  'console-none': 'console&sites=none&state=PUBLISHED',
  'console-before': 'console&state=PUBLISHED',
  'console-lobby': 'console&state=LOBBY&side=ALL',
  'console-rollcall': 'console&state=ROLL_CALL&side=ROLL',
  'console-break': 'console&state=SUSPENDED',
  'console-lost60': 'console&lost=60',
  'console-cut': 'console&cut',
  'console-long': 'console&long&side=FLOOR',
  'console-site': 'console&side=SITE&ask=HEADCOUNT',
  'console-register': 'console&ask=FLOOR&side=FLOOR',
  'console-palette': 'console&aid=PALETTE',
  'console-keys': 'console&aid=KEYS',
  'console-guests': 'console&guests&aid=GUESTS',
  'console-guests-none': 'console&aid=GUESTS',
  'console-guest-lamp': 'console&guests',
  'console-log': 'console&side=LOG',
  'console-refusal':
    'console&refusal=Chưa làm được: Mời người tiếp theo. Người khác vừa đổi trước. Xem lại rồi làm lần nữa.',
};

const server = await serve(join(here, '..', 'dist'), 0);
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
});
let faults = 0;
for (const [size, [width, height, scale]] of Object.entries(sizes)) {
  if (!Object.keys(screens).some((name) => `${name}-${size}`.includes(filter))) continue;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      faults++;
      console.log(`${size}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => {
    faults++;
    console.log(`${size}: ${error}`);
  });
  for (const [name, query] of Object.entries(screens)) {
    if (!`${name}-${size}`.includes(filter)) continue;
    await page.goto(`${origin}/ui?screen=${query}`);
    await page.waitForSelector('.console');
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(900);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (over > 0) {
      faults++;
      console.log(`${name}-${size}: ${over} px wider than the window`);
    }
    await page.screenshot({ path: join(out, `${name}-${size}.png`), fullPage: size === 'double' });
  }
  await context.close();
}
await browser.close();
server.close();
console.log(faults === 0 ? 'no faults' : `${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
