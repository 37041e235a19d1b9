import { describe, expect, it } from 'vitest';
import type { Person } from './person';
import { aPicture, person } from './person.fixture';
import {
  gridShape,
  MOST_TILES,
  pageSize,
  railPlaces,
  SPOTLIGHT_HOLD_MILLIS,
  seating,
  shownMode,
  spotlight,
  tallRail,
} from './stage';

const crowd = (count: number, change: (index: number) => Partial<Person> = () => ({})) =>
  Array.from({ length: count }, (_, index) => person(`p${index}`, { joinedAt: index, ...change(index) }));

describe('grid', () => {
  it.each([
    [1, 1900, 900, 1],
    [2, 1900, 900, 2],
    [2, 390, 760, 1],
    [4, 1900, 900, 2],
    [9, 1366, 620, 3],
    [16, 1900, 900, 4],
    [9, 382, 730, 2],
    [5, 382, 640, 2],
  ])('%i tiles in %i×%i stand in %i columns', (count, width, height, columns) => {
    expect(gridShape(count, width, height, 8).columns).toBe(columns);
  });

  it('always fits, with whole pixels', () => {
    for (const [width, height] of [
      [1900, 950],
      [1350, 630],
      [382, 740],
      [760, 340],
      [200, 200],
    ] as const) {
      for (let count = 1; count <= MOST_TILES; count++) {
        const { columns, rows, tileWidth, tileHeight } = gridShape(count, width, height, 8);
        expect(columns * rows).toBeGreaterThanOrEqual(count);
        expect(columns * tileWidth + (columns - 1) * 8).toBeLessThanOrEqual(width);
        expect(rows * tileHeight + (rows - 1) * 8).toBeLessThanOrEqual(height);
        expect(Number.isInteger(tileWidth) && Number.isInteger(tileHeight)).toBe(true);
      }
    }
  });

  it('holds sixteen on a desk and fewer on a phone', () => {
    expect(pageSize(1900, 900, 8)).toBe(16);
    expect(pageSize(1350, 560, 8)).toBe(16);
    expect(pageSize(382, 690, 8)).toBeLessThan(16);
    expect(pageSize(382, 690, 8)).toBeGreaterThanOrEqual(8);
    expect(pageSize(100, 100, 8)).toBe(1);
  });
});

describe('seating', () => {
  it('starts in the order of arrival', () => {
    expect(seating([], crowd(5), 3)).toEqual(['p0', 'p1', 'p2', 'p3', 'p4']);
  });

  it('gives the place of one who left to the next in line and moves nobody else', () => {
    const people = crowd(5).filter((one) => one.identity !== 'p1');
    expect(seating(['p0', 'p1', 'p2', 'p3', 'p4'], people, 3)).toEqual(['p0', 'p3', 'p2', 'p4']);
  });

  it('brings a speaker to the first page in place of the one silent longest', () => {
    const people = crowd(6, (index) => ({ speaking: index === 5, lastSpokeAt: index === 1 ? 0 : index + 1 }));
    expect(seating(['p0', 'p1', 'p2', 'p3', 'p4', 'p5'], people, 3)).toEqual([
      'p0',
      'p5',
      'p2',
      'p3',
      'p4',
      'p1',
    ]);
  });

  it('leaves a speaker where they are on the first page', () => {
    const people = crowd(6, (index) => ({ speaking: index === 1 }));
    const before = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'];
    expect(seating(before, people, 3)).toEqual(before);
  });

  it('never takes the place of oneself or of another speaker', () => {
    const people = crowd(4, (index) => ({ isLocal: index === 0, speaking: index !== 0 }));
    expect(seating([], people, 2)).toEqual(['p0', 'p1', 'p2', 'p3']);
  });

  it('seats everybody exactly once, whatever happens', () => {
    let order: string[] = [];
    for (let round = 0; round < 200; round++) {
      const people = crowd(40, (index) => ({
        speaking: (index * 7 + round) % 11 === 0,
        lastSpokeAt: index,
      })).filter((_, index) => (index + round) % 5 !== 0);
      order = seating(order, people, 1 + (round % 16));
      expect([...order].sort()).toEqual(people.map((one) => one.identity).sort());
    }
  });
});

