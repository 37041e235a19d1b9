// Line 1: a clean clone with cold caches, by the commands of the README: ready, two browsers, warm start, the tests.
//   --skip-test=1 leaves the tests out
//   --keep=1 keeps the clone
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../lib/paths.mjs';
import { freePort } from '../../lib/server.mjs';
import { finish, numbers, round } from '../../lib/show.mjs';
import { until } from '../../lib/wait.mjs';

const options = numbers();
const home = mkdtempSync(join(tmpdir(), 'nharong clone '));
const clone = join(home, 'nha rong');
// Maven's start script takes no blanks in its options; the clone itself has them on purpose.
const caches = mkdtempSync(join(tmpdir(), 'nharong-caches-'));
/** @type {Record<string, unknown>} */
const result = {};
/** @type {Record<string, boolean>} */
const aims = {};
/** What runs and has to be ended, also when an aim is missed. @type {(() => Promise<unknown>)[]} */
const running = [];
/** Cold: a Maven repository and an npm cache of their own. */
const environment = {
  ...process.env,
  npm_config_cache: join(caches, 'npm'),
  MAVEN_OPTS: `${process.env.MAVEN_OPTS ?? ''} -Dmaven.repo.local=${join(caches, 'm2')}`.trim(),
};

/** @param {string} command @param {string} cwd @param {Record<string, string | undefined>} env */
function shell(command, cwd, env) {
  const child = spawn('sh', ['-c', command], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text;
    process.stderr.write(text);
  });
  /** @type {{ended: boolean, code: number | null}} */
  const state = { ended: false, code: null };
  const done = new Promise((resolve) =>
    child.once('exit', (code) => {
      Object.assign(state, { ended: true, code });
      resolve(code);
    }),
  );
  const end = async () => {
    if (state.ended || !child.pid) return;
    process.kill(-child.pid, 'SIGTERM');
    await done;
  };
  running.push(end);
  return { said: () => said, state, done, end };
}

/** Starts the server by this command until its ready line. @param {string} command */
async function start(command) {
  const [port, tls, media] = [await freePort(), await freePort(), await freePort()];
  const begun = performance.now();
  const server = shell(command, clone, {
    ...environment,
    NHARONG_PORT: `${port}`,
    NHARONG_TLS_PORT: `${tls}`,
    NHARONG_MEDIA_PORT: `${media}`,
    NHARONG_DATA: join(home, 'data'),
  });
  await until(
    'the ready line',
    () => {
      if (server.state.ended) throw new Error('the server ended');
      return /http:\/\/\S+/.exec(server.said());
    },
    15 * 60_000,
    50,
  );
  const seconds = (performance.now() - begun) / 1000;
  const healthy = await fetch(`http://127.0.0.1:${port}/healthz`);
  return { server, port, seconds, healthy: healthy.status === 200 };
}

try {
  await new Promise((resolve, reject) =>
    spawn('git', ['clone', '-q', root, clone], { stdio: 'inherit' }).once('exit', (code) =>
      code === 0 ? resolve(null) : reject(new Error('git clone failed')),
    ),
  );
  // The two commands, out of the README's own block.
  const block = /The two commands:\s+```sh\n([\s\S]*?)```/.exec(readFileSync(join(clone, 'README.md'), 'utf8'));
  const [run, test] = (block?.[1] ?? '').trim().split('\n');
  if (!run || !test) throw new Error('the README has no two commands');
  result.commands = [run, test];

  const cold = await start(run);
  result.cold_ready_s = round(cold.seconds);
  aims['ready in under 8 minutes with cold caches'] = cold.seconds < 480 && cold.healthy;

  const ready = performance.now();
  const { chromium } = createRequire(join(root, 'e2e', 'package.json'))('playwright-core');
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
  });
  running.push(() => browser.close());
  /** @param {string} name */
  const enter = async (name) => {
    const context = await browser.newContext({ permissions: ['camera', 'microphone'], locale: 'vi-VN' });
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${cold.port}/?room=gap-mat`);
    await page.getByLabel(/tên/i).first().fill(name);
    await page.locator('form button[type=submit]').click();
    await page.getByRole('button', { name: /vào (họp|phòng)/i }).click();
    return page;
  };
  const pages = await Promise.all(['An', 'Bình'].map(enter));
  for (const page of pages) {
    await until(
      'frames of the other are decoded',
      () =>
        page.evaluate(async () => {
          const room = /** @type {any} */ (window).__nharong?.room;
          for (const p of room?.remoteParticipants.values() ?? []) {
            for (const each of p.trackPublications.values()) {
              if (each.kind !== 'video' || !each.track) continue;
              for (const s of (await each.track.getRTCStatsReport()).values()) if (s.framesDecoded >= 10) return true;
            }
          }
          return false;
        }),
      60_000,
    );
  }
  const seconds = (performance.now() - ready) / 1000;
  result.two_browsers_s = round(seconds);
  aims['two browsers see each other within 30 s of the ready line'] = seconds < 30;
  await browser.close();
  await cold.server.end();

  const warm = await start(run);
  result.warm_ready_s = round(warm.seconds);
  aims['ready in under 20 s when warm'] = warm.seconds < 20;
  await warm.server.end();

  if (!options['skip-test']) {
    const begun = performance.now();
    const suite = shell(test, clone, environment);
    const code = await suite.done;
    const minutes = (performance.now() - begun) / 60_000;
    result.test_minutes = round(minutes);
    result.test_line = suite.said().trim().split('\n').at(-1);
    aims['test is green'] = code === 0 && /, 0 failed$/.test(String(result.test_line));
    aims['test in under 25 minutes'] = minutes < 25;
  }
} catch (error) {
  result.stopped_by = String(error);
  aims['every step was made'] = false;
} finally {
  for (const end of running.reverse()) await end();
  if (!options.keep) for (const folder of [home, caches]) rmSync(folder, { recursive: true, force: true });
}
finish(result, aims);
