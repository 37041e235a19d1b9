import { describe, expect, it } from 'vitest';
import { seat } from './meeting.fixture';
import { rehearsalOf } from './rehearsal';

const at = '2026-08-01T07:05:00Z';

describe('rehearsalOf', () => {
  it('counts who passed, and lists who did not by what is wrong, then in official order', () => {
    const found = rehearsalOf([
      seat('a', { order: 1, check: { at, fault: 'NO_SOUND' } }),
      seat('b', { order: 2, check: { at: '2026-08-01T07:09:00Z', fault: null } }),
      seat('c', { order: 4, check: { at, fault: 'NOT_CONNECTED' } }),
      seat('d', { order: 3, check: { at, fault: 'NOT_CONNECTED' } }),
      seat('e', { order: 5, check: null }),
    ]);
    expect(found.passed).toBe(1);
    expect(found.failed.map(({ seat: { id }, fault }) => [id, fault])).toEqual([
      ['d', 'NOT_CONNECTED'],
      ['c', 'NOT_CONNECTED'],
      ['a', 'NO_SOUND'],
    ]);
    expect(found.unknown).toBe(1);
    expect(found.at).toBe(Date.parse('2026-08-01T07:09:00Z'));
  });

  it('knows of no time where nothing was looked at', () => {
    expect(rehearsalOf([seat('a', {})])).toEqual({ passed: 0, failed: [], unknown: 1, at: null });
  });
});
