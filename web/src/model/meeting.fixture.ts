import type { Seat, Snapshot } from '../api/wire';

/** A seat in which all is well. For tests. */
export function seat(id: string, change: Partial<Seat> = {}): Seat {
  return {
    id,
    name: `Xã ${id}`,
    shortName: `X. ${id}`,
    group: 'g1',
    hall: false,
    order: Number(id.replace(/\D/g, '')) || 0,
    phone: '',
    state: 'PRESENT',
    since: '2020-07-15T01:00:00Z',
    present: true,
    connected: true,
    headcount: 10,
    note: '',
    microphone: 'CLOSED',
    camera: 'OK',
    screen: false,
    rung: 'HD',
    poor: null,
    lossPercent: 0,
    delayMillis: 20,
    downKbps: 1_500,
    upKbps: 1_200,
    level: 0,
    still: 0,
    tries: 1,
    check: null,
    guest: null,
    ...change,
  };
}

/** A meeting in session with these seats. For tests. */
export function snapshot(seats: readonly Seat[], change: Partial<Snapshot> = {}): Snapshot {
  return {
    serverTime: '2020-07-15T02:00:00Z',
    meeting: {
      id: 'm1',
      title: 'Hội nghị trực tuyến toàn tỉnh',
      subject: '',
      convener: 'UBND tỉnh',
      chairName: 'Chủ tịch UBND tỉnh',
      state: 'IN_SESSION',
      startsAt: '2020-07-15T01:00:00Z',
      startedAt: '2020-07-15T01:00:00Z',
      mainSite: 's1',
      deputySite: null,
      chairSite: 's1',
      demo: false,
    },
    seats,
    groups: [
      { id: 'g1', name: 'Huyện Đức Cơ', shortName: 'H. Đức Cơ', order: 1 },
      { id: 'g2', name: 'Huyện KBang', shortName: 'H. KBang', order: 2 },
    ],
    programme: {
      layout: 'ONE',
      fill: 'FIXED',
      cells: [{ seat: 's1', slides: false }],
      since: '2020-07-15T01:30:00Z',
      by: 'Vận hành 1',
      card: null,
    },
    preview: { layout: 'ONE', fill: 'FIXED', cells: [{ seat: null, slides: false }] },
    tour: null,
    floor: {
      mode: 'DISCUSSION',
      speaking: null,
      onDeck: null,
      queue: [],
      limitSeconds: 420,
      locked: true,
      open: [],
    },
    rollCall: { state: 'CLOSED', startedAt: null, closedAt: null, calling: null, nextAt: null },
    calling: null,
    talks: [],
    guests: { link: null, waiting: [], seats: [] },
    operators: [],
    undo: { count: 0, act: null },
    log: [],
    ...change,
  };
}
