// What belongs to the operator's own desk and to nobody else's: where the eye is, what the wall is cut down to. Pure.
import type { Filter, MeetingView } from './meeting';
import { filters } from './meeting';

export type WallView = 'MATRIX' | 'STILLS' | 'TABLE';
export type LogKind = 'ALL' | 'INCIDENT' | 'MINE';
/** What the side column shows where there is room for one thing only. */
export type Side = 'FLOOR' | 'SITE' | 'ROLL' | 'ALL' | 'LOG';
/** What stands in the place of the side column for a moment. */
export type Aid = 'PALETTE' | 'KEYS' | 'GUESTS' | null;

/** A line to be filled in place, never a box in front of the work. */
export type Asking =
  | { readonly kind: 'HEADCOUNT'; readonly seat: string }
  | { readonly kind: 'REASON'; readonly seat: string }
  | { readonly kind: 'MESSAGE'; readonly seat: string | null }
  | { readonly kind: 'NOTE'; readonly seat: string }
  | { readonly kind: 'FLOOR'; readonly seat: string | null };

export interface Desk {
  readonly selected: string | null;
  readonly filter: Filter;
  readonly wall: WallView;
  /** The cell of preview that is being filled by typing. */
  readonly filling: number | null;
  readonly log: LogKind;
  readonly side: Side;
  readonly aid: Aid;
  readonly asking: Asking | null;
  /** Returned sites the operator has looked at: they are quiet again. */
  readonly seen: ReadonlySet<string>;
  readonly singleKeys: boolean;
}

export const emptyDesk: Desk = {
  selected: null,
  filter: 'ALL',
  wall: 'MATRIX',
  filling: null,
  log: 'ALL',
  side: 'FLOOR',
  aid: null,
  asking: null,
  seen: new Set(),
  singleKeys: true,
};

/** The eye goes to a site; what had returned there has been looked at. */
export function selecting(desk: Desk, seat: string | null): Desk {
  if (desk.selected === seat) return desk;
  const asking =
    desk.asking !== null && desk.asking.seat !== null && desk.asking.seat !== seat ? null : desk.asking;
  const seen = seat === null || desk.seen.has(seat) ? desk.seen : new Set([...desk.seen, seat]);
  return {
    ...desk,
    selected: seat,
    asking,
    seen,
    side: desk.side === 'FLOOR' || desk.side === 'LOG' ? 'SITE' : desk.side,
  };
}

export type Direction = 'LEFT' | 'RIGHT' | 'UP' | 'DOWN' | 'FIRST' | 'LAST';

/** The cell one step from the selected one; a shorter row is entered at its end. Only sites that pass the filter count. */
export function neighbour(
  view: MeetingView,
  desk: Pick<Desk, 'selected' | 'filter'>,
  direction: Direction,
): string | null {
  const passes = (id: string) => {
    const seat = view.byId.get(id);
    return seat !== undefined && filters[desk.filter](seat);
  };
  const rows = view.rows.map((row) => row.seats);
  const at = rows.findIndex((row) => desk.selected !== null && row.includes(desk.selected));
  if (at < 0) return rows.flat().find(passes) ?? null;
  const row = rows[at] ?? [];
  const column = row.indexOf(desk.selected ?? '');
  if (direction === 'FIRST') return row.find(passes) ?? desk.selected;
  if (direction === 'LAST') return last(row, passes) ?? desk.selected;
  if (direction === 'LEFT')
    return last(rows.flat().slice(0, offset(rows, at, column)), passes) ?? desk.selected;
  if (direction === 'RIGHT')
    return (
      rows
        .flat()
        .slice(offset(rows, at, column) + 1)
        .find(passes) ?? desk.selected
    );
  const step = direction === 'UP' ? -1 : 1;
  for (let next = at + step; next >= 0 && next < rows.length; next += step) {
    const candidates = (rows[next] ?? []).filter(passes);
    if (candidates.length === 0) continue;
    const near = (id: string) => Math.abs((rows[next] ?? []).indexOf(id) - column);
    return candidates.reduce((best, id) => (near(id) < near(best) ? id : best));
  }
  return desk.selected;
}

const offset = (rows: readonly (readonly string[])[], row: number, column: number) =>
  rows.slice(0, row).reduce((sum, each) => sum + each.length, 0) + column;

/** `findLast`, which browsers of 2021 do not have. */
const last = (ids: readonly string[], passes: (id: string) => boolean) => [...ids].reverse().find(passes);
