// Bad lines between browsers and server: the relay of sim/ as a process, and the meeting of two people behind one each.
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { People } from './browser.mjs';
import { logs, root } from './paths.mjs';
import { freePort, java, Server } from './server.mjs';
import { events, recording } from './show.mjs';

/** A line. It is perfect until told otherwise. */
export class Line {
  /** @type {Array<(answer: any) => void>} */
  #waiting = [];

  /** @param {import('node:child_process').ChildProcess} child @param {number} port */
  constructor(child, port) {
    this.child = child;
    this.port = port;
    child.once('exit', () => {
      for (const each of this.#waiting.splice(0)) each({ ok: false, error: 'the relay ended' });
    });
  }

  /** @param {{port: number, to: number, seed: number}} how */
  static async start({ port, to, seed }) {
    const classPath = [join(root, 'sim', 'target', 'classes'), join(root, 'node', 'target', 'lib', '*')].join(':');
    const child = spawn(
      java,
      [
        ...['-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classPath, 'vn.nharong.sim.LineRelay'],
        ...['--listen', `127.0.0.1:${port}`, '--to', `127.0.0.1:${to}`, '--seed', `${seed}`, '--control'],
      ],
      { stdio: ['pipe', 'pipe', 'pipe'] },
    );
    child.stderr?.pipe(createWriteStream(join(logs, 'line.log'), { flags: 'a' }));
    const line = new Line(child, port);
    const ready = new Promise((resolve) => line.#waiting.push(resolve));
    createInterface({ input: /** @type {any} */ (child.stdout) }).on('line', (text) =>
      line.#waiting.shift()?.(JSON.parse(text)),
    );
    const answer = await ready;
    if (!answer.ready) throw new Error(`the relay did not start: ${JSON.stringify(answer)}`);
    return line;
  }

  /** Changes the line, see LineSpec. @param {{up?: string, down?: string, stats?: boolean}} change @returns {Promise<any>} */
  async order(change) {
    const answer = new Promise((resolve) => this.#waiting.push(resolve));
    this.child.stdin?.write(`${JSON.stringify(change)}\n`);
    const told = await answer;
    if (!told.ok) throw new Error(`the relay refused ${JSON.stringify(change)}: ${told.error}`);
    return told;
  }

  /** Both ways at once. @param {string} spec */
  both(spec) {
    return this.order({ up: spec, down: spec });
  }

  async stop() {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.stdin?.end();
    await gone;
  }
}

/**
 * A server and two people on lines of their own: `an` publishes 720p simulcast and speech, `binh` watches and listens.
 */
export class Meeting {
  /**
   * @param {import('playwright-core').Browser} browser
   * @param {{room: string, seed: number, video?: boolean, busy?: boolean, downlink?: string}} how
   *   downlink: how the viewer's line is from before the joining on
   */
  static async begin(browser, { room, seed, video = true, busy = false, downlink = '' }) {
    const meeting = new Meeting(room);
    const server = meeting.server;
    server.port = await freePort();
    server.tlsPort = await freePort();
    server.mediaPort = await freePort();
    const [publisherPort, viewerPort, signalPort] = [await freePort(), await freePort(), await freePort()];
    server.args.push('--media-loops', '1'); // one port, with a line before it for each of the two
    for (const port of [publisherPort, viewerPort]) server.args.push('--advertise', `127.0.0.1:${port}`);
    server.javaArgs.push(...recording(join(logs, `line-${room}-end.jfr`), ['LineEstimate', 'LoopCounters']));
    await server.up();
    meeting.upLine = await Line.start({ port: publisherPort, to: server.mediaPort, seed });
    meeting.downLine = await Line.start({ port: viewerPort, to: server.mediaPort, seed: seed + 1000 });
    if (downlink) await meeting.downLine.order({ down: downlink });
    meeting.signalLine = await Line.start({ port: signalPort, to: server.port, seed });
    const people = new People(browser, server);
    meeting.people = people;
    const an = await people.behind({ mediaPort: publisherPort, signalPort: server.port });
    const binh = await people.behind({ mediaPort: viewerPort, signalPort });
    meeting.an = an;
    meeting.binh = binh;
    await an.join({ room, identity: 'an' });
    await binh.join({ room, identity: 'binh' });
    meeting.sid = await binh.run(() => nr.state.room.localParticipant.sid);
    await an.run(() => nr.speech());
    if (video) {
      await an.run((busy) => nr.camera({ width: 1280, height: 720, busy }), busy);
      await binh.subscribed('an');
      await binh.run(() => nr.show('an'));
    }
    await binh.subscribed('an', 'microphone');
    await binh.run(() => nr.heard('an', 100));
    if (video && !downlink)
      await binh.until('720p', async () => (await nr.decoded('an'))?.height === 720, undefined, 40_000);
    return meeting;
  }

  /** @param {string} room */
  constructor(room) {
    this.room = room;
    this.server = new Server();
    /** @type {Line} */ this.upLine = /** @type {any} */ (null);
    /** @type {Line} */ this.downLine = /** @type {any} */ (null);
    /** @type {Line} */ this.signalLine = /** @type {any} */ (null);
    /** @type {People} */ this.people = /** @type {any} */ (null);
    /** @type {import('./browser.mjs').Person} */ this.an = /** @type {any} */ (null);
    /** @type {import('./browser.mjs').Person} */ this.binh = /** @type {any} */ (null);
    this.sid = '';
  }

  /** What the viewer has now. */
  async look() {
    const [picture, sound, shown] = await this.binh.run(async () => [
      await nr.decoded('an'),
      await nr.decoded('an', 'microphone'),
      nr.shown('an'),
    ]);
    // A camera that its own machine is too slow for is sent smaller: that explains a layer that does not come.
    const full = Math.max(
      0,
      ...(await this.an.run(() => nr.sent())).map((/** @type {any} */ each) => each.height ?? 0),
    );
    return { at: performance.now(), picture, sound, shown, full };
  }

  /**
   * Looks every quarter of a second for a while.
   * @param {number} seconds
   * @returns {Promise<Array<Awaited<ReturnType<Meeting['look']>>>>}
   */
  async watch(seconds) {
    const end = performance.now() + seconds * 1000;
    const looks = [await this.look()];
    while (performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      looks.push(await this.look());
    }
    return looks;
  }

  /**
   * What the server thought of the viewer's line.
   * @param {number} fromMs wall clock @param {number} toMs
   * @returns {Promise<Array<{at: number, targetBps: number}>>}
   */
  async estimates(fromMs, toMs) {
    const pid = this.server.process?.pid ?? 0;
    return (await events(pid, join(logs, `line-${this.room}.jfr`), 'LineEstimate'))
      .filter((each) => each.transport.endsWith(this.sid))
      .map((each) => ({ targetBps: Number(each.targetBps), at: Date.parse(each.startTime) }))
      .filter((each) => each.at >= fromMs && each.at <= toMs);
  }

  /**
   * The server's own counters, each second since its start.
   * @returns {Promise<Array<Record<string, any>>>}
   */
  async counters() {
    const pid = this.server.process?.pid ?? 0;
    return events(pid, join(logs, `line-${this.room}.jfr`), 'LoopCounters');
  }

  async end() {
    await this.people?.takeBack(false);
    for (const line of [this.upLine, this.downLine, this.signalLine]) await line?.stop();
    await this.server.stop();
  }
}

/**
 * Share of the samples between two looks that were made up, in percent.
 * @param {any} from @param {any} to
 */
export function concealedPercent(from, to) {
  const samples = to.sound.samples - from.sound.samples;
  return samples > 0 ? (100 * (to.sound.concealed - from.sound.concealed)) / samples : 100;
}
