import { expect, it } from 'vitest';
import { backoffMillis, LONGEST_WAIT_MILLIS } from './connection';

it('waits longer with every try, never over three seconds, and spreads the sites', () => {
  for (let attempt = 0; attempt < 50; attempt++) {
    const soon = backoffMillis(attempt, 0);
    const late = backoffMillis(attempt, 0.999_999);
    expect(soon).toBeLessThan(late);
    expect(late).toBeLessThanOrEqual(LONGEST_WAIT_MILLIS);
    expect(backoffMillis(attempt + 1, 0.5)).toBeGreaterThanOrEqual(backoffMillis(attempt, 0.5));
  }
  expect(backoffMillis(0, 0.999)).toBeLessThanOrEqual(250);
});
