import type { Person } from './person';

export type StageMode = 'grid' | 'speaker';

export interface GridShape {
  readonly columns: number;
  readonly rows: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
}

const ASPECT = 16 / 9;
/** A tile may be cut to this before it gets smaller. */
const CUT = 4 / 3;
/** The same upright, where a square shows a face better than a strip. */
const CUT_UPRIGHT = 1;

/** No page shows more live pictures than this, however large the screen. */
export const MOST_TILES = 16;

/** The shape which gives the largest tiles; sizes in CSS pixels. */
export function gridShape(count: number, width: number, height: number, gap: number): GridShape {
  let best: GridShape = { columns: 1, rows: Math.max(1, count), tileWidth: 0, tileHeight: 0 };
  let bestArea = -1;
  const narrowest = height > width ? CUT_UPRIGHT : CUT;
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.ceil(Math.max(1, count) / columns);
    const cellWidth = (width - gap * (columns - 1)) / columns;
    const cellHeight = (height - gap * (rows - 1)) / rows;
    if (cellWidth <= 0 || cellHeight <= 0) continue;
    const ratio = Math.min(ASPECT, Math.max(narrowest, cellWidth / cellHeight));
    const tileWidth = Math.min(cellWidth, cellHeight * ratio);
    const tileHeight = tileWidth / ratio;
    // What is cut off counts less than what is small, upright least of all.
    const price = height > width ? 0.25 : 0.5;
    const kept = 1 - price * (1 - ratio / ASPECT);
    // A full last row is worth a little: five of six cells look better than five of eight.
    const area = tileWidth * tileHeight * kept * (1 - 0.02 * (columns * rows - count));
    if (area > bestArea) {
      bestArea = area;
      best = { columns, rows, tileWidth: Math.floor(tileWidth), tileHeight: Math.floor(tileHeight) };
    }
  }
  return best;
}

/** The strip of small tiles beside or below the big picture; sizes in CSS pixels. */
export interface Rail {
  readonly width: number;
  readonly height: number;
  readonly across: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
}

/** At the right of the big picture, one tile across. */
export function wideRail(width: number, height: number, gap: number): Rail {
  const compact = width < 700 || height < 420;
  return railOf(compact ? 150 : Math.min(280, Math.max(200, width * 0.17)), height, 1, gap);
}

/**
 * Below the big picture, which upright gets no more height than its own shape needs while the tiles can use the rest:
 * few tiles are large, many are small.
 */
export function tallRail(count: number, width: number, height: number, gap: number): Rail {
  const free = Math.max(0, height - (width * 9) / 16 - gap);
  for (const across of [1, 2, 3]) {
    const rail = railOf(width, free, across, gap);
    if (railPlaces(rail, gap) >= count) return rail;
  }
  return railOf(width, free, width < 700 ? 3 : 4, gap);
}

function railOf(width: number, height: number, across: number, gap: number): Rail {
  const tileWidth = Math.floor((width - gap * (across - 1)) / across);
  return { width, height, across, tileWidth, tileHeight: Math.floor((tileWidth * 9) / 16) };
}

/** How many tiles a strip holds: one row at least, a page's worth at most. */
export function railPlaces(rail: Rail, gap: number): number {
  const rows = Math.max(1, Math.floor((rail.height + gap) / (rail.tileHeight + gap)));
  return Math.min(rail.across * rows, MOST_TILES - 1);
}

/** How many tiles one page holds, so that none is narrower than a name can be read on. */
export function pageSize(width: number, height: number, gap: number): number {
  const narrowest = width < 600 || height < 420 ? 150 : 220;
  for (let size = MOST_TILES; size > 1; size--) {
    if (gridShape(size, width, height, gap).tileWidth >= narrowest) return size;
  }
  return 1;
}

/**
 * The order of tiles over all pages. The first page keeps its places: who left makes room for the next in
 * line, and a speaker from a later page takes the place of whoever on the first has been silent longest.
 *
 * @param before the order given back last time
 * @param people everybody, in the order of arrival
 * @param size tiles on a page
 */
