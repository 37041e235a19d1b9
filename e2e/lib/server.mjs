// One server of ours as a process: own ports, own data folder, own log.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { copyFileSync, createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';
import { logs, root, serverOptions } from './paths.mjs';
import { secret } from './secrets.mjs';
import { until } from './wait.mjs';

/** A port that is free for TCP and UDP now. @param {number} [wanted] @returns {Promise<number>} */
export function freePort(wanted = 0) {
  return new Promise((resolve, reject) => {
    const tcp = createServer();
    tcp.once('error', reject);
    tcp.listen(wanted, '0.0.0.0', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (tcp.address());
      const udp = createSocket('udp4');
      udp.once('error', (error) => tcp.close(() => (wanted ? reject(error) : freePort().then(resolve, reject))));
      udp.bind(port, () => udp.close(() => tcp.close(() => resolve(port))));
    });
  });
}

/** The first of so many ports in a row that are free. @param {number} count @returns {Promise<number>} */
export async function freePorts(count) {
  for (;;) {
    const first = await freePort();
    let free = true;
    for (let port = first + 1; free && port < first + count; port++) free = await isFree(port);
    if (free) return first;
  }
}

/** @param {number} port @returns {Promise<boolean>} for TCP and UDP */
async function isFree(port) {
  try {
    return (await freePort(port)) === port;
  } catch {
    return false;
  }
}

/** The command line of the server, as the launcher writes it. @param {string[]} args @returns {string[]} */
export function javaArguments(args) {
  const classPath = [join(root, 'node', 'target', '*'), join(root, 'node', 'target', 'lib', '*')].join(':');
  return [...serverOptions, '-cp', classPath, 'vn.nharong.node.Main', ...args];
}

export const java = join(process.env.JAVA_HOME ?? '', 'bin', 'java');

/**
 * @typedef {object} TokenWish
 * @property {string} room
 * @property {string} identity
 * @property {Partial<import('livekit-server-sdk').VideoGrant>} [grant] over the usual rights
 * @property {string} [name]
 * @property {string} [metadata]
 * @property {Record<string, string>} [attributes]
 * @property {number | string | Date} [ttl]
 * @property {string} [apiSecret]
 */

let started = 0;
/** It takes five seconds; a machine with much else to do may take long. */
const START_LIMIT_MS = 180_000;

export class Server {
  /** @type {import('node:child_process').ChildProcess | null} */
  process = null;
  apiKey = 'APInharongtests';
  apiSecret = secret(randomBytes(32).toString('hex'));
  data = mkdtempSync(join(tmpdir(), 'nharong-e2e-'));
  port = 0;
  tlsPort = 0;
  mediaPort = 0;
  log = '';
  /** Milliseconds from the start of the process to the ready line. */
  readyMs = 0;

  /** @param {{args?: string[], javaArgs?: string[]}} [how] */
  constructor({ args = [], javaArgs = [] } = {}) {
    this.args = args;
    this.javaArgs = javaArgs;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }
  get ws() {
    return `ws://127.0.0.1:${this.port}`;
  }

  /** @param {{args?: string[], javaArgs?: string[], loops?: number}} [how] loops: ports that media needs */
  static async start(how) {
    const server = new Server(how);
    server.port = await freePort();
    server.tlsPort = await freePort();
    server.mediaPort = await freePorts(how?.loops ?? 1);
    await server.up();
    return server;
  }

  /** @param {string[]} args @returns {string[]} what comes after {@code java} */
  command(args) {
    return javaArguments(args);
  }

  /** Starts the process, also again after kill(), on the same ports and data. */
  async up() {
    this.log = join(logs, `server-${++started}.log`);
    const out = createWriteStream(this.log);
    const dist = join(root, 'web', 'dist');
    const page = existsSync(join(dist, 'index.html')) ? ['--web', dist] : [];
    const begun = performance.now();
    const child = spawn(
      java,
      [
        ...this.javaArgs,
        ...this.command([
          ...['--port', `${this.port}`, '--tls-port', `${this.tlsPort}`, '--media-port', `${this.mediaPort}`],
          // Later ones hold: who measures the server has it measure the machine.
          ...['--measure-machine=false', '--data', this.data, ...page, ...this.args],
        ]),
      ],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, NHARONG_API_KEY: this.apiKey, NHARONG_API_SECRET: this.apiSecret },
      },
    );
    this.process = child;
    child.stdout?.pipe(out, { end: false });
    child.stderr?.pipe(out, { end: false });
    let ended = false;
    child.once('exit', () => {
      ended = true;
    });
    try {
      await until(
        `server ready on ${this.url}`,
        async () => {
          if (ended) return true;
          const answer = await fetch(`${this.url}/healthz`).catch(() => null);
          await answer?.body?.cancel();
          return answer?.status === 200;
        },
        START_LIMIT_MS,
        50,
      );
    } catch (error) {
      // Nobody has it yet who could stop it.
      child.kill('SIGKILL');
      throw error;
    }
    if (ended) throw new Error(`the server ended at once:\n${readFileSync(this.log, 'utf8').slice(-2000)}`);
    this.readyMs = performance.now() - begun;
  }

  /** kill -9, as a power cut would. */
  async kill() {
    await this.#end('SIGKILL');
  }

  /** A polite end that keeps the data. */
  async end() {
    await this.#end('SIGTERM');
  }

  /** A polite end; also removes the data. */
  async stop() {
    await this.#end('SIGTERM');
    // With the console's: what may stand in no log may stand in none of them.
    const lines = join(this.data, 'logs', 'nharong.jsonl');
    if (existsSync(lines)) copyFileSync(lines, this.log.replace(/\.log$/, '.lines.log'));
    rmSync(this.data, { recursive: true, force: true });
  }

  /** @param {NodeJS.Signals} signal */
  async #end(signal) {
    const child = this.process;
    this.process = null;
    const made = join(this.data, 'api-key');
    if (existsSync(made)) secret(readFileSync(made, 'utf8').trim().split('\n').at(-1) ?? '');
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(late);
  }

  /** @param {TokenWish} wish */
  async token({ room, identity, grant, name, metadata, attributes, ttl, apiSecret }) {
    const token = new AccessToken(this.apiKey, apiSecret ?? this.apiSecret, {
      identity,
      name,
      metadata,
      attributes,
      ttl: /** @type {any} */ (ttl) ?? '1h',
    });
    token.addGrant({ roomJoin: true, room, canUpdateOwnMetadata: true, ...grant });
    return secret(await token.toJwt());
  }

  /** The npm server SDK as an administrator. */
  get api() {
    return new RoomServiceClient(this.url, this.apiKey, this.apiSecret);
  }
}
