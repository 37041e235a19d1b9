import { describe, expect, it } from 'vitest';
import type { LogLine } from '../api/wire';
import { folded } from './log';

let seq = 0;
const line = (act: string, second: number, count = 1, kind: LogLine['kind'] = 'FACT'): LogLine => ({
  seq: ++seq,
  at: new Date(second * 1000).toISOString(),
  actor: 'hệ thống',
  actorId: 'system',
  act,
  seat: null,
  kind,
  values: { count: String(count) },
});

describe('the log as it is read', () => {
  it('tells calls and answers of a minute in one line, where the first of them stands', () => {
    const entries = folded([
      line('seat.called', 0, 20),
      line('seat.connected', 1),
      line('meeting.began', 2, 1, 'ACT'),
      line('seat.called', 3, 10),
      line('seat.connected', 4),
      line('seat.unanswered', 30, 28),
    ]);
    expect(entries.map(({ line: { act }, wave }) => [act, wave])).toEqual([
      ['seat.called', { called: 30, connected: 2, unanswered: 28 }],
      ['meeting.began', null],
    ]);
  });

  it('begins anew after a minute', () => {
    const entries = folded([
      line('seat.called', 0, 5),
      line('seat.called', 61, 5),
      line('seat.unanswered', 62, 5),
    ]);
    expect(entries.map(({ wave }) => wave)).toEqual([null, { called: 5, connected: 0, unanswered: 5 }]);
  });

  it('leaves one event alone, and never folds what somebody did or what went wrong', () => {
    const entries = folded([
      line('seat.connected', 0),
      line('seat.called', 1, 3, 'ACT'),
      line('seat.lost', 2, 1, 'INCIDENT'),
      line('seat.returned', 3),
    ]);
    expect(entries.every(({ wave }) => wave === null)).toBe(true);
    expect(entries).toHaveLength(4);
  });
});
