// Line 5: ten troubles that have a rehearsed answer (docs/vi/van-hanh.md), each with what the operator has to do (acts: a click, a
// key, a command) and the seconds until it is right again, seen or heard at a far decoder where there is one.
//
//   --only=NAME        late, lost, chair, operator, echo, picture, power, clock, certificate, browser
//   --returning=110    sites that come back at once
//   --off=NAME         as --only, with what answers the trouble left out: it must miss
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from '../../lib/browser.mjs';
import { COLORS, Screen, TONES } from '../../lib/hall.mjs';
import { House, text } from '../../lib/house.mjs';
import { logs, root } from '../../lib/paths.mjs';
import { java } from '../../lib/server.mjs';
import { finish, round } from '../../lib/show.mjs';
import { until } from '../../lib/wait.mjs';

const given = Object.fromEntries(process.argv.slice(2).map((each) => each.replace(/^--/, '').split('=')));
const off = given.off ?? '';
const only = given.only ?? off;
const returning = Number(given.returning ?? 110);
/** @type {Record<string, boolean>} */
const aims = {};
/** @type {Record<string, {acts: number, seconds: number}>} */
const troubles = {};
/** @type {Record<string, unknown>} */
const result = { line: 5, troubles };

/**
 * One trouble. `work` makes it and answers how many acts it took and how many seconds.
 * @param {string} name @param {{acts: number, seconds: number}} limit @param {() => Promise<{acts: number, seconds: number}>} work
 */
async function trouble(name, limit, work) {
  if (only && only !== name) return;
  const aim = `${name}: right within ${limit.seconds} s with at most ${limit.acts} acts`;
  try {
    const { acts, seconds } = await work();
    troubles[name] = { acts, seconds: round(seconds, 2) };
    aims[aim] = acts <= limit.acts && seconds <= limit.seconds;
  } catch (error) {
    aims[aim] = false;
    for (const [at, screen] of screens.entries()) {
      await screen.page.screenshot({ path: join(logs, `trouble-${name}-${at}.png`) }).catch(() => {});
    }
    console.error(`✗ ${name}: ${error instanceof Error ? error.message : error}`);
  }
  console.error(`${aims[aim] ? '✓' : '✗'} ${name} ${JSON.stringify(troubles[name] ?? {})}`);
}

/** Seconds since. @param {number} begun */
const since = (begun) => (performance.now() - begun) / 1000;

const house = await House.start({ args: ['--demo-sites', '0'] });
const browser = await launch();
/** @type {Screen[]} */
const screens = [];
/** @type {string[]} */
const faults = [];

/** A meeting with five halls in real Chromium, in session. */
async function meeting() {
  const operator = await house.signIn('OPERATOR');
  const { id } = await operator.post('/api/meetings', { title: 'Mười sự cố', startsAt: null, sites: 'all' });
  const m = `/api/meetings/${id}`;
  const follower = operator.follow(id);
  await follower.until('a snapshot', (state) => state.seats.length === 240);
  const five = [0, 1, 40, 41, 42].map((at) => follower.state.seats[at]);
  const shown = [];
  for (const [index, seat] of five.entries()) {
    if (index === 4) continue; // it is late
    shown.push(await hall(seat, index));
  }
  await operator.post(`${m}/deputy`, { seat: five[1].id });
  await operator.post(`${m}/open-lines`, { waveSize: 240, waveMillis: 100 });
  await follower.until(
    'four are there',
    () => five.slice(0, 4).every((seat) => follower.seat(seat.id).connected),
    60_000,
  );
  await operator.post(`${m}/begin`);
  await shown[2].sees([COLORS[0]]);
  return { operator, m, id, follower, five, shown };
}

/** Two processors carry only so many pages: what a trouble is done with goes. @param {Screen} screen */
async function leave(screen) {
  faults.push(...screen.faults);
  screens.splice(screens.indexOf(screen), 1);
  await screen.close();
}

