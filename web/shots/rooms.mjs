// Photographs the screens of sites, chair and office with invented data, in both languages:
// `npm run build && npm run shots:rooms [filter]`. Complains about what the content security policy blocked, about text or
// boxes that run out of the window, and about what axe finds (WCAG 2.2 A and AA).
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from './serve.mjs';
import { audit, roomStates } from './states.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, 'out');
mkdirSync(out, { recursive: true });
const filter = process.argv[2] ?? '';

/** `zoomed` is what a laptop has left at 200 %. */
const office = { desk: [1920, 1080], laptop: [1366, 768], zoomed: [683, 800] };

/** Each kind of screen at the sizes it is promised for. */
const kinds = {
  kiosk: { tv: [1920, 1080] },
  chair: { tablet: [1180, 820], upright: [820, 1180] },
  secretary: office,
  directory: office,
  health: office,
  guest: { ...office, phone: [390, 844] },
  accounts: office,
  own: { ...office, phone: [390, 844] },
  doors: { ...office, phone: [390, 844] },
};

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
const context = await browser.newContext({ locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' });
const page = await context.newPage();
page.on('console', (message) => {
  if (['error', 'warning'].includes(message.type())) fault(message.text());
});
page.on('pageerror', (error) => fault(String(error)));
const states = await roomStates(page, origin);
/** Opens a screen and complains about it. */
async function look(name, address) {
  await page.goto(address);
  await page.waitForSelector('#root main');
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(name.startsWith('kiosk') ? 700 : 300);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (over > 0) fault(`${name}: ${over} px wider than the window`);
  for (const words of await page.evaluate(cutTexts)) fault(`${name}: ${words}`);
  for (const { id, impact, count, first, why } of await audit(page))
    fault(`${name}: ${impact} ${id} ×${count}: ${first}\n    ${why}`);
}

/** Words that run out of their own box, or out of the screen of a television, which cannot scroll. In the page. */
function cutTexts() {
  const bad = [];
  for (const element of document.querySelectorAll('main *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
    if (!own || element.closest('.hidden') || element.tagName === 'TEXTAREA') continue;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const hides = style.overflow !== 'visible' && style.textOverflow !== 'ellipsis';
    if (hides && element.scrollHeight > element.clientHeight + 3)
      bad.push(`cut: ${element.textContent.slice(0, 40)}`);
    const outside = box.right > window.innerWidth + 1 || box.bottom > window.innerHeight + 1;
    if (element.closest('.tv') && outside) bad.push(`outside: ${element.textContent.slice(0, 40)}`);
  }
  return bad;
}

for (const [kind, sizes] of Object.entries(kinds)) {
  for (const [size, [width, height]] of Object.entries(sizes)) {
    await page.setViewportSize({ width, height });
    for (const { state, query } of states.filter((each) => each.kind === kind)) {
      for (const lang of ['vi', 'en']) {
        const name = `${kind}-${state}-${size}${lang === 'vi' ? '' : '-en'}`;
        if (!name.includes(filter)) continue;
        await look(name, `${origin}/ui?screen=${query}&lang=${lang}`);
        await page.screenshot({ path: join(out, `${name}.png`) });
      }
    }
  }
}
await browser.close();
server.close();
console.log(faults === 0 ? 'no faults' : `${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
