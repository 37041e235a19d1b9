// The time of the offices (Asia/Ho_Chi_Minh), whatever this machine believes: a box delivered with another zone must not show
// another hour than the invitation. The zone has had no summer time since 1975, so an offset says it all. Pure.

const AHEAD_MILLIS = 7 * 3_600_000;
export const OFFICE_ZONE = 'Asia/Ho_Chi_Minh';

const two = (value: number) => String(value).padStart(2, '0');
const shifted = (at: number) => new Date(at + AHEAD_MILLIS);

/** "07:18". */
export function officeClock(at: number): string {
  const time = shifted(at);
  return `${two(time.getUTCHours())}:${two(time.getUTCMinutes())}`;
}

/** "07:18:05". */
export function officeLongClock(at: number): string {
  return `${officeClock(at)}:${two(shifted(at).getUTCSeconds())}`;
}

/** "15/07/2020". */
export function officeDay(at: number): string {
  const day = shifted(at);
  return `${two(day.getUTCDate())}/${two(day.getUTCMonth() + 1)}/${day.getUTCFullYear()}`;
}

/** "2020-07-15T07:18", as the browser's own field for a moment has it. */
export const officeField = (at: number): string => shifted(at).toISOString().slice(0, 16);

/** Milliseconds since the epoch of what stands in such a field; NaN for what is no moment. */
export const ofOfficeField = (text: string): number => Date.parse(`${text}Z`) - AHEAD_MILLIS;

/** Milliseconds since the epoch of a moment in the offices. Months from 1. */
export const officeMoment = (
  year: number,
  month: number,
  date: number,
  hour = 0,
  minute = 0,
  second = 0,
): number => Date.UTC(year, month - 1, date, hour, minute, second) - AHEAD_MILLIS;
