// What the lines of "must show" have in common: figures of a process, recordings, and the closing JSON.
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { logs } from './paths.mjs';

mkdirSync(logs, { recursive: true });

const run = promisify(execFile);
const jdk = (/** @type {string} */ tool) => join(process.env.JAVA_HOME ?? '', 'bin', tool);

/** CPU seconds and resident MiB of a process, from /proc. @param {number} pid */
export function usage(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const cells = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return {
    cpu: (Number(cells[11]) + Number(cells[12])) / 100,
    rssMib: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024,
  };
}

/**
 * Threads of a process: milliseconds they ran, milliseconds they were ready to run and a busy machine did not let them, and
 * how often they began (kernel: scheduler/sched-stats).
 * @param {number} pid @param {string} name how the threads' names begin
 */
export function scheduling(pid, name) {
  const sum = { ranMs: 0, waitedMs: 0, turns: 0 };
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    if (!readFileSync(`/proc/${pid}/task/${thread}/comm`, 'utf8').startsWith(name)) continue;
    const [ran, waited, turns] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ').map(Number);
    sum.ranMs += ran / 1e6;
    sum.waitedMs += waited / 1e6;
    sum.turns += turns;
  }
  return sum;
}

/** JVM options that record events of ours. @param {string} file @param {string[]} names without the prefix */
export function recording(file, names) {
  const events = names.map((name) => `+vn.nharong.${name}#enabled=true`).join(',');
  return [`-XX:StartFlightRecording=name=show,filename=${file},settings=none,${events}`];
}

/**
 * The events recorded so far.
 * @param {number} pid
 * @param {string} file scratch
 * @param {string} name
 * @returns {Promise<Array<Record<string, any>>>}
 */
export async function events(pid, file, name) {
  await run(jdk('jcmd'), [`${pid}`, 'JFR.dump', 'name=show', `filename=${file}`]);
  const { stdout } = await run(jdk('jfr'), ['print', '--json', '--events', `vn.nharong.${name}`, file], {
    maxBuffer: 1 << 28,
  });
  return JSON.parse(stdout).recording.events.map((/** @type {any} */ each) => each.values);
}

/** Heap in use after a full collection, MiB. @param {number} pid */
export async function heapAfterGc(pid) {
  await run(jdk('jcmd'), [`${pid}`, 'GC.run']);
  const { stdout } = await run(jdk('jcmd'), [`${pid}`, 'GC.class_histogram']);
  const total = /^Total\s+\d+\s+(\d+)/m.exec(stdout);
  if (!total) throw new Error('the class histogram has no total');
  return Number(total[1]) / (1 << 20);
}

/** ISO duration as jfr prints it → milliseconds. @param {string} text */
export function millis(text) {
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(text);
  if (!match) throw new Error(`not a duration: ${text}`);
  return ((Number(match[1] ?? 0) * 60 + Number(match[2] ?? 0)) * 60 + Number(match[3] ?? 0)) * 1000;
}

/** @param {number[]} values @param {number} share */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

/** @param {number} value @param {number} [digits] */
export const round = (value, digits = 1) => Math.round(value * 10 ** digits) / 10 ** digits;

/**
 * Prints the closing line and ends. An aim is a sentence and whether it holds.
 * @param {Record<string, unknown>} result
 * @param {Record<string, boolean>} aims
 * @returns {never}
 */
export function finish(result, aims) {
  const missed = Object.keys(aims).filter((aim) => !aims[aim]);
  console.log(JSON.stringify({ ...result, aims: Object.keys(aims), missed }));
  process.exit(missed.length ? 1 : 0);
}

/** `--name=value` arguments as numbers. @returns {Record<string, number>} */
export const numbers = () =>
  Object.fromEntries(
    process.argv.slice(2).map((each) => {
      const [key, value] = each.replace(/^--/, '').split('=');
      return [key, Number(value)];
    }),
  );
