// ./nharong bench province: the 240 sites of July 2020 as synthetic participants in one meeting, beside three real
// Chromium: two publish 720p simulcast and take turns, the third watches. Server, sites and browsers are processes of
// their own. Prints one JSON line; exits 1 when an aim is missed.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { launch, People } from '../lib/browser.mjs';
import { logs, root } from '../lib/paths.mjs';
import { java, Server } from '../lib/server.mjs';
import { events, recording as record } from '../lib/show.mjs';
import { until } from '../lib/wait.mjs';

const options = Object.fromEntries(
  process.argv.slice(2).map((each) => {
    const [key, value] = each.replace(/^--/, '').split('=');
    return [key, Number(value)];
  }),
);
const count = options.sites ?? 240;
const seconds = options.seconds ?? 300;
const turn = options.turn ?? 30;
const ROOM = 'toan-tinh';

/** CPU seconds and resident MiB of a process, from /proc. @param {number} pid */
function usage(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const cells = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return {
    cpu: (Number(cells[11]) + Number(cells[12])) / 100,
    rss: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024,
  };
}

/** The synthetic sites: a Java process that takes one JSON command a line. @param {Server} server */
function startSites(server) {
  const classPath = [join(root, 'bench', 'target', '*'), join(root, 'bench', 'target', 'lib', '*')].join(':');
  const child = spawn(
    java,
    [
      `@${join(root, 'etc', 'jvm.options')}`,
      '-Xmx2g',
      ...['-cp', classPath, 'vn.nharong.bench.Main', 'sites', '--url', server.ws, '--room', ROOM],
      ...['--key', server.apiKey, '--secret', server.apiSecret],
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  child.stderr.pipe(createWriteStream(join(logs, 'sites.log')));
  /** @type {Array<(line: any) => void>} */
  const waiting = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(JSON.parse(line)));
  child.on('exit', () => {
    for (const each of waiting) each({ error: 'the sites ended' });
  });
  return {
    pid: /** @type {number} */ (child.pid),
    /** @param {any} command @returns {Promise<any>} */
    async ask(command) {
      const answer = new Promise((resolve) => waiting.push(resolve));
      child.stdin.write(`${JSON.stringify(command)}\n`);
      const got = await answer;
      if (got.error) throw new Error(`sites: ${JSON.stringify(command)}: ${got.error}`);
      return got;
    },
    end: () => child.kill('SIGKILL'),
  };
}

/** Datagrams the kernel threw away because nobody read them (proc(5), /proc/net/udp). @param {number} port the server's */
function drops(port) {
  const sum = { server: 0, others: 0 };
  for (const table of ['udp', 'udp6']) {
    for (const line of readFileSync(`/proc/net/${table}`, 'utf8').trim().split('\n').slice(1)) {
      const cells = line.trim().split(/\s+/);
      const own = Number.parseInt(cells[1].split(':')[1], 16) === port;
      sum[own ? 'server' : 'others'] += Number(cells.at(-1));
    }
  }
  return sum;
}

mkdirSync(logs, { recursive: true });
const scratch = join(logs, 'province-counters.jfr');
const recording = join(logs, 'province.jfr');
const server = await Server.start({ javaArgs: record(recording, ['FrameReceived', 'LoopCounters']) });
const sites = startSites(server);
const browser = await launch();
/** @type {any} */
const result = { sites: count, joined: 0 };
try {
  const people = new People(browser, server);
  const speakers = [await people.one(), await people.one()];
  const viewer = await people.one();
  await viewer.page.evaluate(readFileSync(join(root, 'e2e', 'browser', 'viewer.js'), 'utf8'));
  for (const [index, speaker] of speakers.entries()) {
    await speaker.join({ room: ROOM, identity: `hall-${'ab'[index]}`, options: { dynacast: true } });
  }
  await viewer.join({ room: ROOM, identity: 'viewer' });
  const joined = await sites.ask({ cmd: 'join', count, sections: 3 });
  Object.assign(result, { joined: joined.joined, join_s: Math.round(joined.join_s * 100) / 100 });
  for (const speaker of speakers) {
    await speaker.run(() => nr.camera({ width: 1280, height: 720 }));
    await speaker.run(() => nr.tone());
  }
  for (const name of ['hall-a', 'hall-b']) await viewer.sees(name, { frames: 5 });
  await viewer.run(() => nr.watch(['hall-a', 'hall-b']));
  let speaking = 0;
  /** Everybody takes this speaker and switches the other off. @param {number} index */
  const takeTurn = async (index) => {
    speaking = index;
    const now = `hall-${'ab'[index]}`;
    await Promise.all([sites.ask({ cmd: 'watch', identities: [now] }), viewer.run((name) => nr.take(name), now)]);
  };
  await takeTurn(0);
  await until(
    '720p at the viewer',
    async () => (await viewer.run(() => nr.watched('hall-a'))).width === 1280,
    30_000,
  ).catch(async (error) => {
    const sent = await speakers[0].run(() => nr.sent());
    throw new Error(`${error.message}\nsent: ${JSON.stringify(sent)}`);
  });
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  await viewer.run(() => nr.watchAgain());
  await sites.ask({ cmd: 'stats' });
  const begun = performance.now();
  const before = usage(/** @type {number} */ (server.process?.pid));
  const sitesBefore = usage(sites.pid);
  const switches = [];
  let late = 0;
  let rss = 0;
  const speakersFrames = { sent: 0, seen: 0 };
  while (performance.now() - begun < seconds * 1000) {
    const start = await frames();
    const steady = performance.now();
    await new Promise((resolve) => setTimeout(resolve, Math.min(turn, seconds / 2) * 1000));
    const end = await frames();
    const secondsPassed = (performance.now() - steady) / 1000;
    speakersFrames.sent += (end.sent - start.sent) / secondsPassed;
    speakersFrames.seen += (end.seen - start.seen) / secondsPassed;
    const seen = await sites.ask({ cmd: 'stats' });
    late = Math.max(late, seen.late_ms);
    rss = Math.max(rss, usage(/** @type {number} */ (server.process?.pid)).rss);
    const next = 1 - speaking;
    await takeTurn(next);
    const taken = await until(
      'the next speaker in 720p at the viewer',
      async () => {
        const w = await viewer.run((name) => nr.watched(name), `hall-${'ab'[next]}`);
        return w.hdMs !== null ? w : null;
      },
      10_000,
      50,
    );
    switches.push({ first: taken.firstMs, hd: taken.hdMs });
  }
  const elapsed = (performance.now() - begun) / 1000;
  const after = usage(/** @type {number} */ (server.process?.pid));
  const sitesAfter = usage(sites.pid);
  const freeze = await viewer.run(() => nr.longestFreeze());
  const width = (await viewer.run((name) => nr.watched(name), `hall-${'ab'[speaking]}`)).width;
  const counters = (await events(/** @type {number} */ (server.process?.pid), scratch, 'LoopCounters')).at(-1) ?? {};
  const unread = drops(server.mediaPort);
  await sites.ask({ cmd: 'stop' });
  await server.end();
  const ledger = await sites.ask({ cmd: 'compare', recording });
  const round = (/** @type {number} */ value, digits = 3) => Math.round(value * 10 ** digits) / 10 ** digits;
  Object.assign(result, {
    frames_expected: ledger.frames_expected,
    frames_missing: ledger.frames_missing,
    frames_disordered: ledger.frames_disordered,
    stretches: ledger.stretches,
    stretches_unmatched: ledger.stretches_unmatched,
    sites_with_video: ledger.sites_with_video,
    packets_lost: ledger.packets_lost,
    refused_by_socket: counters.refusedBySocket,
    refused_by_pacer: counters.refusedByPacer,
    left_out: counters.leftOut,
    unread_by_server: unread.server,
    unread_by_others: unread.others,
    viewer_width: width,
    viewer_fps: round(speakersFrames.seen / switches.length, 1),
    sender_fps: round(speakersFrames.sent / switches.length, 1),
    longest_freeze_ms: Math.round(freeze),
    switch_first_frame_ms_max: Math.round(Math.max(...switches.map((each) => each.first))),
    switch_hd_ms_max: Math.round(Math.max(...switches.map((each) => each.hd))),
    server_cpu_cores: round((after.cpu - before.cpu) / elapsed),
    server_rss_mib: Math.round(rss),
    sites_cpu_cores: round((sitesAfter.cpu - sitesBefore.cpu) / elapsed),
    sites_late_ms_max: late,
    seconds: Math.round(elapsed),
  });
  if (ledger.bad?.length) result.bad = ledger.bad;

  /** Frames sent by the speaker and seen by the viewer so far. */
  async function frames() {
    const name = `hall-${'ab'[speaking]}`;
    const sent = await speakers[speaking].run(() => nr.sent());
    const seen = await viewer.run((who) => nr.decoded(who), name);
    return { sent: sent.find((/** @type {any} */ each) => each.width === 1280)?.frames ?? 0, seen: seen?.frames ?? 0 };
  }
} finally {
  await browser.close().catch(() => {});
  sites.end();
  await server.stop().catch(() => {});
}
/** @type {Record<string, [any, boolean]>} */
const aims = {
  joined: [count, result.joined === count],
  join_s: ['<= 20', result.join_s <= 20],
  frames_missing: [0, result.frames_missing === 0 && result.frames_expected > 0],
  frames_disordered: [0, result.frames_disordered === 0],
  stretches_unmatched: [0, result.stretches_unmatched === 0],
  sites_with_video: [count, result.sites_with_video === count],
  viewer_width: [1280, result.viewer_width === 1280],
  viewer_fps: ['>= 0.9 of sender_fps', result.viewer_fps >= 0.9 * result.sender_fps],
  longest_freeze_ms: ['<= 1000', result.longest_freeze_ms <= 1000],
  switch_first_frame_ms_max: ['<= 500', result.switch_first_frame_ms_max <= 500],
  switch_hd_ms_max: ['<= 2000', result.switch_hd_ms_max <= 2000],
  server_cpu_cores: ['< 0.8', result.server_cpu_cores < 0.8],
  sites_cpu_cores: ['< 0.6', result.sites_cpu_cores < 0.6],
};
const missed = Object.keys(aims).filter((key) => !aims[key][1]);
console.log(
  JSON.stringify({ ...result, aims: Object.fromEntries(Object.entries(aims).map(([k, [aim]]) => [k, aim])), missed }),
);
process.exit(missed.length ? 1 : 0);
