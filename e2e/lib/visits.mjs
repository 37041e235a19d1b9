// Every page of the house, opened as who uses it opens it. The routes are read out of the page's own table: one that is added there
// and not visited here is missed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Screen } from './hall.mjs';
import { root } from './paths.mjs';

/** Routes of the table, and the two ways in that are not in it: the first page, and a room's address. */
export function routes() {
  const table = readFileSync(join(root, 'web', 'src', 'pageTable.ts'), 'utf8');
  const found = [...table.matchAll(/\{ path: \/(.+)\/, page: '(\w+)'/g)].map(([, path, page]) => ({
    name: page,
    path: new RegExp(path),
  }));
  if (found.length < 10) throw new Error('the table of pages reads otherwise than it did');
  return [...found, { name: 'FrontDoor', path: /^\/$/ }, { name: 'Room', path: /^\/r\/[^/]+$/ }];
}

/**
 * @typedef {object} Visit
 * @property {string} name
 * @property {string} path address, with what it asks
 * @property {string} [role] nobody signed in when left out
 * @property {string} [site]
 * @property {string} ready selector of what stands there when the page does
 * @property {(page: import('playwright-core').Page) => Promise<unknown>} [enter] what is done once it is there
 * @property {boolean} [empty] of a house that nobody has set up
 * @property {boolean} [waits] whether the meeting has pictures and levels that come a little later
 */

/** A machine with much else to do may take long. */
export const LONGEST_MS = 90_000;

/** Media of little size: these pages are looked at, not watched. */
const SMALL = 'capture=320x180@10&show=180p';

/**
 * @param {import('./province.mjs').Province} province
 * @returns {Visit[]}
 */
export function visits({ id, link, there, seats }) {
  const lost = seats.find((seat) => !there.some((each) => each.id === seat.id));
  return [
    { name: 'front', path: '/', ready: '.entrance' },
    { name: 'set-up', path: '/', ready: '.entrance form', empty: true },
    { name: 'room-door', path: '/r/giao-ban', ready: '.door' },
    {
      name: 'room-check',
      path: '/r/giao-ban',
      ready: '.door',
      enter: async (page) => {
        await page.locator('.door input').first().fill('Nguyễn Thị Hoa');
        await page.locator('.door button[type=submit]').click();
        await page.locator('[data-act=join]').waitFor();
      },
    },
    { name: 'home', path: '/', role: 'OPERATOR', ready: '.home' },
    {
      name: 'new-meeting',
      path: '/',
      role: 'OPERATOR',
      ready: '.home',
      enter: async (page) => {
        await page.locator('.home .button-primary').first().click();
        await page.locator('.home form input').first().waitFor();
      },
    },
    { name: 'console', path: `/m/${id}`, role: 'OPERATOR', ready: '[data-seat]', waits: true },
    { name: 'secretary', path: `/m/${id}/secretary`, role: 'SECRETARY', ready: 'main' },
    { name: 'chair', path: `/m/${id}/chair`, role: 'CHAIR', ready: 'main' },
    { name: 'directory', path: '/directory', role: 'ADMINISTRATOR', ready: 'main' },
    { name: 'health', path: '/health', role: 'ADMINISTRATOR', ready: 'main' },
    { name: 'accounts', path: '/accounts', role: 'ADMINISTRATOR', ready: 'main' },
    { name: 'own', path: '/account', role: 'ADMINISTRATOR', ready: 'main' },
    { name: 'password', path: '/password', ready: '.entrance form' },
    { name: 'kiosk-unpaired', path: '/kiosk', ready: 'main' },
    { name: 'kiosk', path: `/kiosk?${SMALL}`, role: 'SITE', site: lost.id, ready: 'main', waits: true },
    { name: 'guest-door', path: `/khach/${link}`, ready: '[name=pin]' },
    { name: 'gallery', path: '/ui', ready: 'main.gallery' },
  ];
}

/** Which route an address is of. @param {string} path */
export const routeOf = (path) => routes().find((each) => each.path.test(path.split('?')[0]))?.name ?? '';

/**
 * Opens a visit's page; {@link show} brings it into a language and a size.
 * @param {import('playwright-core').Browser} browser
 * @param {import('./house.mjs').House} house
 * @param {Visit} visit
 * @param {string} [before] a script of the page's own
 */
export function open(browser, house, { name, role, site }, before) {
  return Screen.open(browser, house, {
    name,
    role,
    site,
    path: '/healthz',
    hall: { color: [70, 110, 150], hz: 440 },
    before,
  });
}

/**
 * @param {Screen} screen
 * @param {Visit} visit
 * @param {string} language
 * @param {[number, number]} size
 */
export async function show(screen, { path, ready, enter, waits }, language, [width, height]) {
  const { page } = screen;
  await page.setViewportSize({ width, height });
  await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`, { timeout: LONGEST_MS });
  await page.locator(ready).first().waitFor({ timeout: LONGEST_MS });
  await enter?.(page);
  await settled(page, waits ? 1_000 : 300);
}

/** A page that never stands still, because its meeting goes on, is looked at as it is. */
const RESTLESS_MS = 5_000;

/**
 * Waits until a page stands still: its letters are there, nothing was added or taken away for a while, nothing is on its way. A
 * clock that goes on changes words alone.
 * @param {import('playwright-core').Page} page @param {number} still milliseconds
 */
export async function settled(page, still) {
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(
    ([still, longest]) =>
      new Promise((resolve) => {
        const moves = () =>
          document
            .getAnimations()
            .some((each) => each.playState === 'running' && each.effect?.getTiming().iterations !== Infinity);
        /** @type {ReturnType<typeof setTimeout>} */
        let timer;
        const end = () => {
          watch.disconnect();
          clearTimeout(timer);
          clearTimeout(late);
          resolve(null);
        };
        const again = () => {
          clearTimeout(timer);
          timer = setTimeout(() => (moves() ? again() : end()), still);
        };
        const watch = new MutationObserver(again);
        watch.observe(document, { childList: true, subtree: true });
        const late = setTimeout(end, longest);
        again();
      }),
    [still, RESTLESS_MS],
  );
}
