// Finding a site by what an operator types in a hurry: without diacritics, without blanks, with raw Telex keys, with a letter
// missing or two swapped, with the beginning of the district behind the name. Pure.
import { fold } from './text';

/** What can be found. */
export interface Findable {
  readonly id: string;
  /** With its prefix: "Xã Ia Dom". */
  readonly name: string;
  /** The prefix that people leave out: "Xã"; empty where there is none. */
  readonly type: string;
  /** What it lies in, to tell it from others of its name: "Huyện Đức Cơ"; empty where there is none. */
  readonly within: string;
  /** Its place in the official list. */
  readonly order: number;
}

interface Forms {
  readonly item: Findable;
  /** As written, in small letters. */
  readonly written: string;
  /** Joined: the bare name, with its prefix, and each with what it lies in. */
  readonly bare: string;
  readonly whole: string;
  readonly within: string;
}

/** Everything that can be found, made ready once. */
export type SearchIndex = readonly Forms[];

/** Folded, and nothing but letters and figures left. */
const joined = (text: string) => fold(text).replace(/[^a-z0-9]+/g, '');

/** What raw Telex keys stand for, folded: "Chuw Pawh" is chupah. A tone's key stands behind the vowel or ends the word. */
export function untelex(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}0-9]+/u)
    .map((word) =>
      fold(
        word
          .replaceAll('dd', 'd')
          .replace(/([aeo])\1/g, '$1')
          .replace(/([aou])w/g, '$1')
          .replace(/^w|([^aou])w/g, '$1u')
          .replace(/([aeiouy])[sfrxj](?=[bcdghklmnpqtv]*$)/, '$1')
          .replace(/([aeiouy][bcdghklmnpqtv]*)[sfrxj]$/, '$1')
          .replace(/([aeo])\1/g, '$1'),
      ),
    )
    .join('');
}

export function searchIndex(items: readonly Findable[]): SearchIndex {
  return [...items]
    .sort((a, b) => a.order - b.order)
    .map((item) => {
      const prefixed = item.type !== '' && item.name.toLowerCase().startsWith(`${item.type.toLowerCase()} `);
      return {
        item,
        written: item.name.normalize('NFC').toLowerCase(),
        bare: joined(prefixed ? item.name.slice(item.type.length) : item.name),
        whole: joined(item.name),
        within: joined(withoutPrefix(item.within)),
      };
    });
}

/** Prefixes of what sites lie in, as people leave them out. */
const withoutPrefix = (name: string) => name.replace(/^(huyện|thị xã|thành phố|tỉnh)\s+/iu, '');

/**
 * The best hits, the likeliest first, equals in official order. Nothing for nothing typed.
 * @param limit how many at most
 */
export function search(index: SearchIndex, typed: string, limit: number): Findable[] {
  const plain = joined(typed);
  if (plain === '') return [];
  const readings = [...new Set([plain, untelex(typed)])].filter((each) => each !== '');
  const written = typed.normalize('NFC').toLowerCase().trim();
  const hits: { item: Findable; cost: number }[] = [];
  for (const forms of index) {
    let cost = Math.min(...readings.map((reading, i) => costOf(forms, reading) + i * 0.25));
    if (written !== plain && forms.written.includes(written)) cost -= 0.5;
    if (cost < Number.POSITIVE_INFINITY) hits.push({ item: forms.item, cost });
  }
  hits.sort((a, b) => a.cost - b.cost || a.item.order - b.item.order);
  return hits.slice(0, limit).map((hit) => hit.item);
}

/** How far what was typed is from a site; infinite when it is no answer at all. */
function costOf(forms: Forms, typed: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (const name of new Set([forms.bare, forms.whole])) {
    if (typed === name) return 0;
    // The name, and what it lies in begun behind it.
    if (typed.startsWith(name) && forms.within.startsWith(typed.slice(name.length)))
      best = Math.min(best, 0.1);
    if (name.startsWith(typed)) best = Math.min(best, 1 + (name.length - typed.length) * 0.02);
    else if (name.includes(typed)) best = Math.min(best, 3 + (name.length - typed.length) * 0.02);
    const faults = distance(typed, name);
    if (faults <= allowed(typed)) best = Math.min(best, 1.5 + faults);
    const begun = distance(typed, name.slice(0, typed.length));
    if (begun <= allowed(typed)) best = Math.min(best, 2.2 + begun + (name.length - typed.length) * 0.02);
  }
  if (best === Number.POSITIVE_INFINITY && typed.length > 2 && forms.within.startsWith(typed)) best = 6;
  return best;
}

/** How many slips are forgiven: the shorter the word, the less it says. */
const allowed = (typed: string) => (typed.length < 3 ? 1 : typed.length < 8 ? 1 : 2);

/** Letters to add, drop, change or swap with their neighbour (optimal string alignment). */
export function distance(a: string, b: string): number {
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const now = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((old[j] ?? 0) + 1, (now[j - 1] ?? 0) + 1, (old[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (older[j - 2] ?? 0) + 1);
      now.push(least);
    }
    older = old;
    old = now;
  }
  return old[b.length] ?? 0;
}
