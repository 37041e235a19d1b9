// A film of a page: the frames that Chromium itself tells of, put together as WebM by the ffmpeg of the system, or, where there is
// none, by Chromium's own recorder from a canvas on which they are drawn again.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Frames a second of the film; what is shown is a desk, not sport. */
const RATE = 10;
const LAST_FRAME_SECONDS = 2;

export class Film {
  /** @type {Array<{file: string, jpeg: string, at: number}>} at: seconds */
  frames = [];

  /** @param {import('playwright-core').CDPSession} devtools @param {string} folder scratch */
  constructor(devtools, folder) {
    this.devtools = devtools;
    this.folder = folder;
  }

  /** @param {import('playwright-core').Page} page @param {string} folder scratch @param {{width: number, height: number}} size */
  static async begin(page, folder, { width, height }) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const film = new Film(await page.context().newCDPSession(page), folder);
    film.devtools.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
      film.devtools.send('Page.screencastFrameAck', { sessionId }).catch(() => {});
      const file = join(folder, `${film.frames.length}.jpg`);
      writeFileSync(file, Buffer.from(data, 'base64'));
      film.frames.push({ file, jpeg: data, at: metadata.timestamp ?? Date.now() / 1000 });
    });
    await film.devtools.send('Page.startScreencast', {
      format: 'jpeg',
      quality: 85,
      maxWidth: width,
      maxHeight: height,
    });
    return film;
  }

  async end() {
    await this.devtools.send('Page.stopScreencast').catch(() => {});
  }

  get seconds() {
    return this.frames.length ? this.frames[this.frames.length - 1].at - this.frames[0].at + LAST_FRAME_SECONDS : 0;
  }

  /**
   * @param {string} to a file.webm
   * @param {import('playwright-core').Browser} browser where there is no ffmpeg
   * @param {{width: number, height: number}} size
   * @returns {Promise<string>} what it was made by
   */
  async write(to, browser, { width, height }) {
    if (this.frames.length < 2) throw new Error('no frames were filmed');
    const list = this.frames.map(({ file, at }, index) => {
      const next = this.frames[index + 1]?.at ?? at + LAST_FRAME_SECONDS;
      return `file '${file}'\nduration ${Math.max(0.001, next - at).toFixed(3)}`;
    });
    const names = join(this.folder, 'frames.txt');
    writeFileSync(names, `${list.join('\n')}\nfile '${this.frames.at(-1)?.file}'\n`);
    const made = spawnSync(
      'ffmpeg',
      [
        ...['-y', '-loglevel', 'error', '-f', 'concat', '-safe', '0', '-i', names],
        ...['-vf', `fps=${RATE},scale=${width}:${height}:flags=lanczos,format=yuv420p`],
        ...['-c:v', 'libvpx-vp9', '-crf', '36', '-b:v', '0', '-deadline', 'realtime', '-cpu-used', '5', '-g', '300'],
        to,
      ],
      { encoding: 'utf8' },
    );
    if (made.status === 0) return 'ffmpeg';
    if (made.error === undefined) throw new Error(`ffmpeg: ${made.stderr.slice(-400)}`);
    await this.#play(to, browser, { width, height });
    return 'MediaRecorder';
  }

  /** In the time it took. @param {string} to @param {import('playwright-core').Browser} browser @param {{width: number, height: number}} size */
  async #play(to, browser, size) {
    const page = await browser.newPage();
    await page.evaluate(({ width, height }) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [width, height];
      const recorder = new MediaRecorder(canvas.captureStream(), {
        mimeType: 'video/webm;codecs=vp9',
        videoBitsPerSecond: 250_000,
      });
      /** @type {Blob[]} */
      const parts = [];
      recorder.ondataavailable = ({ data }) => parts.push(data);
      Object.assign(window, { __film: { canvas, recorder, parts } });
      recorder.start(1000);
    }, size);
    const begun = performance.now();
    for (const { jpeg, at } of this.frames) {
      const early = (at - this.frames[0].at) * 1000 - (performance.now() - begun);
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      await page.evaluate(async (data) => {
        const image = new Image();
        image.src = `data:image/jpeg;base64,${data}`;
        await image.decode();
        const { canvas } = /** @type {any} */ (window).__film;
        canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
      }, jpeg);
    }
    const whole = await page.evaluate(async (lastMs) => {
      const { recorder, parts } = /** @type {any} */ (window).__film;
      await new Promise((resolve) => setTimeout(resolve, lastMs));
      const stopped = new Promise((resolve) => {
        recorder.onstop = resolve;
      });
      recorder.stop();
      await stopped;
      const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
      let text = '';
      for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
      return btoa(text);
    }, LAST_FRAME_SECONDS * 1000);
    writeFileSync(to, Buffer.from(whole, 'base64'));
    await page.close();
  }
}
