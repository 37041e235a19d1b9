// The register of cases. A case is a name of cases.md and an async function over a Case.

/**
 * @typedef {object} Options
 * @property {number} [people] pages in use at the same time; the runner lets at most four be in use at once
 * @property {boolean} [alone] nothing else runs meanwhile
 * @property {number} [limitMs]
 *
 * @typedef {{name: string, options: Required<Options>, run: (t: Case) => Promise<void>}} Entry
 */

/** @type {Entry[]} */
export const entries = [];

/**
 * @param {string} name as in cases.md
 * @param {(t: Case) => Promise<void>} run
 * @param {Options} [options]
 */
export function test(name, run, options = {}) {
  entries.push({ name, run, options: { people: 2, alone: false, limitMs: 60_000, ...options } });
}

/** What a case has at hand. */
export class Case {
  /** @type {Array<() => unknown>} */
  #after = [];
  /** @type {Record<string, unknown>} Facts worth keeping, for reports. */
  facts = {};

  /**
   * @param {string} name
   * @param {import('./server.mjs').Server} server
   * @param {import('./browser.mjs').People} people
   * @param {import('./webhooks.mjs').Webhooks} webhooks
   */
  constructor(name, server, people, webhooks) {
    this.server = server;
    this.people = people;
    this.webhooks = webhooks;
    this.room = `${name}-${Math.floor(performance.now()).toString(36)}`;
  }

  get api() {
    return this.server.api;
  }

  person() {
    return this.people.one();
  }

  /**
   * Joins the room of this case.
   * @param {string} identity
   * @param {Omit<Parameters<import('./browser.mjs').Person['join']>[0], 'room' | 'identity'> & {room?: string}} [how]
   */
  async joined(identity, how = {}) {
    const person = await this.person();
    await person.join({ room: this.room, identity, ...how });
    return person;
  }

  /** Two in the room. @param {any} [options] of the Room @returns {Promise<import('./browser.mjs').Person[]>} */
  async two(options) {
    return Promise.all([this.joined('an', { options }), this.joined('binh', { options })]);
  }

  /** To be undone when the case is over. @param {() => unknown} what */
  after(what) {
    this.#after.push(what);
  }

  async end() {
    for (const each of this.#after.reverse()) await each();
  }
}
