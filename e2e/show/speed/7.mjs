// Line 7: two hours with 240 sites that leave and come back, lines that are cut, and twelve small meetings that open and close
// (see vn.nharong.loadtest): what the server holds at the end is what it held after twenty minutes.
//
//   --minutes=120 --sites=240   shorter: everything comes as often, sooner; compared are a sixth of the time and its end
//   --switch-off=leak           visitors that come and never go
//                loss           the sites lose three of ten packets
//
// Memory is asked for after a full collection: how much garbage lies about at a moment is chance.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AccessToken } from 'livekit-server-sdk';
import { House } from '../../lib/house.mjs';
import { loadtest } from '../../lib/loadtest.mjs';
import { cache } from '../../lib/paths.mjs';
import { finish, quantile, round } from '../../lib/show.mjs';

const given = Object.fromEntries(process.argv.slice(2).map((each) => each.replace(/^--/, '').split('=')));
const minutes = Number(given.minutes ?? 120);
const sites = Number(given.sites ?? 240);
const off = given['switch-off'] ?? '';
const seconds = Math.round(minutes * 60);
const MEETINGS = 12;
const GROWTH_PERCENT = 2;
const out = join(cache, 'soak');
mkdirSync(out, { recursive: true });

const share = (/** @type {number} */ part) => Math.max(1, Math.round(seconds * part));
const script = join(out, 'script.json');
writeFileSync(
  script,
  JSON.stringify({
    title: { vi: `${minutes} phút`, en: `${minutes} minutes` },
    live: Math.min(9, sites - 2),
    still_seconds: 5,
    changes_per_minute: 5,
    away_seconds: 5,
    acts: [
      { at: share(0.05), every: share(0.1), do: 'speak', site: 0 },
      { at: share(0.1), every: share(0.1), do: 'speak' },
      { at: share(0.03), every: Math.max(8, share(1 / 30)), do: 'cut', site: 12, seconds: 3 },
      // The last is closed again well before the end.
      ...Array.from({ length: MEETINGS }, (_, index) => ({
        at: share(0.02 + (index * 0.93) / MEETINGS),
        do: 'meetings',
        count: 1,
        sites: 4,
        seconds: share(0.03),
      })),
    ],
  }),
);

const house = await House.start({ args: ['--demo-sites', '0', '--measure-machine=true'] });
/** @type {Record<string, any>} */
const result = { line: 7, minutes };
/** @type {Record<string, boolean>} */
const aims = {};
let ended = false;
/** Each with a connection of its own. @type {Agent[]} */
const visitors = [];
let turn = 0;

/** @returns {Promise<any>} what the server says of itself */
async function figures() {
  const token = new AccessToken(house.apiKey, house.apiSecret, { ttl: '10m' });
  token.addGrant({ roomList: true });
  const answer = await fetch(`${house.url}/api/figures`, {
    headers: { Authorization: `Bearer ${await token.toJwt()}` },
  });
  if (answer.status !== 200) throw new Error(`figures: ${answer.status}`);
  return answer.json();
}

/** What it holds now: the middle of a few looks, after a full collection. */
async function holds() {
  await promisify(execFile)(join(process.env.JAVA_HOME ?? '', 'bin', 'jcmd'), [`${house.process?.pid}`, 'GC.run']);
  /** @type {any[]} */
  const looks = [];
  for (let i = 0; i < 9; i++) {
    await new Promise((resolve) => setTimeout(resolve, 700));
    looks.push(await figures());
  }
  const middle = (/** @type {(look: any) => number} */ of) => quantile(looks.map(of), 0.5);
  return {
    rss_mib: round(middle((look) => look.process.rss_bytes) / 2 ** 20, 1),
    heap_mib: round(Math.min(...looks.map((look) => look.process.heap_bytes)) / 2 ** 20, 1),
    descriptors: middle((look) => look.process.descriptors),
    threads: middle((look) => look.process.threads),
    packets_leased: middle((look) => look.media.packets_leased),
  };
}

try {
  const running = loadtest(
    house,
    [
      ...['--sites', `${sites}`, '--seconds', `${seconds}`, '--script', script],
      ...(off === 'loss' ? ['--off', off] : []),
    ],
    out,
  ).finally(() => {
    ended = true;
  });
  // The measurement begins when everybody is there.
  while (!ended && ((await figures()).media.transports ?? 0) < sites + 2)
    await new Promise((resolve) => setTimeout(resolve, 500));
  const begun = performance.now();
  /** @param {number} at seconds */
  const until = async (at) => {
    while (!ended && performance.now() - begun < at * 1000) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      if (off === 'leak') visitors.push(new Agent({ keepAlive: true, maxSockets: 1 }));
      // The server closes what is silent for twenty seconds.
      for (const [index, agent] of visitors.entries())
        if (index % 10 === turn % 10)
          get(`${house.url}/healthz`, { agent }, (answer) => answer.resume()).on('error', () => {});
      turn++;
    }
  };
  await until(seconds / 6);
  const early = await holds();
  console.error('  early', early);
  await until(seconds - 10);
  const late = await holds();
  const ran = await running;
  const line = ran.line;
  const growth = (/** @type {keyof typeof early} */ name) =>
    round(((late[name] - early[name]) / Math.max(1, early[name])) * 100, 2);
  Object.assign(result, {
    sites: line.sites,
    joined: line.joined,
    lost_packets: line.lost_packets,
    left: line.left,
    returned: line.returned,
    cuts: ran.report.changes?.cut,
    meetings_opened: ran.report.meetings?.opened,
    meetings_closed: ran.report.meetings?.closed,
    broken_connections: line.broken_connections,
    latency_ms_p99: line.latency_ms_p99,
    server_cpu_cores: line.server_cpu_cores,
    generator_late_ms_p99: line.generator_late_ms_p99,
    early,
    late,
    rss_growth_percent: growth('rss_mib'),
    heap_growth_percent: growth('heap_mib'),
    descriptors_growth_percent: growth('descriptors'),
    threads_growth_percent: growth('threads'),
    packets_growth_percent: growth('packets_leased'),
  });
  Object.assign(aims, {
    'the run is not void': ran.code !== 3 && line.void === false,
    'all joined': line.joined === sites,
    'no packet lost': line.lost_packets === 0,
    'no connection broke': line.broken_connections === 0,
    // One may be away when it ends.
    'sites left and came back': line.left > 0 && line.left - line.returned <= 1,
    [`${MEETINGS} meetings opened and closed`]:
      result.meetings_opened === MEETINGS && result.meetings_closed === MEETINGS,
    [`memory at the end within ${GROWTH_PERCENT} %`]: result.rss_growth_percent <= GROWTH_PERCENT,
    [`heap at the end within ${GROWTH_PERCENT} %`]: result.heap_growth_percent <= GROWTH_PERCENT,
    [`descriptors at the end within ${GROWTH_PERCENT} %`]: result.descriptors_growth_percent <= GROWTH_PERCENT,
    [`threads at the end within ${GROWTH_PERCENT} %`]: result.threads_growth_percent <= GROWTH_PERCENT,
    [`packets at the end within ${GROWTH_PERCENT} %`]: result.packets_growth_percent <= GROWTH_PERCENT,
  });
} catch (error) {
  console.error(error);
  aims['every step was made'] = false;
} finally {
  for (const agent of visitors) agent.destroy();
  await house.stop().catch(() => {});
}
finish(result, aims);
