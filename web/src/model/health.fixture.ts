import type { Health } from '../api/wire';

/** A server in which all is well. For tests and for looking at the page. */
export const wellHealth: Health = {
  at: '2020-07-15T02:12:00Z',
  version: '0.3.0',
  startedAt: '2020-07-12T22:40:00Z',
  process: { cpuCores: 8, cpuBusy: 1.4, heapBytes: 410e6, heapLimitBytes: 2e9 },
  database: {
    kind: 'POSTGRESQL',
    ok: true,
    sizeBytes: 182e6,
    writeMillis: 3,
    lastBackupAt: '2020-07-14T18:00:00Z',
  },
  disk: { path: 'data', freeBytes: 412e9, totalBytes: 500e9 },
  certificate: { until: '2021-06-30T00:00:00Z', subject: 'hop.gialai.gov.vn' },
  clock: { source: '10.64.0.1', offMillis: 12 },
  loops: [
    { name: 'loop-0', port: 50_000, participants: 122, load: 0.31, sendBps: 168e6, receiveBps: 21e6 },
    { name: 'loop-1', port: 50_001, participants: 116, load: 0.28, sendBps: 140e6, receiveBps: 17e6 },
  ],
  meetings: 5,
  sites: { connected: 240, expected: 240 },
  pages: 262,
  audit: { events: 48_211, verifiedAt: '2020-07-15T00:00:00Z', ok: true },
  delays: [],
};
