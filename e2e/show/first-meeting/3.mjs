// Line 3: three Chromium publish 720p simulcast to one another for ten minutes: what it costs, and what stays flat.
//   --minutes=10
import { join } from 'node:path';
import { launch, People } from '../../lib/browser.mjs';
import { logs } from '../../lib/paths.mjs';
import { Server } from '../../lib/server.mjs';
import { events, finish, heapAfterGc, numbers, recording, round, usage } from '../../lib/show.mjs';

const { minutes = 10 } = numbers();
const ROOM = 'ba-diem-cau';
const NAMES = ['an', 'binh', 'chi'];
const scratch = join(logs, 'show-3.jfr');
const server = await Server.start({ javaArgs: recording(join(logs, 'show-3-end.jfr'), ['LoopCounters']) });
const pid = server.process?.pid ?? 0;
const browser = await launch();
/** @type {Record<string, unknown>} */
const result = { minutes };
/** @type {Record<string, boolean>} */
const aims = {};
try {
  const people = new People(browser, server);
  const all = [];
  for (const name of NAMES) {
    const person = await people.one();
    await person.join({ room: ROOM, identity: name });
    await person.run(() => nr.camera({ width: 1280, height: 720 }));
    all.push(person);
  }
  for (const person of all) {
    for (const other of NAMES.filter((name) => name !== person.identity))
      await person.sees(other, { frames: 30, limitMs: 30_000 });
  }
  const counters = async () => (await events(pid, scratch, 'LoopCounters')).at(-1) ?? {};
  const begun = performance.now();
  const first = usage(pid);
  /** @type {Array<{at: number, heap: number, rss: number, leased: number}>} */
  const samples = [];
  // A sample a minute; each begins with a full collection, so that garbage is not taken for growth. The server stands still
  // for it, and so it does while its heap is counted: what was held then is told apart.
  let heldWhileSampled = 0;
  for (let minute = 1; minute <= minutes; minute++) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, begun + minute * 60_000 - performance.now())));
    const before = await counters();
    const heap = await heapAfterGc(pid);
    await new Promise((resolve) => setTimeout(resolve, 1100)); // counters are recorded once a second
    const after = await counters();
    heldWhileSampled += after.heldOver100Millis - before.heldOver100Millis;
    samples.push({ at: minute, heap, rss: usage(pid).rssMib, leased: after.packetsLeased });
    console.error(`minute ${minute}: heap ${round(heap)} MiB, resident ${round(usage(pid).rssMib)} MiB`);
  }
  const seconds = (performance.now() - begun) / 1000;
  const steady = await counters();
  const cores = (usage(pid).cpu - first.cpu) / seconds;
  const decoded = await Promise.all(
    all.map(async (person) =>
      Promise.all(
        NAMES.filter((name) => name !== person.identity).map(async (name) => person.run((i) => nr.decoded(i), name)),
      ),
    ),
  );
  // The counter must be able to count: the whole process is stopped for 300 ms until packets were caught in it.
  let stalls = 0;
  let held = steady.heldOver100Millis;
  while (stalls < 60 && held === steady.heldOver100Millis) {
    stalls++;
    server.process?.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 300));
    server.process?.kill('SIGCONT');
    await new Promise((resolve) => setTimeout(resolve, 1100));
    held = (await counters()).heldOver100Millis;
  }
  const late = samples.filter((each) => each.at > minutes - 5);
  const spread = (/** @type {number[]} */ values) => (Math.max(...values) - Math.min(...values)) / Math.max(...values);
  const heapSpread = spread(late.map((each) => each.heap));
  const rssSpread = spread(late.map((each) => each.rss));
  // Packets under way differ from one moment to the next; a leak of a packet a second would be 300 in five minutes.
  const leasedGrowth = late[late.length - 1].leased - late[0].leased;
  Object.assign(result, {
    server_cpu_cores: round(cores, 3),
    packets_in: steady.packetsIn,
    packets_out: steady.packetsOut,
    held_over_100_ms: steady.heldOver100Millis - heldWhileSampled,
    held_while_sampled: heldWhileSampled,
    added_p99_ms: round(steady.addedMicrosP99 / 1000, 2),
    injected_stalls: stalls,
    held_after_stall: held,
    heap_mib: round(late[late.length - 1].heap),
    heap_spread_percent: round(heapSpread * 100, 2),
    rss_mib: round(late[late.length - 1].rss),
    rss_spread_percent: round(rssSpread * 100, 2),
    packets_leased: late[late.length - 1].leased,
    packets_leased_growth: leasedGrowth,
    widths: decoded.flat().map((each) => each?.width),
    frames_decoded_min: Math.min(...decoded.flat().map((each) => each?.frames ?? 0)),
  });
  aims['server under 0.15 core'] = cores < 0.15;
  aims['no packet held over 100 ms'] = steady.heldOver100Millis === heldWhileSampled;
  aims['the counter counts an injected stall'] = held > steady.heldOver100Millis;
  aims['heap flat within 2 %'] = heapSpread < 0.02;
  aims['resident size flat within 2 %'] = rssSpread < 0.02;
  aims['packet pool flat'] = Math.abs(leasedGrowth) <= Math.max(64, late[0].leased * 0.02);
  aims['every picture is decoded'] = decoded.flat().every((each) => (each?.frames ?? 0) > minutes * 60 * 10);
} finally {
  await browser.close().catch(() => {});
  await server.stop();
}
finish(result, aims);
