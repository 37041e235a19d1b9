// Line 6: a site's box under the policy that `./nharong kiosk` writes: its browser is killed with -9 and started again, and is
// in the meeting again with camera and microphone, no key pressed. And eight tabs of the console over plain HTTP, all live.
//
//   --off=1   the box without the policy: nobody grants it camera and microphone
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { launch } from '../../lib/browser.mjs';
import { House } from '../../lib/house.mjs';
import { root } from '../../lib/paths.mjs';
import { freePort } from '../../lib/server.mjs';
import { finish, numbers, round } from '../../lib/show.mjs';
import { until } from '../../lib/wait.mjs';

const { off = 0 } = numbers();
const POLICIES = '/etc/chromium/policies/managed';
const policy = join(POLICIES, 'nharong-show.json');
const profile = mkdtempSync(join(tmpdir(), 'nharong-kiosk-'));
/** @type {Record<string, boolean>} */
const aims = {};
/** @type {Record<string, unknown>} */
const result = { line: 6 };
const house = await House.start({ args: ['--demo-sites', '0'] });
const server = `https://127.0.0.1:${house.tlsPort}`;

/** The box's browser, as its service starts it; headless, since nobody sits before it here. @param {string} url @param {number} port */
function box(url, port) {
  return spawn(
    process.env.CHROMIUM ?? '/usr/bin/chromium',
    [
      ...['--headless', '--no-sandbox', '--kiosk', '--no-first-run', '--hide-crash-restore-bubble', '--noerrdialogs'],
      ...['--password-store=basic', `--user-data-dir=${profile}`, `--remote-debugging-port=${port}`],
      // The one thing that is not as on a real box: there is no camera here.
      ...['--use-fake-device-for-media-stream', '--allow-loopback-in-peer-connection'],
      url,
    ],
    { detached: true, stdio: 'ignore' },
  );
}

/** @param {import('node:child_process').ChildProcess} child */
const kill = (child) => {
  try {
    process.kill(-(child.pid ?? 0), 'SIGKILL');
  } catch {
    // It is gone already.
  }
};

/** @type {import('node:child_process').ChildProcess | null} */
let browser = null;
try {
  const made = mkdtempSync(join(tmpdir(), 'nharong-box-'));
  const wrote = spawnSync(join(root, 'nharong'), ['kiosk', '--server', server, '--data', house.data, '--out', made]);
  if (wrote.status !== 0) throw new Error(`nharong kiosk: ${wrote.stderr}`);
  if (!off) {
    mkdirSync(POLICIES, { recursive: true });
    copyFileSync(join(made, 'debian', 'nharong.json'), policy);
  }
  const operator = await house.signIn('OPERATOR');
  const { id } = await operator.post('/api/meetings', { title: 'Hội nghị thử hộp', startsAt: null, sites: 'all' });
  const m = `/api/meetings/${id}`;
  const follower = operator.follow(id);
  await follower.until('a snapshot', (state) => state.seats.length === 240);
  const seat = follower.state.seats[100].id;

  const port = await freePort();
  browser = box(`${server}/healthz`, port);
  const remote = await until('the box is up', () => chromium.connectOverCDP(`http://127.0.0.1:${port}`), 30_000, 300);
  const page = remote.contexts()[0].pages()[0];
  await until('the house is trusted', async () => (await page.textContent('body'))?.includes('OK'), 15_000, 300);
  const status = await page.evaluate(
    async (site) =>
      (
        await fetch('/api/demo/sign-in', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ role: 'SITE', site }),
        })
      ).status,
    seat,
  );
  if (status !== 200) throw new Error(`the box was not given its site: ${status}`);
  await page.goto(`${server}/kiosk`);
  await operator.post(`${m}/open-lines`, { waveSize: 240, waveMillis: 100 });
  const there = () =>
    follower.seat(seat).connected && follower.seat(seat).camera === 'OK' && follower.seat(seat).microphone === 'CLOSED';
  await until('the box is in the meeting with camera and microphone', there, 40_000, 100);
  await remote.close();
  // Cookies reach the disk some time after they were set; a box has had its key for weeks.
  await new Promise((resolve) => setTimeout(resolve, 35_000));

  kill(browser);
  const killed = performance.now();
  await follower.until('its loss was seen', () => !follower.seat(seat).connected, 20_000);
  result.loss_seen_s = round((performance.now() - killed) / 1000);
  browser = box(`${server}/kiosk`, await freePort());
  const begun = performance.now();
  await until('it is in the meeting again', there, 60_000, 50);
  result.back_s = round((performance.now() - begun) / 1000);
  aims['in the meeting again within 20 s of its start, no key pressed'] = Number(result.back_s) <= 20;
  kill(browser);

  const consoles = await launch();
  const context = await consoles.newContext({
    baseURL: house.url,
    locale: 'vi-VN',
    viewport: { width: 1366, height: 768 },
  });
  const first = await context.newPage();
  await first.goto('/healthz');
  await first.evaluate(() =>
    fetch('/api/demo/sign-in', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ role: 'OPERATOR' }),
    }),
  );
  const tabs = [first];
  while (tabs.length < 8) tabs.push(await context.newPage());
  for (const tab of tabs) await tab.goto(`/m/${id}`);
  for (const tab of tabs) await tab.getByText('Hội nghị thử hộp').first().waitFor({ timeout: 30_000 });
  await operator.post(`${m}/begin`);
  const from = performance.now();
  await Promise.all(tabs.map((tab) => tab.getByText('Đang họp').first().waitFor({ timeout: 20_000 })));
  result.eight_tabs_s = round((performance.now() - from) / 1000);
  aims['eight tabs of the console over plain HTTP are all live'] = Number(result.eight_tabs_s) <= 10;
  await consoles.close();
  follower.end();
} catch (error) {
  console.error(error);
  aims['every step was made'] = false;
} finally {
  rmSync(policy, { force: true });
  if (browser) kill(browser);
  await house.stop();
  rmSync(profile, { recursive: true, force: true });
}
finish(result, aims);
