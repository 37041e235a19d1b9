// Where the pictures of a programme stand: ten layouts, one function. Pure.
import type { Layout } from '../api/wire';

/** A place for one picture, in the unit of the box it was laid out in (pixels, or percent). */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The picture that the others stand beside: it gets the large caption. */
  readonly main: boolean;
}

/** In the order in which an operator meets them: the keys 1 … 9 and 0. */
export const LAYOUTS: readonly Layout[] = [
  'ONE',
  'ONE_ONE',
  'ONE_THREE',
  'ONE_FIVE',
  'ONE_SEVEN',
  'TWO_BY_TWO',
  'THREE_BY_THREE',
  'FOUR_BY_FOUR',
  'SLIDES_ONE',
  'SLIDES_THREE',
];

/** Whole columns and rows a place takes: column, row, columns, rows. */
type Span = readonly [number, number, number, number];

interface Shape {
  readonly columns: number;
  readonly rows: number;
  readonly spans: readonly Span[];
}

function even(side: number): Shape {
  return {
    columns: side,
    rows: side,
    spans: Array.from(
      { length: side * side },
      (_, index): Span => [index % side, Math.floor(index / side), 1, 1],
    ),
  };
}

/** One large picture, and small ones down the right and along the foot, as one reads: right first, then the foot. */
function corner(side: number): Shape {
  const large = side - 1;
  const right = Array.from({ length: large }, (_, row): Span => [large, row, 1, 1]);
  const foot = Array.from({ length: side }, (_, column): Span => [column, large, 1, 1]);
  return { columns: side, rows: side, spans: [[0, 0, large, large], ...right, ...foot] };
}

const column: readonly Span[] = [
  [3, 0, 1, 1],
  [3, 1, 1, 1],
  [3, 2, 1, 1],
];

const shapes: Readonly<Record<Layout, Shape>> = {
  ONE: even(1),
  ONE_ONE: {
    columns: 2,
    rows: 1,
    spans: [
      [0, 0, 1, 1],
      [1, 0, 1, 1],
    ],
  },
  ONE_THREE: { columns: 4, rows: 3, spans: [[0, 0, 3, 3], ...column] },
  ONE_FIVE: corner(3),
  ONE_SEVEN: corner(4),
  TWO_BY_TWO: even(2),
  THREE_BY_THREE: even(3),
  FOUR_BY_FOUR: even(4),
  // The one who explains stands at half height beside the slides: at the top he would look as if two were missing.
  SLIDES_ONE: {
    columns: 4,
    rows: 3,
    spans: [
      [0, 0, 3, 3],
      [3, 1, 1, 1],
    ],
  },
  SLIDES_THREE: { columns: 4, rows: 3, spans: [[0, 0, 3, 3], ...column] },
};

/** How many pictures a layout has room for: 1 … 16. */
export function cellCount(layout: Layout): number {
  return shapes[layout].spans.length;
}

/** Whether the first place is for slides, shown whole instead of filling their place. */
export function slidesFirst(layout: Layout): boolean {
  return layout === 'SLIDES_ONE' || layout === 'SLIDES_THREE';
}

/**
 * The places of a layout, in the order of a composition's cells.
 *
 * @param width of the box
 * @param height of the box
 * @param gap between two pictures; none at the edges
 */
export function places(layout: Layout, width: number, height: number, gap: number): readonly Place[] {
  const { columns, rows, spans } = shapes[layout];
  const stepX = (width + gap) / columns;
  const stepY = (height + gap) / rows;
  const uneven = spans.some(([, , across]) => across > 1);
  return spans.map(([left, top, across, down], index) => ({
    x: left * stepX,
    y: top * stepY,
    width: across * stepX - gap,
    height: down * stepY - gap,
    main: uneven ? index === 0 : spans.length <= 2,
  }));
}
