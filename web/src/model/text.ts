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
export function clock(at: number): string {
  const time = new Date(at);
  return `${String(time.getHours()).padStart(2, '0')}:${String(time.getMinutes()).padStart(2, '0')}`;
}
