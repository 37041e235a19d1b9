import { describe, expect, it } from 'vitest';
import type { Health } from '../api/wire';
import { bytes, certificateDays, moodsOf } from './health';
import { wellHealth } from './health.fixture';

const mood = (change: Partial<Health>) => moodsOf({ ...wellHealth, ...change });

describe('health', () => {
  it('is silent when all is well', () => {
    expect(new Set(Object.values(moodsOf(wellHealth)))).toEqual(new Set(['well']));
  });

  it('asks for a look, then for an act, each part by its own measure', () => {
    const { process, database, disk, loops } = wellHealth;
    expect(mood({ process: { ...process, heapBytes: 1.75e9 } }).process).toBe('look');
    expect(mood({ process: { ...process, heapBytes: 1.95e9 } }).process).toBe('act');
    expect(mood({ database: { ...database, ok: false } }).database).toBe('act');
    expect(mood({ database: { ...database, writeMillis: 250 } }).database).toBe('look');
    expect(mood({ disk: { ...disk, freeBytes: 60e9 } }).disk).toBe('look');
    expect(mood({ disk: { ...disk, freeBytes: 1e9 } }).disk).toBe('act');
    expect(mood({ loops: loops.map((loop) => ({ ...loop, load: 0.8 })) }).loops).toBe('look');
    expect(mood({ loops: [] }).loops).toBe('act');
    expect(mood({ sites: { connected: 238, expected: 240 } }).sites).toBe('look');
    expect(mood({ audit: { ...wellHealth.audit, ok: false } }).audit).toBe('act');
    expect(mood({ clock: { source: null, offMillis: null } }).clock).toBe('look');
    expect(mood({ clock: { source: 'x', offMillis: -30_000 } }).clock).toBe('act');
  });

  it('recommends another database to who has fifty sites on H2', () => {
    const database = { ...wellHealth.database, kind: 'H2' as const };
    expect(mood({ database, sites: { connected: 49, expected: 49 } }).database).toBe('well');
    expect(mood({ database, sites: { connected: 50, expected: 50 } }).database).toBe('look');
    expect(mood({ database: { ...database, writeMillis: 1_500 } }).database).toBe('act');
    expect(mood({}).database).toBe('well');
  });

  it('counts the days of a certificate, also when they are over', () => {
    const until = (date: string) => ({ ...wellHealth, certificate: { until: date, subject: 'x' } });
    expect(certificateDays(until('2020-07-16T02:12:00Z'))).toBe(1);
    expect(certificateDays(until('2020-07-14T02:12:00Z'))).toBe(-1);
    expect(moodsOf(until('2020-07-25T02:12:00Z')).certificate).toBe('look');
    expect(moodsOf(until('2020-07-14T02:12:00Z')).certificate).toBe('act');
    expect(certificateDays({ ...wellHealth, certificate: null })).toBeNull();
  });

  it('writes amounts as disks are sold', () => {
    expect(bytes(412e9)).toEqual({ figure: 412, unit: 'GB' });
    expect(bytes(1.82e8)).toEqual({ figure: 182, unit: 'MB' });
  });
});
