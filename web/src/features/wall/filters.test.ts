import { expect, it } from 'vitest';
import { fitting } from './Filters';

it('keeps each filter with its word in the line, or in the list at its end', () => {
  expect(fitting([80, 80, 80], 250)).toBe(3);
  // No room for all: the list takes its part of the line.
  expect(fitting([80, 80, 80], 249)).toBe(1);
  expect(fitting([80, 80, 80, 80, 80, 80], 420)).toBe(3);
  // The first says how many there are at all; it never goes into the list.
  expect(fitting([80, 80], 60)).toBe(1);
  expect(fitting([0, 0, 0], 0)).toBe(3);
});
