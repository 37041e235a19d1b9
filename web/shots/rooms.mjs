// Photographs the screens of sites, chair and office with invented data: `npm run build && node shots/rooms.mjs [filter]`.
// Complains about what the content security policy blocked, and about text or boxes that run out of the window.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from './serve.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, 'out');
mkdirSync(out, { recursive: true });
const filter = process.argv[2] ?? '';

/** `zoomed` is what a laptop has left at 200 %. */
const office = { desk: [1920, 1080], laptop: [1366, 768], zoomed: [683, 800] };

/** Each kind of screen at the sizes it is promised for. */
const kinds = {
  kiosk: { sizes: { tv: [1920, 1080] }, theme: 'dark' },
  chair: { sizes: { tablet: [1180, 820], upright: [820, 1180] }, theme: 'light' },
  secretary: { sizes: office, theme: 'light' },
  directory: { sizes: office, theme: 'light' },
  health: { sizes: office, theme: 'light' },
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
for (const [kind, { sizes, theme }] of Object.entries(kinds)) {
  for (const [size, [width, height]] of Object.entries(sizes)) {
    await page.setViewportSize({ width, height });
    for (const link of links.filter((each) => each.includes(`screen=${kind}&`))) {
      const name = `${kind}-${new URL(link, origin).searchParams.get('state')}-${size}`;
      if (!name.includes(filter)) continue;
      const lang = process.env.LANGUAGE_OF_PAGE ?? 'vi';
      await page.goto(`${origin}${link}&theme=${theme}&lang=${lang}`);
      await page.waitForSelector('#root main');
      await page.evaluate(() => document.fonts.ready);
      await page.waitForTimeout(kind === 'kiosk' ? 700 : 300);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (over > 0) fault(`${name}: ${over} px wider than the window`);
      // Words that run out of their own box, or out of the screen of a television, which cannot scroll.
      const cut = await page.evaluate(() => {
        const bad = [];
        for (const element of document.querySelectorAll('main *')) {
          const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
          if (!own || element.closest('.hidden') || element.tagName === 'TEXTAREA') continue;
          const box = element.getBoundingClientRect();
          const style = getComputedStyle(element);
          if (
            style.overflow !== 'visible' &&
            style.textOverflow !== 'ellipsis' &&
            element.scrollHeight > element.clientHeight + 3
          )
            bad.push(`cut: ${element.textContent.slice(0, 40)}`);
          if (
            element.closest('.tv') &&
            (box.right > window.innerWidth + 1 || box.bottom > window.innerHeight + 1)
          )
            bad.push(`outside: ${element.textContent.slice(0, 40)}`);
        }
        return bad;
      });
      for (const words of cut) fault(`${name}: ${words}`);
      await page.screenshot({ path: join(out, `${name}${lang === 'vi' ? '' : `-${lang}`}.png`) });
    }
  }
}
await browser.close();
server.close();
console.log(faults === 0 ? 'no faults' : `${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
