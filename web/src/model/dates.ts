// Dates as this country writes them, whatever language the browser was installed in. Pure.

import { officeClock, officeDay, officeField } from './officeTime';

const two = (value: number) => String(value).padStart(2, '0');

/** "01/02/2020" of "2020-02-01"; any other text as it is. */
export function day(date: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(date);
  return match ? `${match[3]}/${match[2]}/${match[1]}` : date;
}

/** "2020-02-01" of "1/2/2020", "01.02.2020" or "01022020"; null for what is no day of any calendar. */
export function dateOf(typed: string): string | null {
  const match =
    /^\s*(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4})\s*$/.exec(typed) ??
    /^\s*(\d{2})(\d{2})(\d{4})\s*$/.exec(typed);
  if (!match) return null;
  const [, date, month, year] = match.map(Number) as [number, number, number, number];
  const at = new Date(Date.UTC(year, month - 1, date));
  const real = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
  return real ? `${year}-${two(month)}-${two(date)}` : null;
}

/** Today in the offices, yyyy-MM-dd. */
export const todayHere = (): string => officeField(Date.now()).slice(0, 10);

/** Day and hour of an instant: "15/07/2020 07:18". */
export function moment(iso: string): string {
  const at = Date.parse(iso);
  return `${officeDay(at)} ${officeClock(at)}`;
}
