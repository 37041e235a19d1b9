// Pages of ours in real Chromium: a site's screen in a hall with a colour and a tone of its own, a desk with a console.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { until } from './wait.mjs';

const script = readFileSync(join(root, 'e2e', 'browser', 'hall.js'), 'utf8');

/** Colours that survive an encoder, and tones a spectrum tells apart. */
export const COLORS = [
  [200, 40, 40],
  [40, 160, 60],
  [50, 80, 210],
  [210, 190, 40],
  [180, 60, 190],
  [40, 180, 190],
];
export const TONES = [440, 660, 880, 1100, 1320, 1540];

/** @param {number[]} a @param {number[]} b */
export const alike = (a, b) => Math.max(...a.map((value, at) => Math.abs(value - b[at]))) < 60;

export class Screen {
  /**
   * @param {import('playwright-core').BrowserContext} context
   * @param {import('playwright-core').Page} page
   * @param {string} name
   */
  constructor(context, page, name) {
    this.context = context;
    this.page = page;
    this.name = name;
    /** @type {string[]} */
    this.faults = [];
    page.on('pageerror', (error) => this.faults.push(`${name}: ${error.message}`));
  }

  /**
   * @param {import('playwright-core').Browser} browser
   * @param {import('./house.mjs').House} house
   * @param {{name: string, role?: string, site?: string, account?: string, path: string, before?: string, hall?: {color: number[], hz: number},
   *   viewport?: {width: number, height: number}}} how
   */
  static async open(browser, house, { name, role, site, account, path, hall, viewport, before }) {
    const context = await browser.newContext({
      baseURL: house.url,
      locale: 'vi-VN',
      viewport: viewport ?? { width: 1920, height: 1080 },
      permissions: ['camera', 'microphone'],
    });
    await context.addInitScript(
      (own) => {
        window.__hall = own;
      },
      hall ?? { color: [90, 90, 90], hz: 0 },
    );
    await context.addInitScript({ content: script });
    if (before) await context.addInitScript({ content: before });
    const page = await context.newPage();
    const screen = new Screen(context, page, name);
    if (role === undefined) {
      // A stranger, who comes by the address alone.
      await page.goto(path);
      return screen;
    }
    await page.goto('/healthz');
    const status = await page.evaluate(
      async (who) =>
        (
          await fetch('/api/demo/sign-in', {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify(who),
          })
        ).status,
      { role, site, account },
    );
    if (status !== 200) throw new Error(`${name}: sign-in answered ${status}`);
    await page.goto(path);
    return screen;
  }

  /** Pictures that are decoded inside an element. @param {string} [within] @returns {Promise<Array<{width: number, height: number, color: number[], time: number}>>} */
  seen(within = '.tv-programme') {
    return this.page.evaluate((element) => window.hall.seen(element), within);
  }

  /** Waits until the pictures inside are these colours, in order. @param {number[][]} colors @param {number} [limitMs] @param {string} [within] */
  sees(colors, limitMs = 20_000, within = '.tv-programme') {
    return until(
      `${this.name} sees ${JSON.stringify(colors)}`,
      async () => {
        const now = (await this.seen(within)).filter((each) => each.width > 0);
        const good = now.length >= colors.length && colors.every((color, at) => alike(now[at].color, color));
        if (!good) throw new Error(JSON.stringify(now.map(({ color, height }) => [...color, height])));
        return now;
      },
      limitMs,
    );
  }

  /** Tones it hears now. @param {number[]} [of] @returns {Promise<number[]>} */
  async heard(of = TONES) {
    const found = await this.page.evaluate((expected) => window.hall.heard(expected), of);
    return found
      .map((/** @type {{hz: number}} */ each) => each.hz)
      .sort((/** @type {number} */ a, /** @type {number} */ b) => a - b);
  }

  /** Waits until exactly these tones are heard. @param {number[]} tones @param {number} [limitMs] */
  hears(tones, limitMs = 20_000) {
    const wanted = JSON.stringify([...tones].sort((a, b) => a - b));
    return until(
      `${this.name} hears ${wanted}`,
      async () => {
        const now = JSON.stringify(await this.heard());
        if (now !== wanted) throw new Error(now);
        return true;
      },
      limitMs,
      150,
    );
  }

  close() {
    return this.context.close();
  }
}
