// The whole house as a process: meetings and media, with the sample province; and what people and devices say to it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, serverOptions } from './paths.mjs';
import { secret } from './secrets.mjs';
import { freePort, Server } from './server.mjs';
import { until } from './wait.mjs';

/** The command line of the house, as the launcher writes it. @param {string[]} args @returns {string[]} */
function houseArguments(args) {
  const classPath = [join(root, 'solo', 'target', '*'), join(root, 'solo', 'target', 'lib', '*')].join(':');
  return [...serverOptions, '-cp', classPath, 'vn.nharong.solo.Main', ...args];
}

export class House extends Server {
  /** @param {{args?: string[], javaArgs?: string[]}} [how] */
  static async start(how) {
    const house = new House(how);
    house.port = await freePort();
    house.tlsPort = await freePort();
    house.mediaPort = await freePort();
    await house.up();
    return house;
  }

  /** @param {string[]} args @returns {string[]} */
  command(args) {
    return houseArguments(args);
  }

  /** @param {string} role @param {string} [site] @param {string} [account] @returns {Promise<Caller>} */
  async signIn(role, site, account) {
    const answer = await fetch(`${this.url}/api/demo/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ role, site, account }),
    });
    if (answer.status !== 200) throw new Error(`sign-in as ${role}: ${answer.status} ${await answer.text()}`);
    const cookies = answer.headers.getSetCookie().map((each) => each.split(';')[0]);
    for (const cookie of cookies) secret(cookie.slice(cookie.indexOf('=') + 1));
    await answer.body?.cancel();
    const caller = new Caller(this, cookies.join('; '));
    await caller.begin();
    return caller;
  }
}

/** Somebody who is signed in. */
export class Caller {
  csrf = '';

  /** @param {House} house @param {string} cookie */
  constructor(house, cookie) {
    this.house = house;
    this.cookie = cookie;
  }

  async begin() {
    const me = await this.get('/api/me');
    this.csrf = me.csrf;
    this.name = me.name;
  }

  /** @param {string} path */
  async get(path) {
    const answer = await fetch(`${this.house.url}${path}`, { headers: { Cookie: this.cookie } });
    if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  /**
   * @param {string} path @param {unknown} [body]
   * @returns {Promise<{status: number, body: any}>} whatever the answer is
   */
  async tries(path, body = {}) {
    const answer = await fetch(`${this.house.url}${path}`, {
      method: 'POST',
      headers: { Cookie: this.cookie, 'X-CSRF-Token': this.csrf, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text };
  }

  /** @param {string} path @param {unknown} [body] @returns {Promise<any>} the answer of a call that is done */
  async post(path, body) {
    const { status, body: answer } = await this.tries(path, body);
    if (status !== 200) throw new Error(`POST ${path}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Follows a meeting: the state as the page folds it. @param {string} meeting */
  follow(meeting) {
    return new Follower(this, `/api/meetings/${meeting}/events`);
  }
}

/** A stream of server-sent events, folded as pages fold it. */
export class Follower {
  /** @type {any} */
  state = null;
  /** @type {Array<{at: number, name: string, data: any}>} */
  events = [];
  last = '';
  #ended = false;
  /** @type {AbortController | null} */
  #abort = null;

  /** @param {Caller} caller @param {string} path */
  constructor(caller, path) {
    this.caller = caller;
    this.path = path;
    this.running = this.#run();
  }

  async #run() {
    while (!this.#ended) {
      try {
        this.#abort = new AbortController();
        const answer = await fetch(`${this.caller.house.url}${this.path}`, {
          headers: { Cookie: this.caller.cookie, ...(this.last ? { 'Last-Event-ID': this.last } : {}) },
          signal: this.#abort.signal,
        });
        if (answer.status !== 200 || !answer.body) throw new Error(`${this.path}: ${answer.status}`);
        let text = '';
        const decoder = new TextDecoder();
        for await (const part of answer.body) {
          text += decoder.decode(part, { stream: true });
          for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
            this.#take(text.slice(0, end));
            text = text.slice(end + 2);
          }
        }
      } catch {
        // Cut: tried again, as a browser does.
      }
      if (!this.#ended) await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }

  /** @param {string} block */
  #take(block) {
    let name = 'message';
    const data = [];
    for (const line of block.split('\n')) {
      if (line.startsWith('id: ')) this.last = line.slice(4);
      else if (line.startsWith('event: ')) name = line.slice(7);
      else if (line.startsWith('data: ')) data.push(line.slice(6));
    }
    if (!data.length) return;
    const value = JSON.parse(data.join('\n'));
    this.events.push({ at: performance.now(), name, data: value });
    if (this.events.length > 5000) this.events.shift();
    if (name === 'snapshot') this.state = value;
    else if (name === 'patch' && this.state) this.#fold(value);
  }

  /** @param {any} patch */
  #fold(patch) {
    const { seats, log, ...rest } = patch;
    Object.assign(this.state, rest);
    for (const seat of seats ?? []) {
      const at = this.state.seats.findIndex((/** @type {any} */ each) => each.id === seat.id);
      this.state.seats[at] = seat;
    }
    if (log) this.state.log = this.state.log.concat(log);
  }

  /** @param {string} what @param {(state: any) => unknown} probe @param {number} [limitMs] */
  until(what, probe, limitMs = 10_000) {
    return until(what, () => this.state && probe(this.state), limitMs, 20);
  }

  /** @param {string} id */
  seat(id) {
    return this.state.seats.find((/** @type {any} */ each) => each.id === id);
  }

  end() {
    this.#ended = true;
    this.#abort?.abort();
  }
}

/** What a process wrote. @param {string} file */
export const text = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
