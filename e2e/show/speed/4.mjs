// Line 4: what stops the media loops. A whole server with 240 sites of which twenty a minute leave and come back, and an
// operator's console in which fifty seats change each second: what the loops allocate, how long the virtual machine stands still
// (time to safepoint included), when a loop did not serve its port for 20 ms, and what of that is the machine's scheduler.
//
//   --minutes=30 --sites=240
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
const script = join(out, 'script.json');
writeFileSync(
  script,
  JSON.stringify({
    title: { vi: 'Điểm cầu vào ra', en: 'Sites come and go' },
    live: Math.min(9, sites - 2),
    still_seconds: 5,
    changes_per_minute: 20,
    away_seconds: 4,
    acts: [],
  }),
);

const house = await House.start({
  args: ['--demo-sites', '0'],
  javaArgs: [
    `-Xlog:safepoint:file=${log}:uptimenanos:filecount=0`,
    ...(given.java ?? '').split(',').filter((each) => each !== ''),
    ...(off === 'collector' ? ['-XX:+UseSerialGC', '-Xmx400m', '-Xmn16m'] : []),
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

try {
  const pid = /** @type {number} */ (house.process?.pid);
  let ended = false;
  const running = loadtest(house, ['--sites', `${sites}`, '--seconds', `${seconds}`, '--script', script], out).finally(
    () => {
      ended = true;
    },
  );
  while (!ended && ((await serverFigures(house)).media.transports ?? 0) < sites)
    await new Promise((resolve) => setTimeout(resolve, 500));
  /** @type {Promise<Record<string, any>>} */
  const desk = consoleHour(house, Math.max(60, seconds - 45)).catch((error) => ({ console_error: String(error) }));
  // What is compiled in the first seconds is no part of it.
  await new Promise((resolve) => setTimeout(resolve, 20_000));
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
  let packets = 0;
  let allocated = 0;
  for (const [index, loop] of after.loops.entries()) {
    const from = before.loops[index];
    packets += loop.packets_out + loop.packets_in - from.packets_out - from.packets_in;
    allocated += loop.allocated_bytes - from.allocated_bytes;
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
    packets,
    bytes_allocated_per_packet: round(allocated / packets, 4),
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
    [`under ${MOST_BYTES} byte allocated per packet`]: allocated / packets < MOST_BYTES,
    'over 10 million packets (30 minutes)': packets >= (10_000_000 * Math.min(seconds, 1800)) / 1800,
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
