import { expect, it } from 'vitest';
import { dateOf, day, moment } from './dates';

it('writes and reads days as people here do', () => {
  expect(day('2020-02-01')).toBe('01/02/2020');
  expect(day('someday')).toBe('someday');
  for (const typed of ['1/2/2020', '01/02/2020', '01.02.2020', '1-2-2020', '01022020', ' 1 / 2 / 2020 ']) {
    expect(dateOf(typed), typed).toBe('2020-02-01');
  }
  expect(dateOf('29/02/2020')).toBe('2020-02-29');
});

it('takes no day that is not in the calendar', () => {
  for (const typed of ['', '31/02/2020', '29/02/2021', '13/13/2020', '2020-02-01', '1/2/20', 'x']) {
    expect(dateOf(typed), typed).toBeNull();
  }
});

it('writes an instant with its hour', () => {
  expect(moment('2020-07-05T00:08:00Z')).toBe('05/07/2020 07:08');
});
