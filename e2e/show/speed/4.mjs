// Line 4: what stops the media loops. First a meeting of 240 sites as it goes on by itself, ten million packets long: what the
// loops allocate. Then twenty sites a minute leave and come back, and an operator has a console in which fifty seats change each
// second: how long the virtual machine stands still (time to safepoint included), when a loop did not serve its port for 20 ms,
// and what of that is the machine's scheduler. To come in allocates (a transport, its rings), so that is no part of the first.
//
//   --minutes=30 --packets=10000000 --sites=240
//   --java=OPTION,OPTION    for comparing collectors (docs/adr/0019)
//   --switch-off=collector  a collector that stops everything for each collection, with a heap that is soon full
//                allocation  the signatures of checks are made by the JDK, with the ciphers
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { consoleHour } from '../../lib/consoleHour.mjs';
import { House } from '../../lib/house.mjs';
import { loadtest, serverFigures } from '../../lib/loadtest.mjs';
import { cache } from '../../lib/paths.mjs';
import { finish, quantile, round, scheduling } from '../../lib/show.mjs';

const given = Object.fromEntries(
  process.argv
    .slice(2)
    .map((each) => /** @type {[string, string]} */ (/^--([^=]+)=?(.*)$/.exec(each)?.slice(1) ?? [each, ''])),
);
const seconds = Math.round(Number(given.minutes ?? 30) * 60);
const sites = Number(given.sites ?? 240);
const off = given['switch-off'] ?? '';
const MOST_BYTES = 0.01;
const out = join(cache, 'stops');
mkdirSync(out, { recursive: true });
const log = join(out, 'safepoints.log');
rmSync(log, { force: true });
const wanted = Number(given.packets ?? 10_000_000);

/** @param {string} name @param {number} changes sites that leave and come back, a minute @param {number} stills seconds */
function script(name, changes, stills) {
  const file = join(out, `${name}.json`);
  const text = { title: { vi: name, en: name }, live: Math.min(9, sites - 2), still_seconds: stills };
  writeFileSync(file, JSON.stringify({ ...text, changes_per_minute: changes, away_seconds: 4, acts: [] }));
  return ['--sites', `${sites}`, '--script', file];
}

const house = await House.start({
  args: ['--demo-sites', '0', '--measure-machine=true'],
  javaArgs: [
    `-Xlog:safepoint:file=${log}:uptimenanos:filecount=0`,
    ...(given.java ?? '').split(',').filter((each) => each !== ''),
    ...(off === 'collector' ? ['-XX:-UseZGC', '-XX:+UseSerialGC', '-Xmx400m', '-Xmn16m'] : []),
    ...(off === 'allocation' ? ['-Dnharong.srtp=jce'] : []),
  ],
});
/** @type {Record<string, any>} */
const result = { line: 4, minutes: seconds / 60 };
/** @type {Record<string, boolean>} */
const aims = {};

/** Stops since the virtual machine began, longest last. */
function stops() {
  const pattern = /Safepoint "(\w+)", .*Reaching safepoint: +(\d+) ns, .*Total: +(\d+) ns/;
  return readFileSync(log, 'utf8')
    .split('\n')
    .map((line) => pattern.exec(line))
    .filter((match) => match !== null)
    .map(([, cause, reaching, total]) => ({
      cause,
      reaching_ms: round(Number(reaching) / 1e6, 3),
      total_ms: round(Number(total) / 1e6, 3),
    }));
}

/** Of all loops. @param {any} from figures @param {any} to @param {(loop: any) => number} of */
const grown = (from, to, of) =>
  to.loops.reduce((/** @type {number} */ sum, /** @type {any} */ loop) => sum + of(loop), 0) -
  from.loops.reduce((/** @type {number} */ sum, /** @type {any} */ loop) => sum + of(loop), 0);
const packetsOf = (/** @type {any} */ loop) => loop.packets_in + loop.packets_out;

/** Starts the sites; @returns when all are there @param {string[]} args */
async function meeting(args) {
  const state = { ended: false };
  const running = loadtest(house, args, out).finally(() => {
    state.ended = true;
  });
  while (!state.ended && ((await serverFigures(house)).media.transports ?? 0) < sites)
    await new Promise((resolve) => setTimeout(resolve, 500));
  // What is compiled in the first seconds is no part of it.
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  return { running, state };
}

