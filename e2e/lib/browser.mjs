// Debian's Chromium and the people in it. A person is one page of its own context on the server's origin, with the
// unmodified livekit-client and our vocabulary (browser/inside.js) injected. Pages are used again by the next case.
import { appendFileSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { cache, root } from './paths.mjs';
import { secret } from './secrets.mjs';
import { until } from './wait.mjs';

const require = createRequire(import.meta.url);
const umd = join(dirname(require.resolve('livekit-client')), 'livekit-client.umd.js');
const inside = join(root, 'e2e', 'browser', 'inside.js');
// Not among the logs that are searched for secrets: Chromium itself prints the address, with the token, of a WebSocket
// that fails, to the user whose token it is.
const consoleLog = join(cache, 'console.log');
const onePort = join(root, 'e2e', 'browser', 'one-port.js');

/** @param {string[]} [more] @param {number} [yields] how far its pages stand behind the server where the processor is short (nice) */
export async function launch(more = [], yields = 0) {
  const browser = await chromium.launch({
    executablePath: join(root, 'e2e', 'browser', 'chromium.sh'),
    headless: true,
    env: /** @type {Record<string, string>} */ ({ ...process.env, BROWSER_NICE: String(yields) }),
    args: [
      '--no-sandbox',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
      '--auto-select-desktop-capture-source=Entire screen',
      '--disable-background-networking',
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--allow-loopback-in-peer-connection',
      ...more,
    ],
  });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    // What our own page is given by the server may stand in no log either.
    context.on('response', async (response) => {
      if (!response.url().endsWith('/api/join') || response.status() !== 200) return;
      const { token, resume } = await response.json().catch(() => ({}));
      for (const each of [token, resume]) if (each) secret(each);
    });
    return context;
  };
  return browser;
}

export class Person {
  /**
   * @param {import('playwright-core').Page} page
   * @param {import('./server.mjs').Server} server
   */
  constructor(page, server) {
    this.page = page;
    this.server = server;
    this.identity = '';
    /** Where signalling goes; a relay's address for a person behind one. */
    this.ws = server.ws;
  }

  /**
   * @template A, R
   * @param {(arg: A) => R} fn runs in the page
   * @param {A} [arg]
   * @returns {Promise<Awaited<R>>}
   */
  run(fn, arg) {
    return /** @type {Promise<any>} */ (this.page.evaluate(/** @type {any} */ (fn), arg));
  }

  /**
   * Joins with a token made for the occasion.
   * @param {{room: string, identity: string, grant?: any, options?: any, connect?: any, token?: string, name?: string,
   *   metadata?: string, attributes?: Record<string, string>}} how
   */
  async join({ room, identity, grant, options, connect, token, name, metadata, attributes }) {
    this.identity = identity;
    const made = token ?? (await this.server.token({ room, identity, grant, name, metadata, attributes }));
    return this.run((how) => nr.join(how), { url: this.ws, token: made, options, connect });
  }

  /**
   * Waits until a function of the page answers something true.
   * @template A, R
   * @param {string} what
   * @param {(arg: A) => R} fn
   * @param {A} [arg]
   * @param {number} [limitMs]
   * @returns {Promise<NonNullable<Awaited<R>>>}
   */
  async until(what, fn, arg, limitMs = 10_000) {
    try {
      return await until(`${this.identity}: ${what}`, () => this.run(fn, arg), limitMs);
    } catch (error) {
      const events = await this.run(() =>
        nr.state.events.slice(-12).map((/** @type {any} */ each) => `${each.event} ${JSON.stringify(each.args)}`),
      ).catch(() => []);
      throw new Error(`${/** @type {Error} */ (error).message}\n    last events:\n      ${events.join('\n      ')}`);
    }
  }

  /** Waits for a subscribed track. @param {string} identity @param {string} [source] @param {number} [limitMs] */
  async subscribed(identity, source = 'camera', limitMs = 10_000) {
    await this.until(
      `track ${source} of ${identity}`,
      ([i, s]) => !!nr.publication(i, s)?.track,
      [identity, source],
      limitMs,
    );
  }

  /** Waits for this many more decoded frames. @param {string} identity @param {{frames?: number, source?: string, limitMs?: number}} [how] */
  async sees(identity, { frames = 20, source = 'camera', limitMs = 15_000 } = {}) {
    const stats = () => this.run(([i, s]) => nr.decoded(i, s), [identity, source]);
    let base = (await stats())?.frames ?? 0;
    /** @type {Promise<any>} */
    const seen = until(
      `${this.identity}: ${frames} decoded frames of ${identity} (${source})`,
      async () => {
        const now = await stats();
        // A decoder made anew counts from zero again.
        if (now && now.frames < base) base = 0;
        return now && now.frames - base >= frames ? now : null;
      },
      limitMs,
    );
    return seen;
  }