/** @param {any} seat @param {number} index @param {string} [before] */
async function hall(seat, index, before) {
  const screen = await Screen.open(browser, house, {
    name: seat.name,
    role: 'SITE',
    site: seat.id,
    path: '/kiosk?capture=320x180@10&show=180p',
    hall: { color: COLORS[index], hz: TONES[index] },
    viewport: { width: 640, height: 360 },
    before,
  });
  screens.push(screen);
  return screen;
}

/** Boxes of a district in a process that can be frozen, as a power cut freezes them: nobody says goodbye. @param {string} from @param {string} count */
async function boxes(from, count) {
  const classPath = [join(root, 'bench', 'target', '*'), join(root, 'bench', 'target', 'lib', '*')].join(':');
  const child = spawn(
    java,
    [
      ...[`@${join(root, 'etc', 'jvm.options')}`, '-Xmx1g', '-cp', classPath, 'vn.nharong.bench.Main', 'kiosks'],
      ...['--url', house.url, '--from', from, '--sites', count],
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  let said = '';
  child.stdout.on('data', (part) => {
    said += part;
  });
  await until('the boxes are on', () => said.includes('started'), 120_000, 20);
  return child;
}

try {
  if (!['power', 'certificate'].includes(only)) {
    const { operator, m, id, follower, five, shown } = await meeting();
    const [main, deputy, first, second, late] = five;
    const [mainScreen, , firstScreen, secondScreen] = shown;

    await trouble('late', { acts: 0, seconds: 20 }, async () => {
      const begun = performance.now();
      const screen = await hall(late, 4);
      if (off === 'late') await operator.post(`${m}/hang-up`, { seats: [late.id] });
      await screen.sees([COLORS[0]], 30_000);
      await screen.hears([TONES[0]]);
      const seconds = since(begun);
      await leave(screen);
      return { acts: 0, seconds };
    });

    await trouble('lost', { acts: 0, seconds: 30 }, async () => {
      await operator.post(`${m}/floor/request`, { seat: first.id, speaker: 'Chủ tịch xã', topic: 'Mưa lũ' });
      await operator.post(`${m}/floor/next`);
      await secondScreen.hears([TONES[0], TONES[2]]);
      await firstScreen.page.goto('about:blank');
      await follower.until('it is lost', () => follower.seat(first.id).state === 'LOST', 30_000);
      const begun = performance.now();
      if (off === 'lost') await operator.post(`${m}/floor/revoke`);
      await firstScreen.page.goto('/kiosk?capture=320x180@10&show=180p');
      // It speaks where it was cut off: nobody called it, nobody opened its microphone again.
      await secondScreen.hears([TONES[0], TONES[2]], 30_000);
      await secondScreen.sees([COLORS[2]]);
      const seconds = since(begun);
      await operator.post(`${m}/floor/revoke`);
      return { acts: 0, seconds };
    });

    await trouble('chair', { acts: 0, seconds: 10 }, async () => {
      if (off === 'chair') await operator.post(`${m}/deputy`, { seat: null });
      const begun = performance.now();
      await mainScreen.page.goto('about:blank');
      await secondScreen.hears([TONES[1]], 20_000);
      await secondScreen.sees([COLORS[1]]);
      const seconds = since(begun);
      await mainScreen.page.goto('/kiosk?capture=320x180@10&show=180p');
      await follower.until('the chair is back', () => follower.seat(main.id).connected, 30_000);
      await operator.post(`${m}/chair`, { seat: main.id });
      await secondScreen.hears([TONES[0]]);
      return { acts: 0, seconds };
    });

    const desk = await Screen.open(browser, house, {
      name: 'operator',
      role: 'OPERATOR',
      account: 'vanhanh',
      path: `/m/${id}`,
      viewport: { width: 1366, height: 768 },
    });
    screens.push(desk);
    await desk.page.getByText('Mười sự cố').first().waitFor({ timeout: 30_000 });
    const programmeOf = () => JSON.stringify(follower.state.programme.cells);

    await trouble('picture', { acts: 1, seconds: 3 }, async () => {
      await secondScreen.sees([COLORS[0]]);
      const good = programmeOf();
      // The wrong one, taken by the very console that takes it back.
      await desk.page.evaluate(
        async ([path, seat]) => {
          const { csrf } = await (await fetch('/api/me')).json();
          const composition = { layout: 'ONE', fill: 'FIXED', cells: [{ seat, slides: false }] };
          await fetch(`${path}/take`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf },
            body: JSON.stringify({ composition }),
          });
        },
        [m, deputy.id],
      );
      await secondScreen.sees([COLORS[1]]);
      await desk.page.bringToFront();
      const begun = performance.now();
      if (off !== 'picture') await desk.page.keyboard.press('Control+z');
      await secondScreen.sees([COLORS[0]], 8_000);
      if (programmeOf() !== good) throw new Error('another programme than before');
      return { acts: 1, seconds: since(begun) };
    });

    await trouble('operator', { acts: 1, seconds: 10 }, async () => {
      const other = await Screen.open(browser, house, {
        name: 'second operator',
        role: 'OPERATOR',
        account: 'vanhanh2',
        path: `/m/${id}`,
        viewport: { width: 1366, height: 768 },
      });
      screens.push(other);
      await desk.page.bringToFront();
      await desk.page.locator('.topline-duty').getByRole('button', { name: 'Hình', exact: true }).click();
      const holds = () =>
        follower.state.operators.find((/** @type {any} */ each) => each.duty === 'PICTURES')?.name ?? '';
      await until('the first has the pictures', () => holds() === 'Cán bộ vận hành (mẫu)');
      await other.page.getByText('Mười sự cố').first().waitFor({ timeout: 20_000 });
      await other.page.bringToFront();
      const begun = performance.now();
      if (off !== 'operator')
        await other.page.locator('.topline-duty').getByRole('button', { name: 'Hình', exact: true }).click();
      await until('the second has the pictures', () => holds() === 'Cán bộ vận hành 2 (mẫu)');
      // And what the second does is on the air at once, with the first one's page telling of it.
      const { csrf } = await other.page.evaluate(async () => (await fetch('/api/me')).json());
      await other.page.evaluate(
        async ([path, token, seat]) => {
          const composition = { layout: 'ONE', fill: 'FIXED', cells: [{ seat, slides: false }] };
          await fetch(`${path}/take`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': token },
            body: JSON.stringify({ composition }),
          });
        },
        [m, csrf, deputy.id],
      );
      await secondScreen.sees([COLORS[1]]);
      const seconds = since(begun);
      await desk.page
        .locator('.topline-duty button[aria-pressed="false"]', { hasText: 'Hình' })
        .waitFor({ timeout: 5_000 });
      await operator.post(`${m}/take`, {
        composition: { layout: 'ONE', fill: 'FIXED', cells: [{ seat: main.id, slides: false }] },
      });
      await leave(other);
      return { acts: 1, seconds };
    });

    await trouble('echo', { acts: 1, seconds: 5 }, async () => {
      await operator.post(`${m}/microphones`, { seats: [second.id], open: true });
      await mainScreen.hears([TONES[3]]);
      await mainScreen.page.evaluate(() => window.hall.speak());
      await secondScreen.page.evaluate(() => window.hall.giveBack());
      // The chair hears himself: that is the howl's beginning.
      await until(
        'the chair’s own voice comes back',
        async () => (await mainScreen.heard()).includes(TONES[0]),
        20_000,
      );
      const begun = performance.now();
      await follower.until('the console names the site', () => follower.seat(second.id).poor === 'ECHO', 60_000);
      result.echo_named_s = round(since(begun));
      await desk.page.bringToFront();
      const button = desk.page.getByRole('button', { name: 'Khóa micro', exact: true }).first();
      await button.waitFor({ timeout: 5_000 });
      const acted = performance.now();
      if (off !== 'echo') await button.click();
      await follower.until('its microphone is closed', () => follower.seat(second.id).microphone === 'CLOSED', 8_000);
      await until('nothing comes back', async () => !(await mainScreen.heard()).includes(TONES[0]), 8_000);
      return { acts: 1, seconds: since(acted) };
    });

    await trouble('clock', { acts: 0, seconds: 20 }, async () => {
      const wrong = follower.state.seats[43];
      const offset = (off === 'clock' ? 0 : 3) * 3_600_000;
      const begun = performance.now();
      const screen = await hall(
        wrong,
        5,
        `(() => { const True = Date; const off = ${offset};
          window.Date = class extends True {
            constructor(...args) { if (args.length) super(...args); else super(True.now() + off); }
            static now() { return True.now() + off; }
          }; })();`,
      );
      await screen.sees([COLORS[0]], 30_000);
      const seconds = since(begun);
      const clock = (await screen.page.locator('.tv-rail-clock').first().textContent()) ?? '';
      const now = new Intl.DateTimeFormat('en-GB', {
        hour: '2-digit',
        minute: '2-digit',
        timeZone: 'Asia/Ho_Chi_Minh',
      });
      const right = [0, -60_000].map((less) => now.format(new Date(Date.now() + less)));
      if (!right.some((each) => clock.includes(each))) throw new Error(`it shows ${clock}, it is ${right[0]}`);
      if (off === 'clock') throw new Error('its clock was right');
      await leave(screen);
      return { acts: 0, seconds };
    });

    await trouble('browser', { acts: 1, seconds: 10 }, async () => {
      await operator.post(`${m}/preview`, {
        layout: 'ONE_ONE',
        fill: 'FIXED',
        cells: [
          { seat: main.id, slides: false },
          { seat: deputy.id, slides: false },
        ],
      });
      await operator.post(`${m}/floor/request`, { seat: second.id, speaker: 'Bí thư xã', topic: 'Giữ chỗ' });
      await desk.context.close();
      await secondScreen.sees([COLORS[0]]);
      const begun = performance.now();
      const again = await Screen.open(browser, house, {
        name: 'operator again',
        role: 'OPERATOR',
        account: 'vanhanh',
        path: off === 'browser' ? '/' : `/m/${id}`,
        viewport: { width: 1366, height: 768 },
      });
      screens.push(again);
      await again.page.getByText('Giữ chỗ').first().waitFor({ timeout: 20_000 });
      const seconds = since(begun);
      await secondScreen.sees([COLORS[0]]);
      return { acts: 1, seconds };
    });
    await operator.post(`${m}/end`);
    follower.end();
    for (const screen of screens.splice(0)) await screen.close().catch(() => {});
  }

  await trouble('power', { acts: 0, seconds: 30 }, async () => {
    const operator = await house.signIn('OPERATOR');
    const { id } = await operator.post('/api/meetings', { title: 'Mất điện nửa huyện', startsAt: null, sites: 'all' });
    const m = `/api/meetings/${id}`;
    const follower = operator.follow(id);
    await follower.until('a snapshot', (state) => state.seats.length === 240);
    const staying = 240 - returning;
    const stay = await boxes('0', `${staying}`);
    const gone = await boxes(`${staying}`, `${returning}`);
    const there = () => follower.state.seats.filter((/** @type {any} */ seat) => seat.connected).length;
    let back = null;
    try {
      await operator.post(`${m}/open-lines`, { waveSize: 40, waveMillis: 1000 });
      await until('all 240 are there', () => there() === 240, 120_000);
      await operator.post(`${m}/begin`);
      gone.kill('SIGSTOP');
      await until('they are lost', () => there() === staying, 60_000);
      back = await boxes(`${staying}`, `${off === 'power' ? returning - 1 : returning}`);
      const begun = performance.now();
      await until('all are back', () => there() === 240, 60_000, 20);
      const seconds = since(begun);
      // Together with whoever stayed: nobody was lost by it.
      result.power_lost_meanwhile = follower.state.seats.filter((/** @type {any} */ seat) => !seat.connected).length;
      return { acts: 0, seconds };
    } finally {
      for (const child of [stay, gone, back]) child?.kill('SIGKILL');
      await operator.post(`${m}/end`).catch(() => {});
      follower.end();
    }
  });

  await trouble('certificate', { acts: 1, seconds: 75 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nharong-cert-'));
    const at = (/** @type {string} */ name) => join(folder, name);
    const openssl = (/** @type {string[]} */ ...args) => {
      const done = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
      if (done.status !== 0) throw new Error(`openssl ${args[0]}: ${done.stderr}`);
    };
    const stamp = (/** @type {number} */ millis) =>
      `${new Date(millis).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`;
    writeFileSync(
      at('ca.cnf'),
      `[ca]\ndefault_ca=own\n[own]\ndir=.\ndatabase=./index\nnew_certs_dir=.\nserial=./serial\ndefault_md=sha256\npolicy=any\nunique_subject=no\ncopy_extensions=copy\n[any]\ncommonName=supplied\n`,
    );
    writeFileSync(at('index'), '');
    writeFileSync(at('serial'), '01\n');
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'ca.key',
      '-out',
      'ca.crt',
      '-days',
      '30',
      '-subj',
      '/CN=own',
    );
    const issue = (/** @type {string} */ name, /** @type {number} */ until) => {
      openssl(
        ...[
          'req',
          '-newkey',
          'rsa:2048',
          '-nodes',
          '-keyout',
          `${name}.key`,
          '-out',
          `${name}.csr`,
          '-subj',
          '/CN=127.0.0.1',
        ],
        ...['-addext', 'subjectAltName=IP:127.0.0.1'],
      );
      openssl(
        ...['ca', '-batch', '-config', 'ca.cnf', '-cert', 'ca.crt', '-keyfile', 'ca.key', '-in', `${name}.csr`],
        ...['-out', `${name}.crt`, '-notext', '-startdate', stamp(Date.now() - 3_600_000), '-enddate', stamp(until)],
      );
    };
    issue('old', Date.now() - 60_000);
    issue('new', Date.now() + 86_400_000);
    copyFileSync(at('old.crt'), at('server.crt'));
    copyFileSync(at('old.key'), at('server.key'));
    const one = await House.start({
      args: ['--demo-sites', '0', '--tls-cert', at('server.crt'), '--tls-key', at('server.key')],
    });
    const ca = readFileSync(at('ca.crt'));
    const asked = () =>
      new Promise((resolve) => {
        const request = get({ host: '127.0.0.1', port: one.tlsPort, path: '/healthz', ca, agent: false }, (answer) => {
          answer.resume();
          resolve(String(answer.statusCode));
        });
        request.on('error', (error) => resolve(/** @type {any} */ (error).code));
      });
    try {
      result.certificate_before = await asked();
      if (result.certificate_before !== 'CERT_HAS_EXPIRED') throw new Error(`it answered ${result.certificate_before}`);
      const administrator = await one.signIn('ADMINISTRATOR');
      const health = await administrator.get('/api/health');
      if (!(Date.parse(health.certificate.until) < Date.now()))
        throw new Error('the page about the server does not say so');
      const begun = performance.now();
      if (off !== 'certificate') {
        copyFileSync(at('new.key'), at('server.key'));
        copyFileSync(at('new.crt'), at('server.crt'));
      }
      await until('it is trusted again, the same process', async () => (await asked()) === '200', 90_000, 500);
      return { acts: 1, seconds: since(begun) };
    } finally {
      await one.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
  faults.push(...screens.flatMap((screen) => screen.faults));
  if (faults.length) console.error(faults.join('\n'));
} catch (error) {
  console.error(error);
  console.error(text(house.log).slice(-1500));
  aims['every trouble was made'] = false;
} finally {
  await browser.close();
  await house.stop();
}
finish(result, aims);