export function seating(before: readonly string[], people: readonly Person[], size: number): string[] {
  const byIdentity = new Map(people.map((person) => [person.identity, person]));
  const seated: string[] = [];
  const taken = new Set<string>();
  for (const identity of before.slice(0, size)) {
    if (byIdentity.has(identity) && !taken.has(identity)) {
      seated.push(identity);
      taken.add(identity);
    } else {
      seated.push('');
    }
  }
  const line = people.filter((person) => !taken.has(person.identity)).map((person) => person.identity);
  const first = seated
    .map((identity) => identity || (line.shift() ?? ''))
    .filter((identity) => identity !== '');
  while (first.length < size && line.length > 0) first.push(line.shift() as string);

  for (const identity of [...line]) {
    const speaker = byIdentity.get(identity);
    if (!speaker?.speaking) continue;
    let quietest = -1;
    for (let place = 0; place < first.length; place++) {
      const here = byIdentity.get(first[place] as string);
      if (!here || here.isLocal || here.speaking) continue;
      const there = quietest < 0 ? undefined : byIdentity.get(first[quietest] as string);
      // On a tie the later place goes, so that the head of the order stays.
      if (!there || here.lastSpokeAt <= there.lastSpokeAt) quietest = place;
    }
    if (quietest < 0) break;
    const displaced = first[quietest] as string;
    first[quietest] = identity;
    line[line.indexOf(identity)] = displaced;
  }
  return [...first, ...line];
}

/** The big picture of the speaker view. */
export interface Spotlight {
  readonly identity: string;
  readonly what: 'screen' | 'camera';
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** A speaker keeps the big picture at least this long, so that a cough does not take it. */
export const SPOTLIGHT_HOLD_MILLIS = 2_000;

/** One's own screen is before one's eyes already; shown again it would show itself in itself without end. */
function showsScreen(person: Person): boolean {
  return person.screen !== null && !person.isLocal;
}

/**
 * Who is shown big: a pinned tile, else a shared screen, else who speaks (never oneself while there are others).
 */
export function spotlight(
  before: Spotlight | null,
  people: readonly Person[],
  pinned: string | null,
  at: number,
): Spotlight | null {
  const keep = (identity: string, what: Spotlight['what']): Spotlight =>
    before?.identity === identity && before.what === what ? before : { identity, what, since: at };

  const pin = pinned === null ? undefined : people.find((person) => person.identity === pinned);
  if (pin) return keep(pin.identity, showsScreen(pin) ? 'screen' : 'camera');

  const shared = people.filter(showsScreen);
  const still = shared.find((person) => before?.what === 'screen' && person.identity === before.identity);
  const screen = still ?? shared[0];
  if (screen) return keep(screen.identity, 'screen');

  const others = people.filter((person) => !person.isLocal);
  const candidates = others.length > 0 ? others : people;
  const present = candidates.find(
    (person) => before?.what === 'camera' && person.identity === before.identity,
  );
  if (present && (present.speaking || at - (before as Spotlight).since < SPOTLIGHT_HOLD_MILLIS))
    return before;
  const speaking = candidates.filter((person) => person.speaking);
  const speaker = speaking.sort((a, b) => b.lastSpokeAt - a.lastSpokeAt)[0];
  if (speaker) return keep(speaker.identity, 'camera');
  if (present) return before;
  const latest = [...candidates].sort((a, b) => b.lastSpokeAt - a.lastSpokeAt)[0];
  return latest ? keep(latest.identity, 'camera') : null;
}

/**
 * The view that is really shown: a shared screen and a pinned tile are shown big, since nobody can read a
 * screen in a tile, unless the person asked for the grid while that very screen was shared.
 *
 * @param setAside whose shared screen was set aside, or null
 */
export function shownMode(
  chosen: StageMode,
  people: readonly Person[],
  pinned: string | null,
  setAside: string | null,
): StageMode {
  if (chosen === 'speaker' || (pinned !== null && people.some((person) => person.identity === pinned))) {
    return 'speaker';
  }
  return people.some((person) => showsScreen(person) && person.identity !== setAside) ? 'speaker' : 'grid';
}
