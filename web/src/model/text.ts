import { officeClock } from './officeTime';
/** Search key: no marks, no case, đ as d and y as i ("oà" and "òa" meet once the marks are gone). */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replaceAll('y', 'i')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Short forms of unit types, which say nothing about who it is. */
const PREFIX = /^(TP|TX|TT|H|P|X|UBND|Xã|Phường|Thị trấn|Thị xã|Thành phố|Huyện|Tỉnh|Sở|Ban)\.?\s+/iu;

/** One or two letters standing for a name: of a person the last two words, of a unit the words after its type. */
export function initials(name: string): string {
  const own = (name.split('·')[0] ?? name).trim().replace(PREFIX, '');
  const words = own.split(/[\s-]+/).filter((word) => /\p{L}|\p{N}/u.test(word));
  return words
    .slice(-2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();
}

/**
 * The names for places too narrow for a whole one: the committee as every office writes it, and without the district
 * behind "·" or a comma where that leaves no two alike.
 */
export function briefNames(names: readonly string[]): ReadonlyMap<string, string> {
  const short = (name: string) => name.replace(/^(Ủy|Uỷ) ban nhân dân(?= )/iu, 'UBND');
  const brief = (name: string) => short(name).split(/ · |, /)[0] || name;
  const count = new Map<string, number>();
  for (const name of new Set(names)) count.set(brief(name), (count.get(brief(name)) ?? 0) + 1);
  return new Map(names.map((name) => [name, count.get(brief(name)) === 1 ? brief(name) : short(name)]));
}

const collator = new Intl.Collator('vi', { numeric: true });

export function compareNames(a: string, b: string): number {
  return collator.compare(a, b);
}

/** Names and messages leave the page in NFC, without control characters. */
export function clean(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]/gu, (character) =>
      character === '\n' || character === '\u200d' ? character : '',
    )
    .trim();
}

/** mm:ss, from an hour on hh:mm:ss. */
export function duration(millis: number): string {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  const hours = Math.floor(seconds / 3600);
  if (hours > 0) parts.unshift(hours);
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** 24-hour clock, hh:mm. */
export const clock = officeClock;

export interface TextPart {
  /** Where in the text it begins. */
  readonly at: number;
  readonly text: string;
  /** The address it stands for, or null for plain text. */
  readonly href: string | null;
}

const ADDRESS = /https?:\/\/[^\s<>"“”]+/giu;
/** What ends a sentence rather than an address. */
const TAIL = /[.,;:!?'’”)\]}…]+$/u;

/** Cuts a text at its web addresses; only http and https become links. */
export function linked(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    let address = match[0];
    const tail = TAIL.exec(address)?.[0] ?? '';
    // A bracket opened inside the address belongs to it.
    if (!(tail.startsWith(')') && address.includes('(')))
      address = address.slice(0, address.length - tail.length);
    if (!URL.canParse(address)) continue;
    if (match.index > end) parts.push({ at: end, text: text.slice(end, match.index), href: null });
    parts.push({ at: match.index, text: address, href: address });
    end = match.index + address.length;
  }
  if (end < text.length) parts.push({ at: end, text: text.slice(end), href: null });
  return parts;
}
