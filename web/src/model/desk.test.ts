import { expect, it } from 'vitest';
import { emptyDesk, neighbour, selecting } from './desk';
import { viewOf } from './meeting';
import { seat, snapshot } from './meeting.fixture';

const view = viewOf(
  snapshot([
    seat('a1', { order: 1 }),
    seat('a2', { order: 2 }),
    seat('a3', { order: 3, state: 'LOST', connected: false }),
    seat('b1', { order: 4, group: 'g2', state: 'LOST', connected: false }),
    seat('b2', { order: 5, group: 'g2' }),
  ]),
  0,
);
const from = (selected: string | null, filter: 'ALL' | 'LOST' = 'ALL') => ({ selected, filter });

it('walks on the wall: along the rows, up and down to the nearest, only where the filter lets', () => {
  expect(neighbour(view, from(null), 'DOWN')).toBe('a1');
  expect(neighbour(view, from('a3'), 'RIGHT')).toBe('b1');
  expect(neighbour(view, from('b1'), 'LEFT')).toBe('a3');
  expect(neighbour(view, from('a3'), 'DOWN')).toBe('b2');
  expect(neighbour(view, from('b2'), 'UP')).toBe('a2');
  expect(neighbour(view, from('a1'), 'UP')).toBe('a1');
  expect(neighbour(view, from('b2'), 'RIGHT')).toBe('b2');
  expect(neighbour(view, from('a3', 'LOST'), 'RIGHT')).toBe('b1');
  expect(neighbour(view, from('a2'), 'LAST')).toBe('a3');
});

it('a line asked about one site is gone with the eye; a returned one has been seen', () => {
  const asking = { ...emptyDesk, selected: 'a1', asking: { kind: 'HEADCOUNT', seat: 'a1' } as const };
  const after = selecting(asking, 'a2');
  expect(after.asking).toBeNull();
  expect(after.seen.has('a2')).toBe(true);
  expect(selecting(after, 'a2')).toBe(after);
});
