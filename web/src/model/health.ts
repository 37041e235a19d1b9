// What of the server's state asks for a look. Pure.
import type { Health } from '../api/wire';

export type HealthPart =
  | 'process'
  | 'database'
  | 'disk'
  | 'certificate'
  | 'clock'
  | 'loops'
  | 'sites'
  | 'audit';
export type HealthMood = 'well' | 'look' | 'act';

const DAY_MILLIS = 86_400_000;

/** Thresholds with their reasons beside them. */
const HEAP_LOOK = 0.85;
const HEAP_ACT = 0.95;
/** A slow disk is felt as slow clicks from here on. In milliseconds. */
const WRITE_LOOK = 100;
const WRITE_ACT = 1_000;
/** From here on the file beside the server is not what a province should rely on. */
const LARGE_SITES = 50;
/** A province's day leaves a few hundred megabytes; below two gigabytes there is no room for a week. */
const DISK_ACT_BYTES = 2e9;
const DISK_LOOK_SHARE = 0.15;
/** Replacing a certificate in 240 places takes weeks of letters. */
const CERTIFICATE_LOOK_DAYS = 30;
const CERTIFICATE_ACT_DAYS = 7;
/** Two-factor codes and tokens bear half a minute. */
const CLOCK_LOOK_MILLIS = 2_000;
const CLOCK_ACT_MILLIS = 20_000;
/** A loop this busy begins to be late. */
const LOOP_LOOK = 0.7;
const LOOP_ACT = 0.9;

const worst = (value: number, look: number, act: number): HealthMood =>
  value >= act ? 'act' : value >= look ? 'look' : 'well';

/** Whole days until the certificate ends, negative after it; null without one. */
export function certificateDays(health: Health): number | null {
  if (health.certificate === null) return null;
  return Math.floor((Date.parse(health.certificate.until) - Date.parse(health.at)) / DAY_MILLIS);
}

/** Whether the sites of the running meetings are more than H2 is meant for. */
export const outgrown = ({ database, sites }: Pick<Health, 'database' | 'sites'>): boolean =>
  database.kind === 'H2' && sites.expected >= LARGE_SITES;

export function moodsOf(health: Health): Readonly<Record<HealthPart, HealthMood>> {
  const { process, database, disk, clock, loops, sites, audit } = health;
  const days = certificateDays(health);
  return {
    process:
      process.cpuBusy > process.cpuCores * 0.9
        ? 'look'
        : worst(process.heapBytes / Math.max(1, process.heapLimitBytes), HEAP_LOOK, HEAP_ACT),
    database: database.ok
      ? worst(database.writeMillis ?? 0, outgrown(health) ? 0 : WRITE_LOOK, WRITE_ACT)
      : 'act',
    disk:
      disk.freeBytes < DISK_ACT_BYTES
        ? 'act'
        : disk.freeBytes < disk.totalBytes * DISK_LOOK_SHARE
          ? 'look'
          : 'well',
    certificate:
      days === null
        ? 'look'
        : days < CERTIFICATE_ACT_DAYS
          ? 'act'
          : days < CERTIFICATE_LOOK_DAYS
            ? 'look'
            : 'well',
    clock:
      clock.source === null
        ? 'look'
        : worst(Math.abs(clock.offMillis ?? 0), CLOCK_LOOK_MILLIS, CLOCK_ACT_MILLIS),
    loops:
      loops.length === 0 ? 'act' : worst(Math.max(...loops.map(({ load }) => load)), LOOP_LOOK, LOOP_ACT),
    sites: sites.connected < sites.expected ? 'look' : 'well',
    audit: audit.ok ? 'well' : 'act',
  };
}

/** How much, for people: "412 GB". Decimal, as disks are sold. */
export function bytes(value: number): { readonly figure: number; readonly unit: 'KB' | 'MB' | 'GB' | 'TB' } {
  if (value >= 1e12) return { figure: value / 1e12, unit: 'TB' };
  if (value >= 1e9) return { figure: value / 1e9, unit: 'GB' };
  if (value >= 1e6) return { figure: value / 1e6, unit: 'MB' };
  return { figure: value / 1e3, unit: 'KB' };
}
