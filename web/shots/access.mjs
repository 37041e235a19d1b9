// axe (WCAG 2.2 A and AA) over every state that `/ui` shows, in both languages and at every size we promise; then take, floor, roll call and end by keyboard alone: `npm run build && npm run access [filter]`.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from './serve.mjs';
import { audit, roomStates, screens, sizes } from './states.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const filter = process.argv[2] ?? '';
const server = await serve(join(here, '..', 'dist'), 0);
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
});
let faults = 0;
const fault = (words) => {
  faults++;
  console.log(words);
};

const seeking = await browser.newPage();
const states = [
  ...Object.entries(screens),
  ...(await roomStates(seeking, origin)).map(({ kind, state, query }) => [`${kind}-${state}`, query]),
];
await seeking.close();

for (const [size, [width, height]] of Object.entries(sizes)) {
  const context = await browser.newContext({
    viewport: { width, height },
    bypassCSP: true,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  for (const [name, query] of states) {
    for (const language of ['vi', 'en']) {
      if (!`${name}-${size}-${language}`.includes(filter)) continue;
      await page.goto(`${origin}/ui?screen=${query}&lang=${language}`);
      await page.waitForSelector('main');
      await page.evaluate(() => document.fonts.ready);
      await page.waitForTimeout(500);
      for (const { id, impact, count, first, why } of await audit(page)) {
        fault(`${name}-${size}-${language}: ${impact} ${id} ×${count}: ${first}\n    ${why}`);
      }
    }
  }
  await context.close();
}

if ('keyboard'.includes(filter) || filter === '') {
  const page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const expect = async (what, selector, words) => {
    const found = await page
      .locator(selector)
      .first()
      .innerText()
      .catch(() => '');
    if (!found.replaceAll('\u00a0', ' ').includes(words))
      fault(`keyboard: ${what}: “${words}” is not in “${found.slice(0, 120)}”`);
  };
  await page.goto(`${origin}/ui?screen=console&lang=vi`);
  await page.waitForSelector('.console');
  // Find a site, put it into preview alone, take it.
  await press('1', '/');
  await page.keyboard.type('chu kre');
  await press('Enter', 'Control+z');
  await press('/');
  await page.keyboard.type('ia bang');
  await press('Enter', 'Enter');
  await expect('into preview', '.monitor-preview .frame', 'Ia Bang');
  await press('Space');
  await expect('take', '.monitor-programme .frame', 'Ia Bang');
  await press('Control+z');
  await expect('undo', '.monitor-preview .frame', 'Ia Bang');
  // The floor: the one on deck speaks, then stops.
  await press('n');
  await expect('invite next', '.speaking', 'H. Krông Pa');
  await press('d');
  await press('.');
  await expect('stop', '.floor', 'Chưa ai phát biểu');
  // Roll call of one site with its headcount.
  await press('/');
  await page.keyboard.type('ia lau');
  await press('Enter', 'p');
  await page.keyboard.type('27');
  await press('Enter');
  await expect('marked', '.inspector', '27 người dự');
  // The end: by name, and held.
  await press('Control+k');
  await page.keyboard.type('ket thuc');
  await press('Enter');
  await page.keyboard.down('Space');
  await page.waitForTimeout(2_300);
  await page.keyboard.up('Space');
  await expect('end', '.topline-state', 'ĐÃ KẾT THÚC');
}

await browser.close();
server.close();
console.log(faults === 0 ? 'no faults' : `${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
