// The attendance of a meeting as the office keeps it: counted, listed, and written out for a spreadsheet. Pure.
import type { Seat } from '../api/wire';
import { type MeetingView, type Standing, standingOf } from './meeting';
import { fold } from './text';

export interface AttendanceTotals {
  readonly seats: number;
  /** Answered, also those lost since. */
  readonly present: number;
  readonly excused: number;
  readonly absent: number;
  readonly phone: number;
  /** Not marked in any way yet. */
  readonly open: number;
  readonly people: number;
}

/** Whether nothing has been said of this seat yet: neither present nor excused nor absent nor by telephone. */
export function isOpen(seat: Seat): boolean {
  return !seat.present && !['EXCUSED', 'ABSENT', 'BY_TELEPHONE'].includes(seat.state);
}

export function totalsOf(seats: readonly Seat[]): AttendanceTotals {
  const count = (of: (seat: Seat) => boolean) => seats.filter(of).length;
  return {
    seats: seats.length,
    present: count((seat) => seat.present && seat.state !== 'BY_TELEPHONE'),
    excused: count((seat) => seat.state === 'EXCUSED'),
    absent: count((seat) => seat.state === 'ABSENT'),
    phone: count((seat) => seat.state === 'BY_TELEPHONE'),
    open: count(isOpen),
    people: seats.reduce((sum, seat) => sum + (seat.headcount ?? 0), 0),
  };
}

/** What the list can be cut down to. */
export type AttendanceFilter = 'ALL' | 'OPEN' | 'AWAY' | 'LOST';

const passes: Readonly<Record<AttendanceFilter, (seat: Seat) => boolean>> = {
  ALL: () => true,
  OPEN: isOpen,
  AWAY: (seat) => seat.state === 'EXCUSED' || seat.state === 'ABSENT',
  LOST: (seat) => seat.state === 'LOST',
};

/**
 * Which seats of a row are shown: all, or those that bear what was typed in their name, or whose district does.
 *
 * @param typed without diacritics, if one likes
 */
export function shownSeats(
  seats: readonly Seat[],
  groupName: string,
  filter: AttendanceFilter,
  typed: string,
): readonly Seat[] {
  const wanted = fold(typed);
  const whole = wanted === '' || fold(groupName).includes(wanted);
  return seats.filter((seat) => passes[filter](seat) && (whole || fold(seat.name).includes(wanted)));
}

/** The words of the table. */
export interface AttendanceWords {
  readonly columns: readonly [string, string, string, string, string, string, string];
  readonly standing: Readonly<Record<Standing, string>>;
  readonly total: string;
}

/**
 * The attendance table for a spreadsheet: semicolons, as one here writes decimals with a comma, and a mark at the
 * beginning by which spreadsheets know UTF-8.
 *
 * @param clockOf writes an instant (ISO 8601) as the house writes the hour
 */
export function attendanceCsv(
  view: Pick<MeetingView, 'rows' | 'byId' | 'seats'>,
  words: AttendanceWords,
  clockOf: (iso: string) => string,
): string {
  const lines: (readonly string[])[] = [words.columns];
  let number = 0;
  for (const { group, seats } of view.rows) {
    for (const id of seats) {
      const seat = view.byId.get(id);
      if (!seat) continue;
      number++;
      lines.push([
        String(number),
        group.name,
        seat.name,
        words.standing[standingOf(seat)],
        seat.headcount === null ? '' : String(seat.headcount),
        seat.note,
        clockOf(seat.since),
      ]);
    }
  }
  const totals = totalsOf(view.seats);
  lines.push(['', '', words.total, `${totals.present}/${totals.seats}`, String(totals.people), '', '']);
  return `\ufeff${lines.map((line) => line.map(cell).join(';')).join('\r\n')}\r\n`;
}

/** One cell; what a spreadsheet would run as a formula is kept a text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
