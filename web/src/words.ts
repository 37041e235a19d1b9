// What several parts of the console and of other pages say about a site, in the language of the page.

import type { TFunction } from 'i18next';
import type { Rung, Seat } from './api/wire';
import { bareName, type Sign, signOf } from './model/meeting';
import { OFFICE_ZONE, officeClock, officeDay, officeLongClock } from './model/officeTime';
import { duration } from './model/text';

/** Minutes and seconds, from an hour on with hours: how long ago, never below nothing. */
export const ageOf = (since: string, now: number): string => duration(now - Date.parse(since));

const locale = (language: string) => (language === 'en' ? 'en-GB' : 'vi-VN');

/** A figure with decimal comma and thousand points, as the language writes it. */
export function figure(value: number, language: string, digits = 0): string {
  const key = `${language}-${digits}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale(language), {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formats.set(key, format);
  }
  return format.format(value);
}

/** Dear to make, and used by the hundred. */
const formats = new Map<string, Intl.NumberFormat>();

/** "4,2 %" with a space that does not break. */
export const percent = (value: number, language: string): string => `${figure(value, language, 1)}\u00a0%`;

/** Mb/s with one figure behind the comma. */
export const megabits = (kbps: number, language: string): string => figure(kbps / 1000, language, 1);

/** "Thứ Tư, 15/07/2020". */
export function longDate(at: number, language: string): string {
  const weekday = new Intl.DateTimeFormat(locale(language), {
    weekday: 'long',
    timeZone: OFFICE_ZONE,
  }).format(at);
  return `${weekday}, ${shortDate(at)}`;
}

export const shortDate = officeDay;

/** 24-hour clock with seconds. */
export const longClock = officeLongClock;

/** What is wrong with a site or worth a word, short; empty when its sign says it all. */
export function shortFault(t: TFunction, language: string, seat: Seat, now: number): string {
  const sign = signOf(seat);
  switch (sign) {
    case 'POOR':
      return poorWords(t, language, seat);
    case 'LOST':
      return t('siteFault.short.LOST', { time: ageOf(seat.since, now) });
    case 'RINGING':
      return seat.tries > 1
        ? t('siteFault.short.RINGING', { count: seat.tries })
        : t('state.RINGING').toLowerCase();
    case 'EXPECTED':
      return seat.tries === 0
        ? t('siteFault.short.EXPECTED')
        : t('siteFault.short.UNANSWERED', { count: seat.tries });
    case 'EXCUSED':
    case 'ABSENT':
      return seat.note === '' ? t(`siteFault.short.${sign}`) : seat.note;
    case 'ON_AIR':
    case 'ON_DECK':
    case 'PRESENT':
      return '';
    default:
      return t(`siteFault.short.${sign}`);
  }
}

/** "Chưa gọi", or "Gọi chưa được · 3 lần, lần cuối 07:42": of a site that is expected. */
export const calledInVain = (t: TFunction, { tries, since }: Seat): string =>
  tries === 0
    ? t('state.UNCALLED')
    : t('siteFault.unanswered', { count: tries, time: officeClock(Date.parse(since)) });

/** "mất gói 4,2 %". */
export function poorWords(t: TFunction, language: string, seat: Seat): string {
  if (seat.camera === 'FROZEN' || seat.camera === 'BLACK') return t(`siteFault.camera.${seat.camera}`);
  switch (seat.poor) {
    case 'LOSS':
      return t('siteFault.poor.LOSS', { percent: percent(seat.lossPercent ?? 0, language) });
    case 'DELAY':
      return t('siteFault.poor.DELAY', { millis: figure(seat.delayMillis ?? 0, language) });
    case 'NARROW':
    case 'ECHO':
    case 'NO_SOUND':
    case 'NO_PICTURE':
      return t(`siteFault.poor.${seat.poor}`);
    default:
      return '';
  }
}

/** What to do about it, in one or two sentences as one would say them on the telephone; empty when all is well. */
export function advice(t: TFunction, seat: Seat, now: number): string {
  const sign = signOf(seat);
  const values = { time: ageOf(seat.since, now), count: seat.tries, rung: t(`rung.${seat.rung}`) };
  if (sign === 'EXPECTED' && seat.tries > 0)
    return t('advice.UNANSWERED', { ...values, at: officeClock(Date.parse(seat.since)) });
  if (sign === 'POOR') {
    if (seat.camera === 'FROZEN' || seat.camera === 'BLACK') return t(`advice.camera.${seat.camera}`);
    return seat.poor === null ? '' : t(`advice.poor.${seat.poor}`, values);
  }
  switch (sign) {
    case 'LOST':
    case 'RETURNED':
    case 'RINGING':
    case 'EXPECTED':
    case 'BY_TELEPHONE':
    case 'CONNECTED':
    case 'ABSENT':
      return t(`advice.${sign}`, values);
    default:
      return '';
  }
}

export const signWord = (t: TFunction, sign: Sign): string =>
  sign === 'POOR' ? t('state.POOR') : t(`state.${sign}`);

/** The word of its state; nobody there yet is told apart by whether it has been called. */
export const stateWord = (t: TFunction, seat: Seat, sign: Sign = seat.state): string =>
  sign === 'EXPECTED' ? t(seat.tries === 0 ? 'state.UNCALLED' : 'state.UNANSWERED') : signWord(t, sign);

export const rungWord = (t: TFunction, rung: Rung): string => t(`rung.${rung}`);

/** The name inside its row, where the district is known; the district's own hall by what it is. */
export const nameInRow = (t: TFunction, seat: Seat, group: string): string =>
  seat.hall && seat.shortName === group ? t('wall.hall') : bareName(seat);
