// Photographs every screen with invented data, at every size we promise: `npm run build && npm run shots [filter]`.
// Complains about anything the content security policy blocked, and about text or boxes wider than the window.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from './serve.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, 'out');
mkdirSync(out, { recursive: true });
const filter = process.argv[2] ?? '';

const sizes = { desk: [1920, 1080], laptop: [1366, 768], phone: [390, 844], lying: [844, 390] };
const screens = {
  door: 'door&theme=light',
  'door-dark': 'door',
  'door-astray': 'door&astray&theme=light',
  'door-unsupported': 'door&unsupported&theme=light',
  check: 'check&theme=light',
  'check-refused': 'check&fault=refused&theme=light',
  'check-insecure': 'check&fault=insecure&refused',
  'check-full': 'check&full&theme=light',
  'meeting-alone': 'meeting&people=1',
  'meeting-2': 'meeting&people=2&muted',
  'meeting-9': 'meeting&people=9',
  'meeting-16': 'meeting&people=16',
  'meeting-240': 'meeting&people=240&panel=people',
  speaker: 'meeting&people=12&view=speaker',
  share: 'meeting&people=12&share&panel=chat',
  'share-only': 'meeting&people=5&share',
  chat: 'meeting&people=6&panel=chat',
  devices: 'meeting&people=4&panel=devices&camera-fault',
  locked: 'meeting&people=6&panel=chat&locked',
  closed: 'meeting&people=6&closed',
  keys: 'meeting&people=4&panel=help',
  lost: 'meeting&people=12&connection=lost&hand&sharing',
  'signal-lost': 'meeting&people=5&connection=signalLost&sound',
  ended: 'ended&theme=light',
  entrance: 'entrance&theme=light',
  home: 'home&theme=light',
  'home-empty': 'home&empty&theme=light',
  'new-meeting': 'home&making&theme=light',
};

const server = await serve(join(here, '..', 'dist'), 0);
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
});
let faults = 0;
for (const [size, [width, height]] of Object.entries(sizes)) {
  const context = await browser.newContext({
    viewport: { width, height },
    hasTouch: width < 900,
    isMobile: width < 900,
    locale: 'vi-VN',
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
    await page.waitForSelector('#root > *');
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(250);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (over > 0) {
      faults++;
      console.log(`${name}-${size}: ${over} px wider than the window`);
    }
    await page.screenshot({ path: join(out, `${name}-${size}.png`) });
  }
  await context.close();
}
await browser.close();
server.close();
console.log(faults === 0 ? 'no faults' : `${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
