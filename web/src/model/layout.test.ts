import { describe, expect, it } from 'vitest';
import { cellCount, LAYOUTS, type Place, places, slidesFirst } from './layout';

const WIDTH = 1680;
const HEIGHT = 945;

const apart = (a: Place, b: Place, gap: number) =>
  a.x + a.width + gap <= b.x + 1e-6 ||
  b.x + b.width + gap <= a.x + 1e-6 ||
  a.y + a.height + gap <= b.y + 1e-6 ||
  b.y + b.height + gap <= a.y + 1e-6;

describe('layouts', () => {
  it('have room for as many pictures as their names say', () => {
    expect(LAYOUTS.map(cellCount)).toEqual([1, 2, 4, 6, 8, 4, 9, 16, 2, 4]);
  });

  it.each(LAYOUTS)('%s: every picture inside the box, none over another, the gap kept', (layout) => {
    for (const gap of [0, 4, 12]) {
      const all = places(layout, WIDTH, HEIGHT, gap);
      expect(all).toHaveLength(cellCount(layout));
      for (const place of all) {
        expect(place.x).toBeGreaterThanOrEqual(0);
        expect(place.y).toBeGreaterThanOrEqual(0);
        expect(place.x + place.width).toBeLessThanOrEqual(WIDTH + 1e-6);
        expect(place.y + place.height).toBeLessThanOrEqual(HEIGHT + 1e-6);
        expect(place.width).toBeGreaterThan(0);
        expect(place.height).toBeGreaterThan(0);
      }
      all.forEach((place, index) => {
        for (const other of all.slice(index + 1)) expect(apart(place, other, gap)).toBe(true);
      });
    }
  });

  it.each(LAYOUTS.filter((layout) => layout !== 'SLIDES_ONE'))(
    '%s fills the box to the last pixel',
    (layout) => {
      const area = places(layout, WIDTH, HEIGHT, 0).reduce(
        (sum, place) => sum + place.width * place.height,
        0,
      );
      expect(area).toBeCloseTo(WIDTH * HEIGHT, 3);
    },
  );

  it('show pictures in their own shape wherever the grid allows it', () => {
    for (const layout of [
      'ONE',
      'ONE_FIVE',
      'ONE_SEVEN',
      'TWO_BY_TWO',
      'THREE_BY_THREE',
      'FOUR_BY_FOUR',
    ] as const) {
      for (const place of places(layout, WIDTH, HEIGHT, 0))
        expect(place.width / place.height).toBeCloseTo(16 / 9, 3);
    }
    for (const layout of ['ONE_THREE', 'SLIDES_THREE'] as const) {
      for (const place of places(layout, WIDTH, HEIGHT, 0))
        expect(place.width / place.height).toBeCloseTo(4 / 3, 3);
    }
  });

  it('know which picture the others stand beside', () => {
    const mains = LAYOUTS.map((layout) => places(layout, WIDTH, HEIGHT, 4).filter(({ main }) => main).length);
    expect(mains).toEqual([1, 2, 1, 1, 1, 0, 0, 0, 1, 1]);
    expect(LAYOUTS.filter(slidesFirst)).toEqual(['SLIDES_ONE', 'SLIDES_THREE']);
  });

  it('read from left to right, then down', () => {
    const four = places('FOUR_BY_FOUR', WIDTH, HEIGHT, 0);
    expect(four[5]).toMatchObject({ x: 420, y: 236.25 });
    const one = places('ONE_FIVE', WIDTH, HEIGHT, 0);
    expect(one[0]).toMatchObject({ x: 0, y: 0, width: 1120, height: 630 });
    expect(one[1]).toMatchObject({ x: 1120, y: 0 });
    expect(one[5]).toMatchObject({ x: 1120, y: 630 });
  });
});