/** What the loops allocate while nobody comes or goes. */
async function steady() {
  // As long as it may take where only half the packets can be sent; ended as soon as there are enough.
  const { running, state } = await meeting([
    ...script('steady', 0, 0),
    '--seconds',
    `${Math.ceil(wanted / 55_000) + 45}`,
  ]);
  const before = await serverFigures(house);
  let after = before;
  while (!state.ended && grown(before, after, packetsOf) < wanted) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const now = state.ended ? after : await serverFigures(house);
    // The last seconds are those in which the sites leave: to leave allocates, as to come does.
    if ((now.media.transports ?? 0) < sites) break;
    after = now;
  }
  await running;
  const packets = grown(before, after, packetsOf);
  return { packets, bytes: grown(before, after, (loop) => loop.allocated_bytes) / packets };
}

try {
  const pid = /** @type {number} */ (house.process?.pid);
  const quiet = await steady();
  Object.assign(result, { packets: quiet.packets, bytes_allocated_per_packet: round(quiet.bytes, 4) });
  aims[`under ${MOST_BYTES} byte allocated per packet`] = quiet.bytes < MOST_BYTES;
  aims[`over ${wanted} packets`] = quiet.packets >= wanted * 0.99;
  const { running } = await meeting([...script('coming-and-going', 20, 5), '--seconds', `${seconds}`]);
  /** @type {Promise<Record<string, any>>} */
  const desk = consoleHour(house, Math.max(30, seconds - 60)).catch((error) => ({ console_error: String(error) }));
  const before = await serverFigures(house);
  const waitedBefore = scheduling(pid, 'media-loop');
  const known = stops().length;
  const begun = performance.now();
  const [ran, console_] = await Promise.all([running, desk]);
  const wallMs = performance.now() - begun;
  const after = await serverFigures(house);
  const waited = scheduling(pid, 'media-loop');
  const all = stops().slice(known);
  const totals = all.map((each) => each.total_ms);
  const longest = all.toSorted((a, b) => b.total_ms - a.total_ms).slice(0, 5);
  /** @type {Record<string, {count: number, longest_ms: number}>} */
  const stalls = {};
  for (const [index, loop] of after.loops.entries()) {
    const from = before.loops[index];
    for (const [cause, stall] of Object.entries(loop.stalls)) {
      const sum = stalls[cause] ?? { count: 0, longest_ms: 0 };
      stalls[cause] = sum;
      sum.count += stall.count - from.stalls[cause].count;
      // The longest since the start; before the measurement there was none longer when it grew.
      if (stall.longest_ns > from.stalls[cause].longest_ns)
        sum.longest_ms = Math.max(sum.longest_ms, round(stall.longest_ns / 1e6, 1));
    }
  }
  Object.assign(result, {
    sites: ran.line.sites,
    joined: ran.line.joined,
    left: ran.line.left,
    returned: ran.line.returned,
    lost_packets: ran.line.lost_packets,
    console_changes_per_s: console_.console_changes_per_s,
    bytes_allocated_per_packet_with_joins: round(
      grown(before, after, (loop) => loop.allocated_bytes) / grown(before, after, packetsOf),
      2,
    ),
    collections: after.process.collections - before.process.collections,
    stops: all.length,
    stop_ms_p50: round(quantile(totals, 0.5), 3),
    stop_ms_p99: round(quantile(totals, 0.99), 3),
    stop_ms_max: round(Math.max(...totals), 3),
    longest,
    stalls,
    loops_waited_for_processor_share: round((waited.waitedMs - waitedBefore.waitedMs) / wallMs / after.loops.length, 4),
    latency_ms_p99: ran.line.latency_ms_p99,
    server_cpu_cores: ran.line.server_cpu_cores,
    generator_late_ms_p99: ran.line.generator_late_ms_p99,
  });
  Object.assign(aims, {
    'the console is busy': (console_.console_changes_per_s ?? 0) >= 45,
    'twenty sites a minute come': ran.line.returned >= ((seconds / 60) * 20 - 20) * 0.9,
    'stops under 2 ms (p99)': result.stop_ms_p99 < 2,
    'longest stop under 20 ms': result.stop_ms_max < 20,
    'no stall is the loop’s own work': (stalls.work?.count ?? 1) === 0,
  });
} catch (error) {
  console.error(error);
  aims['every step was made'] = false;
} finally {
  await house.stop().catch(() => {});
}
finish(result, aims);
