// A list of speakers as it comes out of a spreadsheet, line by line made into requests for the floor. Pure.
import type { Group, Seat } from '../api/wire';
import { fold } from './text';

/** What is wrong with a line. */
export type PastedProblem = 'unknown' | 'ambiguous' | 'empty' | 'long';

export interface PastedLine {
  /** In what was pasted, from 1. */
  readonly line: number;
  /** The site as it was written. */
  readonly written: string;
  readonly speaker: string;
  readonly topic: string;
  /** The seat meant; null when there is a problem. */
  readonly seat: string | null;
  readonly problem: PastedProblem | null;
  /** When several bear the name: who they are. */
  readonly candidates: readonly string[];
}

/** More than the server takes for a speaker or a topic. */
const LONGEST = 300;

/** Cells of what a spreadsheet copies: tabs between, lines below, quotes round what holds either. */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string;
    if (quoted) {
      if (letter === '"' && text[at + 1] === '"') {
        cell += '"';
        at++;
      } else if (letter === '"') quoted = false;
      else cell += letter;
    } else if (letter === '"' && cell === '') quoted = true;
    else if (letter === '\t') {
      row.push(cell);
      cell = '';
    } else if (letter === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else if (letter !== '\r') cell += letter;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}

const TYPES: Readonly<Record<string, string>> = {
  xa: 'xa',
  x: 'xa',
  phuong: 'phuong',
  p: 'phuong',
  'thi tran': 'thi tran',
  tt: 'thi tran',
  huien: 'huien',
  h: 'huien',
  'thi xa': 'thi xa',
  tx: 'thi xa',
  'thanh pho': 'thanh pho',
  tp: 'thanh pho',
};

/** The type a name begins with, folded ('' for none), and the name without it. */
function parted(name: string): { readonly type: string; readonly bare: string } {
  const plain = fold(name.replaceAll('\u00a0', ' '));
  const match = /^(thi tran|thi xa|thanh pho|huien|phuong|xa|tt|tx|tp|h|p|x)(?:\.\s*|\s+)(?=\S)/.exec(plain);
  if (!match) return { type: '', bare: plain };
  return { type: TYPES[match[1] as string] ?? '', bare: plain.slice(match[0].length) };
}

/** "UBND xã Ia Dom, huyện Đức Cơ" → the site's name and what it lies in. */
function nameAndDistrict(written: string): readonly [string, string] {
  const [name = '', within = ''] = written
    .replace(/^(UBND|Ủy ban nhân dân|Uỷ ban nhân dân|điểm cầu)\s+/iu, '')
    .split(/\s*[·,;(]\s*|\s+[-–]\s+/u);
  return [name, within.replace(/\)\s*$/, '')];
}

/**
 * Reads what was pasted: site, speaker, topic; a running number before them and a heading line are passed over.
 *
 * @returns every line that says something, in its order, good or with what is wrong with it
 */
export function readPasted(
  text: string,
  seats: readonly Seat[],
  groups: readonly Group[],
): readonly PastedLine[] {
  const districts = new Map(groups.map((group) => [group.id, parted(group.name).bare]));
  const known = seats.map((seat) => ({ seat, whole: fold(seat.name), ...parted(seat.name) }));
  return cellsOf(text.normalize('NFC')).flatMap((cells, index): PastedLine[] => {
    const trimmed = cells.map((each) => each.replace(/\s+/g, ' ').trim());
    if (trimmed.every((each) => each === '')) return [];
    const from = /^\d{1,3}[.)]?$/.test(trimmed[0] ?? '') ? 1 : 0;
    const [written = '', speaker = '', ...rest] = trimmed.slice(from);
    const topic = rest.filter((each) => each !== '').join(' · ');
    const line = { line: index + 1, written, speaker, topic, candidates: [] };
    if (written === '') return [{ ...line, seat: null, problem: 'empty' }];
    if (index === 0 && /^(điểm cầu|đơn vị|site|unit)$/iu.test(written)) return [];
    if (speaker.length > LONGEST || topic.length > LONGEST) return [{ ...line, seat: null, problem: 'long' }];
    const [name, within] = nameAndDistrict(written);
    const asked = parted(name);
    const district = within === '' ? '' : parted(within).bare;
    const found = known.filter(
      ({ seat, whole, type, bare }) =>
        (whole === fold(name) || (bare === asked.bare && (asked.type === '' || asked.type === type))) &&
        (district === '' || districts.get(seat.group) === district),
    );
    const [only] = found;
    if (only === undefined) return [{ ...line, seat: null, problem: 'unknown' }];
    if (found.length > 1)
      return [{ ...line, seat: null, problem: 'ambiguous', candidates: found.map(({ seat }) => seat.id) }];
    return [{ ...line, seat: only.seat.id, problem: null }];
  });
}

/** The ids after one has been moved before another, or to the end with null. */
export function movedBefore(ids: readonly string[], moved: string, before: string | null): string[] {
  const rest = ids.filter((id) => id !== moved);
  const at = before === null ? rest.length : rest.indexOf(before);
  if (at < 0 || moved === before) return [...ids];
  return [...rest.slice(0, at), moved, ...rest.slice(at)];
}

/** The ids after one went up (-1) or down (+1) by one place. */
export function movedBy(ids: readonly string[], moved: string, by: -1 | 1): string[] {
  const at = ids.indexOf(moved);
  const to = at + by;
  if (at < 0 || to < 0 || to >= ids.length) return [...ids];
  const next = [...ids];
  next[at] = ids[to] as string;
  next[to] = moved;
  return next;
}
