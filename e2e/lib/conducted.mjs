// A server whose conducted rooms are conducted by the test itself, without the meeting application.
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { logs, root, serverOptions } from './paths.mjs';
import { secret } from './secrets.mjs';
import { freePort, freePorts, java } from './server.mjs';

let started = 0;

export class Conducted {
  port = 0;
  data = mkdtempSync(join(tmpdir(), 'nharong-conducted-'));
  /** @type {import('node:child_process').ChildProcess | null} */
  #process = null;
  /** @type {Array<(line: any) => void>} */
  #waiting = [];

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }
  get ws() {
    return `ws://127.0.0.1:${this.port}`;
  }

  static async start() {
    const server = new Conducted();
    const media = await freePorts(1);
    const child = spawn(
      java,
      [
        ...serverOptions,
        ...['-cp', [join(root, 'bench', 'target', '*'), join(root, 'bench', 'target', 'lib', '*')].join(':')],
        ...['vn.nharong.bench.Main', 'conduct', '--data', server.data, '--bind', '127.0.0.1'],
        ...['--port', `${await freePort()}`, '--tls-port', `${await freePort()}`, '--media-port', `${media}`],
      ],
      { cwd: root, stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, NHARONG_LOG_LEVEL: 'INFO' } },
    );
    server.#process = child;
    const log = createWriteStream(join(logs, `conducted-${++started}.log`));
    child.stderr?.pipe(log);
    const ready = new Promise((resolve, reject) => {
      server.#waiting.push(resolve);
      child.once('exit', () => reject(new Error('the conducted server ended')));
    });
    createInterface({ input: /** @type {any} */ (child.stdout) }).on('line', (line) => {
      // Log lines go the same way; an answer is an object.
      if (line.startsWith('{')) server.#waiting.shift()?.(JSON.parse(line));
      else log.write(`${line}\n`);
    });
    server.port = (await ready).port;
    return server;
  }

  /** @param {any} command @returns {Promise<any>} */
  async ask(command) {
    const answer = new Promise((resolve) => this.#waiting.push(resolve));
    this.#process?.stdin?.write(`${JSON.stringify(command)}\n`);
    const got = await answer;
    if (got.error) throw new Error(`${command.cmd}: ${got.error}`);
    return got;
  }

  /** @param {string} room @param {string} identity @param {boolean} [publishes] @returns {Promise<string>} */
  async ticket(room, identity, publishes = true) {
    return secret((await this.ask({ cmd: 'ticket', room, identity, publishes })).token);
  }

  /** What the media process knows of each. @param {string} room @returns {Promise<Record<string, any>>} */
  async facts(room) {
    return (await this.ask({ cmd: 'facts', room })).facts;
  }

  async stop() {
    for (const file of ['api-key', 'conductor-key']) {
      const made = join(this.data, file);
      if (existsSync(made)) secret(readFileSync(made, 'utf8').trim().split('\n').at(-1) ?? '');
    }
    const child = this.#process;
    if (child && child.exitCode === null) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.stdin?.write('{"cmd":"quit"}\n');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await gone;
      clearTimeout(late);
    }
    rmSync(this.data, { recursive: true, force: true });
  }
}
