// Photographs the screens of sites, chair and office with invented data, in both languages:
// `npm run build && npm run shots:rooms [filter]`. Complains about what the content security policy blocked, about text or
// boxes that run out of the window, and about what axe finds (WCAG 2.2 A and AA).
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from './serve.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, 'out');
mkdirSync(out, { recursive: true });
const filter = process.argv[2] ?? '';
const axe = readFileSync(join(here, '..', 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** `zoomed` is what a laptop has left at 200 %. */
const office = { desk: [1920, 1080], laptop: [1366, 768], zoomed: [683, 800] };

/** Each kind of screen at the sizes it is promised for. */
const kinds = {
  kiosk: { sizes: { tv: [1920, 1080] }, theme: 'dark' },
  chair: { sizes: { tablet: [1180, 820], upright: [820, 1180] }, theme: 'light' },
  secretary: { sizes: office, theme: 'light' },
  directory: { sizes: office, theme: 'light' },
  health: { sizes: office, theme: 'light' },
  guest: { sizes: { ...office, phone: [390, 844] }, theme: 'light' },
  accounts: { sizes: office, theme: 'light' },
  own: { sizes: { ...office, phone: [390, 844] }, theme: 'light' },
  doors: { sizes: { ...office, phone: [390, 844] }, theme: 'light' },
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
await page.goto(`${origin}/ui`);
await page.waitForSelector('a[href*="state="]');
const links = await page.$$eval('a[href*="state="]', (all) => all.map((each) => each.getAttribute('href')));
/** Opens a screen and complains about it. */
async function look(name, address) {
  await page.goto(address);
  await page.waitForSelector('#root main');
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(name.startsWith('kiosk') ? 700 : 300);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (over > 0) fault(`${name}: ${over} px wider than the window`);
  for (const words of await page.evaluate(cutTexts)) fault(`${name}: ${words}`);
  // By the debugger, past the content security policy: the page itself may not.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (runOnly) => globalThis.axe.run(document, { runOnly, resultTypes: ['violations'] }),
    tags,
  );
  for (const { id, impact, nodes } of violations)
    fault(
      `${name}: ${impact} ${id} ×${nodes.length}: ${nodes[0]?.html.slice(0, 160)}\n    ${nodes[0]?.failureSummary}`,
    );
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

for (const [kind, { sizes, theme }] of Object.entries(kinds)) {
  for (const [size, [width, height]] of Object.entries(sizes)) {
    await page.setViewportSize({ width, height });
    for (const link of links.filter((each) => each.includes(`screen=${kind}&`))) {
      const state = new URL(link, origin).searchParams.get('state');
      for (const lang of ['vi', 'en']) {
        const name = `${kind}-${state}-${size}${lang === 'vi' ? '' : '-en'}`;
        if (!name.includes(filter)) continue;
        await look(name, `${origin}${link}&theme=${theme}&lang=${lang}`);
        await page.screenshot({ path: join(out, `${name}.png`) });
      }
    }
  }
}
await browser.close();
server.close();
console.log(faults === 0 ? 'no faults' : `${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
