// The load test as a process (vn.nharong.loadtest), and the test card that it sends.
import { execFile, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AccessToken } from 'livekit-server-sdk';
import { root } from './paths.mjs';
import { java } from './server.mjs';

const run = promisify(execFile);

/**
 * Runs it to its end. What it says of its progress goes to standard error.
 * @param {import('./server.mjs').Server} server
 * @param {string[]} args
 * @param {string} out folder for the report
 * @returns {Promise<{code: number, line: Record<string, any>, report: Record<string, any>}>} line: its JSON; {} when it ended without
 */
export async function loadtest(server, args, out) {
  const classPath = [join(root, 'loadtest', 'target', '*'), join(root, 'loadtest', 'target', 'lib', '*')].join(':');
  const child = spawn(
    java,
    [
      ...[`@${join(root, 'etc', 'jvm.options')}`, '-cp', classPath, 'vn.nharong.loadtest.Main'],
      ...['--url', server.url, '--out', out, ...args],
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NHARONG_API_KEY: server.apiKey, NHARONG_API_SECRET: server.apiSecret },
    },
  );
  let said = '';
  child.stdout.on('data', (part) => {
    said += part;
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  const last = said.trim().split('\n').at(-1) ?? '';
  if (!last.startsWith('{')) return { code, line: {}, report: {} };
  return { code, line: JSON.parse(last), report: JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) };
}

/** What a server says of itself to who has its API key. @param {import('./server.mjs').Server} server @returns {Promise<any>} */
export async function serverFigures(server) {
  const token = new AccessToken(server.apiKey, server.apiSecret, { ttl: '10m' });
  token.addGrant({ roomList: true });
  const answer = await fetch(`${server.url}/api/figures`, {
    headers: { Authorization: `Bearer ${await token.toJwt()}` },
  });
  if (answer.status !== 200) throw new Error(`figures: ${answer.status}`);
  return answer.json();
}

/**
 * How like two pictures are (structural similarity, 1: the same), as ffmpeg's filter computes it for brightness.
 * @param {string} one PNG @param {string} other PNG
 */
async function similarity(one, other) {
  const { stderr } = await run('ffmpeg', [
    ...['-hide_banner', '-nostats', '-i', one, '-i', other],
    ...['-lavfi', '[0]format=yuv420p[a];[1]format=yuv420p[b];[a][b]ssim', '-f', 'null', '-'],
  ]);
  const match = /SSIM Y:([\d.]+)/.exec(stderr);
  if (!match) throw new Error(`ffmpeg gave no similarity: ${stderr.slice(-300)}`);
  return Number(match[1]);
}

/**
 * Compares received frames of the test card with those that were drawn.
 * @param {Array<{number: number, png: string}>} frames png: base64
 * @param {string} folder for the pictures
 * @param {number} shift compares with another frame than the one it says it is: to see the comparison fail
 * @returns {Promise<number[]>}
 */
export async function likeSent(frames, folder, shift = 0) {
  const card = join(root, 'sites', 'card', 'Card.java');
  const similarities = [];
  for (const [index, { number, png }] of frames.entries()) {
    const got = join(folder, `got-${index}.png`);
    const sent = join(folder, `sent-${index}.png`);
    writeFileSync(got, Buffer.from(png, 'base64'));
    await run(java, ['-Djava.awt.headless=true', card, `${(number + shift) % 150}`, sent]);
    similarities.push(await similarity(got, sent));
  }
  return similarities;
}
