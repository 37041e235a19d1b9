// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { StreamListener } from '../api/events';
import { seat, snapshot } from '../model/meeting.fixture';
import { LiveMeeting } from './liveMeeting';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('lays changes of sites on together, and what is on the floor with the next frame', () => {
  let say: StreamListener = () => undefined;
  const live = new LiveMeeting('m1', (path, listener) => {
    expect(path).toBe('/api/meetings/m1/events');
    say = listener;
    return () => undefined;
  });
  const event = (name: string, data: unknown) => say({ kind: 'event', name, data });
  let drawn = 0;
  live.view.subscribe(() => drawn++);
  event('snapshot', snapshot([seat('s1'), seat('s2')]));
  expect(drawn).toBe(1);
  for (let count = 1; count <= 6; count++) event('patch', { seats: [seat('s1', { headcount: count })] });
  expect(drawn).toBe(1);
  vi.advanceTimersByTime(120);
  expect(drawn).toBe(2);
  expect(live.view.get()?.byId.get('s1')?.headcount).toBe(6);

  event('patch', { seats: [seat('s2', { headcount: 7 })] });
  event('patch', { floor: { ...snapshot([]).floor, locked: false } });
  vi.advanceTimersByTime(20);
  expect(live.view.get()?.floor.locked).toBe(false);
  expect(live.view.get()?.byId.get('s2')?.headcount).toBe(7);
  expect(drawn).toBe(3);
  vi.advanceTimersByTime(1_000);
  expect(drawn).toBe(3);
});
