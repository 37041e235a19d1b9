import { describe, expect, it } from 'vitest';
import {
  officeClock,
  officeDay,
  officeField,
  officeLongClock,
  officeMoment,
  ofOfficeField,
} from './officeTime';

describe('time of the offices', () => {
  const at = Date.parse('2026-07-15T23:18:05Z');

  it('is that of Việt Nam wherever the machine believes it is', () => {
    expect(officeClock(at)).toBe('06:18');
    expect(officeLongClock(at)).toBe('06:18:05');
    expect(officeDay(at)).toBe('16/07/2026');
    expect(officeField(at)).toBe('2026-07-16T06:18');
  });

  it('reads back what it writes', () => {
    expect(ofOfficeField('2026-07-16T06:18')).toBe(Date.parse('2026-07-15T23:18:00Z'));
    expect(officeMoment(2026, 7, 16, 6, 18, 5)).toBe(at);
    expect(ofOfficeField('')).toBeNaN();
  });
});