describe('spotlight', () => {
  const people = crowd(3, (index) => ({ isLocal: index === 0 }));

  it('shows who speaks, never oneself while there are others', () => {
    const loud = [person('me', { isLocal: true, speaking: true, lastSpokeAt: 9 }), person('a'), person('b')];
    expect(spotlight(null, loud, null, 0)?.identity).toBe('a');
    const b = [person('me', { isLocal: true }), person('a'), person('b', { speaking: true, lastSpokeAt: 5 })];
    expect(spotlight(null, b, null, 0)?.identity).toBe('b');
  });

  it('shows oneself when alone', () => {
    expect(spotlight(null, people.slice(0, 1), null, 0)?.identity).toBe('p0');
  });

  it('holds a picture long enough for a cough to pass', () => {
    const first = spotlight(null, [person('a', { speaking: true }), person('b')], null, 0);
    const cough = [person('a'), person('b', { speaking: true, lastSpokeAt: 100 })];
    expect(spotlight(first, cough, null, SPOTLIGHT_HOLD_MILLIS - 1)).toBe(first);
    expect(spotlight(first, cough, null, SPOTLIGHT_HOLD_MILLIS)?.identity).toBe('b');
  });

  it('stays with the last speaker in silence', () => {
    const first = spotlight(null, [person('a'), person('b', { speaking: true })], null, 0);
    expect(spotlight(first, [person('a'), person('b')], null, 60_000)).toBe(first);
  });

  it('prefers a shared screen of another, and a pin over all', () => {
    const sharing = [
      person('me', { isLocal: true, screen: aPicture }),
      person('a', { speaking: true }),
      person('b', { screen: aPicture }),
    ];
    expect(spotlight(null, sharing, null, 0)).toMatchObject({ identity: 'b', what: 'screen' });
    expect(spotlight(null, sharing, 'a', 0)).toMatchObject({ identity: 'a', what: 'camera' });
    expect(spotlight(null, sharing, 'gone', 0)).toMatchObject({ identity: 'b', what: 'screen' });
  });

  it("never shows one's own shared screen", () => {
    const sharing = [person('me', { isLocal: true, screen: aPicture }), person('a')];
    expect(spotlight(null, sharing, null, 0)).toMatchObject({ identity: 'a', what: 'camera' });
    expect(shownMode('grid', sharing, null, null)).toBe('grid');
  });

  it('has nobody in an empty room', () => {
    expect(spotlight(null, [], null, 0)).toBeNull();
  });
});

describe('view', () => {
  it('shows a screen big unless that one was set aside', () => {
    const sharing = [person('a', { screen: aPicture }), person('b')];
    expect(shownMode('grid', sharing, null, null)).toBe('speaker');
    expect(shownMode('grid', sharing, null, 'a')).toBe('grid');
    expect(shownMode('grid', sharing, 'b', 'a')).toBe('speaker');
    expect(shownMode('grid', crowd(2), null, null)).toBe('grid');
    expect(shownMode('grid', crowd(2), 'gone', null)).toBe('grid');
    expect(shownMode('speaker', crowd(2), null, null)).toBe('speaker');
  });
});

describe('the strip below an upright big picture', () => {
  const rail = (count: number) => tallRail(count, 382, 700, 8);

  it('gives few people large tiles and many small ones', () => {
    expect(rail(2).across).toBe(1);
    expect(rail(5).across).toBe(2);
    expect(rail(14).across).toBe(3);
  });

  it('leaves the big picture the height of its shape, and never passes a page', () => {
    for (const count of [1, 5, 14, 240]) {
      const strip = rail(count);
      const rows = railPlaces(strip, 8) / strip.across;
      expect(Math.floor(rows) * (strip.tileHeight + 8)).toBeLessThanOrEqual(700 - (382 * 9) / 16);
      expect(railPlaces(strip, 8)).toBeLessThan(16);
    }
  });

  it('holds one row even where there is no room', () => {
    expect(railPlaces(tallRail(9, 800, 300, 8), 8)).toBe(4);
  });
});
