import { describe, expect, it } from 'vitest';
import type { LogLine } from '../api/wire';
import {
  bareName,
  blackCells,
  cannotTake,
  countsOf,
  exceptionsOf,
  nextCell,
  nextSpeaker,
  patched,
  signOf,
  spokenName,
  standingOf,
  troubles,
  unseenSpeaker,
  viewOf,
  withLayout,
  withSeat,
  withSpeaker,
} from './meeting';
import { seat, snapshot } from './meeting.fixture';

const NOW = Date.parse('2020-07-15T02:00:05Z');
const line = (seq: number): LogLine => ({
  seq,
  at: '2020-07-15T02:00:00Z',
  actor: 'A',
  actorId: 'a',
  act: 'seat.lost',
  seat: 's1',
  kind: 'FACT',
  values: {},
});

describe('the fold', () => {
  it('keeps the objects of whatever did not change', () => {
    const view = viewOf(snapshot([seat('s1'), seat('s2')]), NOW);
    const after = patched(view, [{ seats: [seat('s2', { state: 'LOST', connected: false })] }], NOW);
    expect(after.byId.get('s1')).toBe(view.byId.get('s1'));
    expect(after.byId.get('s2')?.state).toBe('LOST');
    expect(after.rows).toBe(view.rows);
    expect(after.floor).toBe(view.floor);
    expect(patched(view, [], NOW)).toBe(view);
  });

  it('lays a whole snapshot over what it had without new objects for equal seats', () => {
    const view = viewOf(snapshot([seat('s1'), seat('s2')]), NOW);
    const after = viewOf(snapshot([seat('s1'), seat('s2', { headcount: 11 })]), NOW, view);
    expect(after.byId.get('s1')).toBe(view.byId.get('s1'));
    expect(after.byId.get('s2')?.headcount).toBe(11);
  });

  it('knows how far this clock is from the server', () => {
    const view = viewOf(snapshot([]), NOW);
    expect(view.skew).toBe(-5_000);
    expect(patched(view, [{ serverTime: '2020-07-15T02:01:00Z' }], NOW).skew).toBe(55_000);
    expect(patched(view, [{ undo: { count: 1, act: null } }], NOW + 9_000).skew).toBe(-5_000);
  });

  it('has each line of the log once, in order', () => {
    const view = viewOf(snapshot([], { log: [line(1), line(2)] }), NOW);
    const after = patched(view, [{ log: [line(2), line(4)] }, { log: [line(3)] }], NOW);
    expect(after.log.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  it('gives a seat that joins later its place in the row', () => {
    const view = viewOf(snapshot([seat('s1'), seat('s3')]), NOW);
    const after = patched(view, [{ seats: [seat('s2'), seat('s9', { hall: true })] }], NOW);
    expect(after.rows[0]?.seats).toEqual(['s9', 's1', 's2', 's3']);
  });
});

describe('what is read out of it', () => {
  it('says lost over on air over on deck over poor over the rest', () => {
    expect(signOf(seat('s1', { state: 'LOST', poor: 'LOSS' }))).toBe('LOST');
    expect(signOf(seat('s1', { state: 'ON_AIR', poor: 'LOSS' }))).toBe('ON_AIR');
    expect(signOf(seat('s1', { poor: 'LOSS' }))).toBe('POOR');
    expect(signOf(seat('s1', { camera: 'FROZEN' }))).toBe('POOR');
    expect(signOf(seat('s1', { poor: 'LOSS', connected: false, state: 'EXPECTED' }))).toBe('EXPECTED');
  });

  it('counts present also those lost since', () => {
    const view = viewOf(
      snapshot([
        seat('s1'),
        seat('s2', { state: 'LOST', connected: false }),
        seat('s3', { state: 'CHECKED', present: false, headcount: null }),
        seat('s4', { state: 'BY_TELEPHONE', connected: false }),
      ]),
      NOW,
    );
    expect(countsOf(view)).toMatchObject({ total: 4, connected: 2, present: 3, people: 30 });
    expect(countsOf(view).by).toMatchObject({ LOST: 1, UNMARKED: 1, PHONE: 1, POOR: 0 });
    expect(view.seats.map(standingOf)).toEqual(['PRESENT', 'PRESENT_LOST', 'UNMARKED', 'PHONE']);
  });

  it('counts nobody as away who was there until the end', () => {
    const gone = { state: 'LEFT', connected: false } as const;
    const view = viewOf(
      snapshot([
        seat('s1', gone),
        seat('s2', { ...gone, present: false }),
        seat('s3', { state: 'ABSENT', present: false, connected: false }),
        seat('s4', { state: 'EXCUSED', present: false, connected: false }),
      ]),
      NOW,
    );
    expect(countsOf(view).by).toMatchObject({ LEFT: 2, AWAY: 2, LOST: 0, UNANSWERED: 0 });
    expect(view.seats.map(standingOf)).toEqual(['PRESENT', 'LEFT', 'ABSENT', 'EXCUSED']);
  });

  it('names exceptions worst first and the older before the newer', () => {
    const view = viewOf(
      snapshot([
        seat('s1', { poor: 'LOSS' }),
        seat('s2', { state: 'LOST', connected: false, since: '2020-07-15T01:59:00Z' }),
        seat('s3', { state: 'LOST', connected: false, since: '2020-07-15T01:50:00Z' }),
        seat('s4'),
        seat('s5', { state: 'ON_AIR' }),
      ]),
      NOW,
    );
    expect(exceptionsOf(view, view.rows[0]?.seats ?? []).map(({ id }) => id)).toEqual([
      's3',
      's2',
      's5',
      's1',
    ]);
    expect(troubles(view).map(({ id }) => id)).toEqual(['s1', 's2', 's3']);
  });

  it('misses nobody before the lines are open', () => {
    const early = snapshot([seat('s1', { state: 'EXPECTED', connected: false, present: false })]);
    const at = (state: 'PUBLISHED' | 'ROLL_CALL') =>
      troubles(viewOf({ ...early, meeting: { ...early.meeting, state } }, NOW)).length;
    expect(at('PUBLISHED')).toBe(0);
    expect(at('ROLL_CALL')).toBe(1);
  });

  it('calls the one on deck, else the first of the queue who is there', () => {
    const request = (id: string, of: string) => ({
      id,
      seat: of,
      speaker: '',
      topic: '',
      raised: false,
      at: '2020-07-15T01:00:00Z',
    });
    const base = snapshot([seat('s1', { connected: false, state: 'LOST' }), seat('s2')]);
    const queue = [request('a', 's1'), request('b', 's2')];
    expect(nextSpeaker(viewOf({ ...base, floor: { ...base.floor, queue } }, NOW))?.id).toBe('b');
    const onDeck = request('c', 's2');
    expect(nextSpeaker(viewOf({ ...base, floor: { ...base.floor, queue, onDeck } }, NOW))?.id).toBe('c');
    expect(nextSpeaker(viewOf(base, NOW))).toBeNull();
  });

  it('tells repeated names apart by their district', () => {
    const view = viewOf(
      snapshot([
        seat('s1', { shortName: 'P. Tây Sơn' }),
        seat('s2', { shortName: 'P. Tây Sơn', group: 'g2' }),
        seat('s3', { shortName: 'TT. Chư Sê' }),
      ]),
      NOW,
    );
    expect(view.seats.map((each) => spokenName(view, each))).toEqual([
      'P. Tây Sơn · H. Đức Cơ',
      'P. Tây Sơn · H. KBang',
      'TT. Chư Sê',
    ]);
    expect(view.seats.map(bareName)).toEqual(['Tây Sơn', 'Tây Sơn', 'TT. Chư Sê']);
  });
});

describe('preview', () => {
  const empty = { layout: 'ONE', fill: 'SPEAKER', cells: [{ seat: 'a', slides: false }] } as const;

  it('keeps who stood first in another layout', () => {
    const four = withLayout(empty, 'TWO_BY_TWO');
    expect(four.cells.map((cell) => cell.seat)).toEqual(['a', null, null, null]);
    expect(withLayout(empty, 'SLIDES_ONE').cells).toEqual([
      { seat: 'a', slides: true },
      { seat: null, slides: false },
    ]);
  });

  it('fills the next empty cell and takes a site from where it was', () => {
    let composition = withSeat(withLayout(empty, 'ONE_ONE'), 1, 'b');
    expect(composition.fill).toBe('FIXED');
    expect(nextCell(composition)).toBe(1);
    composition = withSeat(composition, 0, 'b');
    expect(composition.cells.map((cell) => cell.seat)).toEqual(['b', null]);
    expect(nextCell(composition)).toBe(1);
  });

  it('knows a speaker who is heard and not seen, and puts them where the least is lost', () => {
    const base = snapshot([seat('s1'), seat('s2'), seat('s3')]);
    const cells = (...seats: (string | null)[]) => seats.map((each) => ({ seat: each, slides: false }));
    const speaking = {
      ...{ id: 'a', seat: 's2', speaker: '', topic: '', raised: false, at: '2020-07-15T01:00:00Z' },
      startedAt: '2020-07-15T01:59:00Z',
      limitSeconds: 420,
    };
    const shown = (programme: Partial<typeof base.programme>, state: 'IN_SESSION' | 'ENDED' = 'IN_SESSION') =>
      viewOf(
        {
          ...base,
          meeting: { ...base.meeting, state },
          floor: { ...base.floor, speaking },
          programme: { ...base.programme, ...programme },
        },
        NOW,
      );
    expect(unseenSpeaker(viewOf(base, NOW))).toBeNull();
    expect(unseenSpeaker(shown({}))?.id).toBe('s2');
    expect(unseenSpeaker(shown({ cells: cells('s2') }))).toBeNull();
    expect(unseenSpeaker(shown({ cells: cells('s2'), card: 'WELCOME' }))?.id).toBe('s2');
    expect(unseenSpeaker(shown({}, 'ENDED'))).toBeNull();

    const into = (programme: Partial<typeof base.programme>) =>
      withSpeaker(shown(programme), 's2').cells.map((cell) => cell.seat);
    expect(into({})).toEqual(['s2']);
    expect(into({ layout: 'ONE_ONE', cells: cells('s1', 's3') })).toEqual(['s1', 's2']);
    expect(into({ layout: 'TWO_BY_TWO', cells: cells('s1', 's3', null, null) })).toEqual([
      's1',
      's3',
      's2',
      null,
    ]);
    const slides = [{ seat: 's3', slides: true }, ...cells('s1')];
    expect(into({ layout: 'SLIDES_ONE', cells: slides })).toEqual(['s3', 's2']);
  });

  it('says whose cell would be black', () => {
    const base = snapshot([
      seat('s1'),
      seat('s2', { state: 'LOST', connected: false }),
      seat('s3', { camera: 'NONE' }),
      seat('s4', { screen: false }),
    ]);
    const cells = ['s1', 's2', 's3', null].map((each) => ({ seat: each, slides: false }));
    const black = (change: Partial<typeof base.preview>) =>
      blackCells(
        viewOf({ ...base, preview: { layout: 'TWO_BY_TWO', fill: 'FIXED', cells, ...change } }, NOW),
      ).map(({ id }) => id);
    expect(black({})).toEqual(['s2', 's3']);
    expect(black({ cells: [{ seat: 's4', slides: true }] })).toEqual(['s4']);
    expect(black({ fill: 'TOUR' })).toEqual([]);
  });

  it('cannot be taken when empty, when it is on air already, when the meeting is over', () => {
    const base = snapshot([seat('s1')]);
    expect(cannotTake(viewOf(base, NOW))).toBe('EMPTY');
    const away = snapshot([seat('s1', { state: 'LOST', connected: false })]);
    expect(cannotTake(viewOf({ ...away, preview: { ...away.programme, layout: 'ONE_ONE' } }, NOW))).toBe(
      'AWAY',
    );
    const auto = { ...away, preview: { ...away.programme, fill: 'SPEAKER' as const } };
    expect(cannotTake(viewOf(auto, NOW))).toBeNull();
    const same = { ...base, preview: base.programme };
    expect(cannotTake(viewOf(same, NOW))).toBe('SAME');
    const card = { ...same, programme: { ...base.programme, card: 'BREAK' as const } };
    expect(cannotTake(viewOf(card, NOW))).toBeNull();
    const over = { ...base, meeting: { ...base.meeting, state: 'ENDED' as const } };
    expect(cannotTake(viewOf(over, NOW))).toBe('OVER');
  });
});