  /** Waits for a tone. @param {string} identity @param {number} hz @param {number} [limitMs] */
  async hears(identity, hz, limitMs = 15_000) {
    return this.until(
      `a tone of ${hz} Hz from ${identity}`,
      async ([i, f]) => {
        const sound = await nr.heard(i, 250);
        return sound && sound.rms > 0.02 && Math.abs(sound.hz - f) < 15 ? sound : null;
      },
      /** @type {[string, number]} */ ([identity, hz]),
      limitMs,
    );
  }

  /** Waits for silence. @param {string} identity @param {number} [limitMs] */
  async hearsNothing(identity, limitMs = 10_000) {
    return this.until(
      `silence of ${identity}`,
      async (i) => {
        const sound = await nr.heard(i, 250);
        return !sound || sound.rms < 0.002;
      },
      identity,
      limitMs,
    );
  }

  /** No frame for a while, once those under way have come. @param {string} identity @param {number} [forMs] @param {string} [source] */
  async seesNothing(identity, forMs = 1000, source = 'camera') {
    let still = 0;
    let since = performance.now();
    let known = -1;
    await until(
      `${this.identity}: no more frames of ${identity}`,
      async () => {
        const now = (await this.run(([i, s]) => nr.decoded(i, s), [identity, source]))?.frames ?? 0;
        if (now !== known) {
          known = now;
          since = performance.now();
        }
        still = performance.now() - since;
        return still >= forMs;
      },
      forMs + 10_000,
    );
  }

  /** @param {string} event @param {number} [limitMs] @param {number} [times] */
  async event(event, limitMs = 10_000, times = 1) {
    return this.until(
      `event ${event}`,
      ([name, n]) => (nr.count(name) >= n ? nr.last(name) : null),
      /** @type {[string, number]} */ ([event, times]),
      limitMs,
    );
  }

  leave() {
    return this.run(() => nr.state.room.disconnect());
  }
}

/** The pages of one browser, lent to cases. */
export class People {
  /** @type {Person[]} */ free = [];
  /** @type {Person[]} */ lent = [];

  /**
   * @param {import('playwright-core').Browser} browser
   * @param {import('./server.mjs').Server} server
   */
  constructor(browser, server) {
    this.browser = browser;
    this.server = server;
  }

  async one() {
    const person = this.free.pop() ?? (await this.#fresh());
    this.lent.push(person);
    return person;
  }

  /**
   * A person whose media takes only the candidate of one UDP port: the relay's.
   * @param {{mediaPort: number, signalPort: number}} line
   */
  async behind({ mediaPort, signalPort }) {
    const person = await this.#fresh({ mediaPort, url: `http://127.0.0.1:${signalPort}` });
    person.ws = `ws://127.0.0.1:${signalPort}`;
    this.lent.push(person);
    return person;
  }

  /** @param {{mediaPort?: number, url?: string}} [line] */
  async #fresh({ mediaPort, url = this.server.url } = {}) {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 720 } });
    const page = await context.newPage();
    if (mediaPort) {
      await page.addInitScript(`window.onlyMediaPort = ${mediaPort};`);
      await page.addInitScript({ path: onePort });
    }
    await page.addInitScript({ path: umd });
    await page.addInitScript({ path: inside });
    page.on('console', (message) => appendFileSync(consoleLog, `${message.type()} ${message.text()}\n`));
    page.on('pageerror', (error) => appendFileSync(consoleLog, `pageerror ${error.message}\n`));
    await page.goto(`${url}/healthz`);
    return new Person(page, this.server);
  }

  /** Takes the pages back; one that does not answer is thrown away. @param {boolean} keep */
  async takeBack(keep) {
    for (const person of this.lent.splice(0)) {
      // The server hands out fresh tokens while one is in a room.
      const token = await Promise.race([
        person.run(() => nr.state.room?.engine?.token).catch(() => ''),
        new Promise((resolve) => setTimeout(() => resolve(''), 1000)),
      ]);
      if (token) secret(token);
      const clean =
        keep &&
        (await Promise.race([
          person.run(() => nr.reset()).then(() => true),
          new Promise((resolve) => setTimeout(() => resolve(false), 3000)),
        ]).catch(() => false));
      if (clean) this.free.push(person);
      else
        await person.page
          .context()
          .close()
          .catch(() => {});
    }
  }

  async close() {
    for (const person of this.free.splice(0))
      await person.page
        .context()
        .close()
        .catch(() => {});
  }
}

/** Version of livekit-client, for reports. */
export const clientVersion = JSON.parse(
  readFileSync(join(dirname(dirname(require.resolve('livekit-client'))), 'package.json'), 'utf8'),
).version;
