// Which states of screens `/ui` can show, for whoever photographs or examines them: the screens of the operator are named here,
// those of sites, chair and office by the links at the foot of `/ui`.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Sizes that every page is promised for; `double` is what a laptop has left at 200 %.
 * @type {Record<string, [number, number]>}
 */
export const sizes = { desk: [1920, 1080], laptop: [1366, 768], double: [683, 384] };

/** Name → what stands behind `/ui?screen=`. @type {Record<string, string>} */
export const screens = {
  console: 'console',
  'console-site': 'console&side=SITE&ask=HEADCOUNT',
  'console-stills': 'console&wall=STILLS&side=ALL',
  'console-table': 'console&wall=TABLE&side=LOG',
  'console-lobby': 'console&state=LOBBY&side=ALL',
  'console-rollcall': 'console&state=ROLL_CALL&side=ROLL',
  'console-break': 'console&state=SUSPENDED',
  'console-palette': 'console&aid=PALETTE',
  'console-keys': 'console&aid=KEYS',
  'console-guests': 'console&guests&aid=GUESTS',
  'console-cut': 'console&cut&lost=60',
  'console-register': 'console&ask=FLOOR&side=FLOOR',
  'console-none': 'console&sites=none&state=PUBLISHED',
  entrance: 'entrance&theme=light',
  'entrance-dark': 'entrance',
  home: 'home&theme=light',
  'home-dark': 'home',
  'new-meeting': 'home&making&theme=light',
  door: 'door&theme=light',
  'door-astray': 'door&astray&theme=light',
  check: 'check&theme=light',
  'check-refused': 'check&fault=refused&theme=light',
  meeting: 'meeting',
  'meeting-chat': 'meeting&view=speaker&panel=chat',
  'meeting-share': 'meeting&share',
  'meeting-240': 'meeting&people=240&panel=people',
  ended: 'ended&theme=light',
};

/** The theme in which each kind of room stands. @type {Record<string, string>} */
export const themes = {
  kiosk: 'dark',
  chair: 'light',
  secretary: 'light',
  directory: 'light',
  health: 'light',
  guest: 'light',
  accounts: 'light',
  own: 'light',
  doors: 'light',
};

/**
 * States of rooms, by the links of `/ui`.
 * @param {import('playwright-core').Page} page any page of the origin; it is led to `/ui`
 * @param {string} origin
 * @returns {Promise<{kind: string, state: string, query: string}[]>} query: what stands behind `/ui?screen=`
 */
export async function roomStates(page, origin) {
  await page.goto(`${origin}/ui`);
  await page.waitForSelector('a[href*="state="]');
  const links = await page.$$eval('a[href*="state="]', (all) =>
    all.map((each) => each.getAttribute('href') ?? ''),
  );
  return links.flatMap((link) => {
    const asked = new URL(link, origin).searchParams;
    const [kind, state] = [asked.get('screen') ?? '', asked.get('state') ?? ''];
    const theme = themes[kind];
    return theme ? [{ kind, state, query: `${kind}&state=${state}&theme=${theme}` }] : [];
  });
}

const here = dirname(fileURLToPath(import.meta.url));
const axe = readFileSync(join(here, '..', 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');

/**
 * What axe finds against WCAG 2.2 A and AA on a page as it stands.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<{id: string, impact: string, count: number, first: string, why: string}[]>}
 */
export async function audit(page) {
  // By the debugger, past the content security policy: the page itself may not.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    /** @type {any} */ (globalThis).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      resultTypes: ['violations'],
    }),
  );
  return violations.map((/** @type {any} */ { id, impact, nodes }) => ({
    id,
    impact: impact ?? 'minor',
    count: nodes.length,
    first: nodes[0]?.html.slice(0, 160) ?? '',
    why: nodes[0]?.failureSummary?.replaceAll('\n', ' ').slice(0, 220) ?? '',
  }));
}
