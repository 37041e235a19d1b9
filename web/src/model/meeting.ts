// One meeting as the pages see it: the fold over the server's events, and what is read out of it. Pure.
import { merge } from '../api/merge';
import type {
  Cell,
  Composition,
  FloorRequest,
  Group,
  GuestCard,
  Guests,
  Layout,
  Patch,
  Seat,
  SiteState,
  Snapshot,
} from '../api/wire';
import { cellCount, slidesFirst } from './layout';

/** A row of the wall. */
export interface GroupSeats {
  readonly group: Group;
  /** The hall first, then in official order. */
  readonly seats: readonly string[];
}

/** A snapshot with what is asked of it all the time. Unchanged parts keep their objects. */
export interface MeetingView extends Snapshot {
  /** Seats of sites and of guests. */
  readonly byId: ReadonlyMap<string, Seat>;
  readonly rows: readonly GroupSeats[];
  /** What to add to this machine's clock to have the server's, in milliseconds. */
  readonly skew: number;
}

/**
 * The view of a whole snapshot.
 *
 * @param now this machine's clock when it came, in milliseconds since the epoch
 * @param before the view until now: equal seats keep their objects, so that a resumed stream redraws only what changed
 */
export function viewOf(snapshot: Snapshot, now: number, before?: MeetingView): MeetingView {
  const seats = before
    ? snapshot.seats.map((seat) => {
        const known = before.byId.get(seat.id);
        return known && sameSeat(known, seat) ? known : seat;
      })
    : snapshot.seats;
  return {
    ...snapshot,
    seats,
    byId: indexOf(seats, snapshot.guests),
    rows: rowsOf(seats, snapshot.groups),
    skew: Date.parse(snapshot.serverTime) - now,
  };
}

/** Sites and guests: whoever has a seat can be looked at, spoken with and shown. */
const indexOf = (seats: readonly Seat[], guests: Guests): ReadonlyMap<string, Seat> =>
  new Map([...seats, ...guests.seats].map((seat) => [seat.id, seat]));

/** Guests who are in, or were and may come back. */
export const seatedGuests = (view: Pick<Snapshot, 'guests'>): readonly Seat[] =>
  view.guests.seats.filter((seat) => seat.state !== 'LEFT');

/** Other only when another guest came or one left: what lists of names are made anew by. */
export const guestIds = (view: Pick<Snapshot, 'guests'>): string =>
  seatedGuests(view)
    .map(({ id }) => id)
    .join(' ');

/** Differences of the two clocks below this are the line's, not the clocks'. In milliseconds. */
const CLOCK_NOISE_MILLIS = 500;

/** The view after these patches, in their order. */
export function patched(view: MeetingView, patches: readonly Patch[], now: number): MeetingView {
  const merged = merge(view, patches) as MeetingView;
  if (merged === view) return view;
  const told = patches.some((patch) => patch.serverTime !== undefined);
  const skew = told ? Date.parse(merged.serverTime) - now : view.skew;
  const grown = merged.seats.length !== view.seats.length;
  return {
    ...merged,
    byId:
      merged.seats === view.seats && merged.guests === view.guests
        ? view.byId
        : indexOf(merged.seats, merged.guests),
    rows: grown ? rowsOf(merged.seats, merged.groups) : view.rows,
    // How long a message was under way is no change of the clock: every time on the screen hangs on this.
    skew: Math.abs(skew - view.skew) > CLOCK_NOISE_MILLIS ? skew : view.skew,
  };
}

const sameSeat = (a: Seat, b: Seat) =>
  (Object.keys(b) as (keyof Seat)[]).every((key) => a[key] === b[key]) &&
  Object.keys(a).length === Object.keys(b).length;

function rowsOf(seats: readonly Seat[], groups: readonly Group[]): readonly GroupSeats[] {
  const inGroup = new Map<string, Seat[]>(groups.map((group) => [group.id, []]));
  for (const seat of seats) inGroup.get(seat.group)?.push(seat);
  return [...groups]
    .sort((a, b) => a.order - b.order)
    .map((group) => ({
      group,
      seats: (inGroup.get(group.id) ?? [])
        .sort((a, b) => Number(b.hall) - Number(a.hall) || a.order - b.order)
        .map((seat) => seat.id),
    }))
    .filter((row) => row.seats.length > 0);
}

/** What one sign says of a seat: its state, or POOR in the place of a state in which all is well. */
export type Sign = SiteState | 'POOR';

/** Lost over on air over on deck over poor over the rest. */
export function signOf(seat: Seat): Sign {
  if (seat.state === 'LOST' || seat.state === 'ON_AIR' || seat.state === 'ON_DECK') return seat.state;
  return isPoor(seat) ? 'POOR' : seat.state;
}

export const isPoor = (seat: Seat): boolean =>
  seat.connected && (seat.poor !== null || seat.camera === 'BLACK' || seat.camera === 'FROZEN');

/** On the line, and not yet marked at roll call. */
export const isUnmarked = (seat: Seat): boolean => seat.connected && !seat.present;

/** What the wall can be cut down to; each is a question one can put to a seat. */
export const filters = {
  ALL: () => true,
  POOR: isPoor,
  LOST: (seat: Seat) => seat.state === 'LOST',
  UNMARKED: isUnmarked,
  RINGING: (seat: Seat) => seat.state === 'RINGING',
  RETURNED: (seat: Seat) => seat.state === 'RETURNED',
  PHONE: (seat: Seat) => seat.state === 'BY_TELEPHONE',
  AWAY: (seat: Seat) => seat.state === 'EXCUSED' || seat.state === 'ABSENT',
  // Was there, and has gone: after the end everybody has. Nobody counts as away for that.
  LEFT: (seat: Seat) => seat.state === 'LEFT',
  EXPECTED: (seat: Seat) => seat.state === 'EXPECTED',
  UNANSWERED: (seat: Seat) => seat.state === 'EXPECTED' && seat.tries > 0,
  OPEN: (seat: Seat) => seat.microphone === 'OPEN' || seat.microphone === 'MUTED_THERE',
} as const satisfies Record<string, (seat: Seat) => boolean>;

export type Filter = keyof typeof filters;
export const filterNames = Object.keys(filters) as Filter[];

export interface Counts {
  readonly total: number;
  readonly connected: number;
  readonly present: number;
  /** People in the rooms, as far as told. */
  readonly people: number;
  readonly by: Readonly<Record<Filter, number>>;
}

const countsOfSeats = new WeakMap<readonly Seat[], Counts>();

/** Counted once for each change of seats, however many ask. */
export function countsOf(view: Pick<Snapshot, 'seats'>): Counts {
  const known = countsOfSeats.get(view.seats);
  if (known) return known;
  const by = Object.fromEntries(filterNames.map((name) => [name, 0])) as Record<Filter, number>;
  let connected = 0;
  let present = 0;
  let people = 0;
  for (const seat of view.seats) {
    if (seat.connected) connected++;
    if (seat.present) present++;
    people += seat.headcount ?? 0;
    for (const name of filterNames) if (filters[name](seat)) by[name]++;
  }
  const counts = { total: view.seats.length, connected, present, people, by };
  countsOfSeats.set(view.seats, counts);
  return counts;
}

/**
 * Where a seat stands at roll call, in the order of the bar. Present counts also those lost since, and those who left after
 * they had answered: LEFT are only those who were there and nobody marked.
 */
export type Standing =
  | 'PRESENT'
  | 'PRESENT_LOST'
  | 'UNMARKED'
  | 'RINGING'
  | 'PHONE'
  | 'EXCUSED'
  | 'ABSENT'
  | 'LEFT'
  | 'MISSING';
export const standings: readonly Standing[] = [
  'PRESENT',
  'PRESENT_LOST',
  'UNMARKED',
  'RINGING',
  'PHONE',
  'EXCUSED',
  'ABSENT',
  'LEFT',
  'MISSING',
];

export function standingOf(seat: Seat): Standing {
  switch (seat.state) {
    case 'EXCUSED':
      return 'EXCUSED';
    case 'ABSENT':
      return 'ABSENT';
    case 'BY_TELEPHONE':
      return 'PHONE';
    case 'LEFT':
      return seat.present ? 'PRESENT' : 'LEFT';
    case 'RINGING':
      return seat.present ? 'PRESENT_LOST' : 'RINGING';
    default:
      if (seat.present) return seat.connected ? 'PRESENT' : 'PRESENT_LOST';
      return seat.connected ? 'UNMARKED' : 'MISSING';
  }
}

/** Worst first; what stands here is said by name, everything else is quiet. */
const rank: Partial<Record<Sign, number>> = {
  LOST: 0,
  ON_AIR: 1,
  ON_DECK: 2,
  POOR: 3,
  RETURNED: 4,
  ABSENT: 5,
  RINGING: 6,
  EXPECTED: 7,
  CONNECTED: 8,
  CHECKED: 8,
  BY_TELEPHONE: 9,
  EXCUSED: 10,
  LEFT: 11,
};

/** Whether a seat is an exception in this hour of the meeting: before the lines are open nobody is missed. */
export function isException(seat: Seat, view: Pick<Snapshot, 'meeting' | 'rollCall'>): boolean {
  const sitting = ['ROLL_CALL', 'IN_SESSION', 'SUSPENDED'].includes(view.meeting.state);
  const sign = signOf(seat);
  switch (sign) {
    case 'PRESENT':
      return false;
    case 'EXPECTED':
    case 'LEFT':
      return sitting;
    case 'RINGING':
      return sitting || seat.tries > 1;
    case 'CONNECTED':
    case 'CHECKED':
      return view.rollCall.state === 'CLOSED' && !seat.present;
    default:
      return true;
  }
}

/** The exceptions among these seats: worst first, equals by how long, so that a new one joins on the right of its kind. */
export function exceptionsOf(view: MeetingView, ids: readonly string[]): Seat[] {
  return ids
    .map((id) => view.byId.get(id))
    .filter((seat): seat is Seat => seat !== undefined && isException(seat, view))
    .sort(
      (a, b) =>
        (rank[signOf(a)] ?? 99) - (rank[signOf(b)] ?? 99) ||
        a.since.localeCompare(b.since) ||
        a.order - b.order,
    );
}

/** What asks for a look, over the whole wall in official order: for the keys "previous" and "next exception". */
export function troubles(view: MeetingView): Seat[] {
  return view.rows
    .flatMap((row) => row.seats)
    .map((id) => view.byId.get(id))
    .filter(
      (seat): seat is Seat =>
        seat !== undefined && isException(seat, view) && seat.state !== 'ON_AIR' && seat.state !== 'ON_DECK',
    );
}

const EMPTY: Cell = { seat: null, slides: false };

/** The same sites in another layout: who stood first stays first, what does not fit falls out. */
export function withLayout(composition: Composition, layout: Layout): Composition {
  const cells = Array.from({ length: cellCount(layout) }, (_, index) => {
    const cell = composition.cells[index] ?? EMPTY;
    return { seat: cell.seat, slides: index === 0 && slidesFirst(layout) };
  });
  return { ...composition, layout, cells };
}

/** Puts a site into one cell; it leaves the cell of the same kind where it was. Null empties the cell. */
export function withSeat(composition: Composition, index: number, seat: string | null): Composition {
  const cells = Array.from({ length: cellCount(composition.layout) }, (_, at): Cell => {
    const cell = composition.cells[at] ?? { seat: null, slides: at === 0 && slidesFirst(composition.layout) };
    if (at === index) return { ...cell, seat };
    const twice = seat !== null && cell.seat === seat && !cell.slides;
    return twice && !(composition.cells[index]?.slides ?? false) ? { ...cell, seat: null } : cell;
  });
  // Who fills a cell by hand has taken the filling over.
  return { ...composition, fill: 'FIXED', cells };
}

/** The next empty cell, else the last one. */
export function nextCell(composition: Composition): number {
  const empty = Array.from({ length: cellCount(composition.layout) }).findIndex(
    (_, at) => (composition.cells[at]?.seat ?? null) === null,
  );
  return empty >= 0 ? empty : cellCount(composition.layout) - 1;
}

/**
 * Why preview cannot be taken; null when it can. By hand it needs one site whose line stands, as the server wants it, too:
 * else all would see black. A cell left empty among others is drawn so in preview, and may be meant.
 */
export function cannotTake(
  view: Pick<MeetingView, 'preview' | 'programme' | 'meeting' | 'byId'>,
): 'EMPTY' | 'AWAY' | 'SAME' | 'OVER' | null {
  if (isOver(view)) return 'OVER';
  if (view.preview.fill === 'FIXED') {
    const named = view.preview.cells.flatMap(({ seat }) => (seat && view.byId.get(seat)) || []);
    if (named.length === 0) return 'EMPTY';
    if (!named.some((seat) => seat.connected)) return 'AWAY';
  }
  const same =
    view.preview.layout === view.programme.layout &&
    view.preview.fill === view.programme.fill &&
    view.programme.card === null &&
    view.preview.cells.length === view.programme.cells.length &&
    view.preview.cells.every(
      (cell, index) =>
        cell.seat === view.programme.cells[index]?.seat &&
        cell.slides === view.programme.cells[index]?.slides,
    );
  return same ? 'SAME' : null;
}

/**
 * Who has the floor and is heard, while the programme shows others: nobody there sees who speaks. Null when all is as one
 * expects it, also while the speaker's line is gone: then it is lost, and that is said.
 */
export function unseenSpeaker(
  view: Pick<MeetingView, 'meeting' | 'floor' | 'programme' | 'byId'>,
): Seat | null {
  const seat = view.floor.speaking === null ? undefined : view.byId.get(view.floor.speaking.seat);
  if (seat === undefined || !seat.connected || isOver(view) || view.meeting.state === 'SUSPENDED')
    return null;
  const { card, cells } = view.programme;
  return card === null && cells.some((cell) => cell.seat === seat.id) ? null : seat;
}

/**
 * What is on air, with the speaker in it: in the first empty cell, else in the place of somebody else than the chair, else in
 * the chair's. Slides stay.
 */
export function withSpeaker(view: Pick<MeetingView, 'programme' | 'meeting'>, seat: string): Composition {
  const { layout, fill, cells } = view.programme;
  const all = withLayout({ layout, fill, cells }, layout);
  const pictures = all.cells.flatMap((cell, index) => (cell.slides ? [] : [{ ...cell, index }]));
  const into =
    pictures.find((cell) => cell.seat === null) ??
    pictures.find((cell) => cell.seat !== view.meeting.chairSite) ??
    pictures[0];
  return withSeat(all, into?.index ?? 0, seat);
}

/** Sites of the preview whose cell would be black: their line does not stand, or gives no picture. A tour passes over them. */
export function blackCells(view: Pick<MeetingView, 'preview' | 'byId'>): Seat[] {
  if (view.preview.fill === 'TOUR') return [];
  return view.preview.cells.flatMap(({ seat, slides }) => {
    const found = seat === null ? undefined : view.byId.get(seat);
    if (found === undefined) return [];
    const seen = found.connected && (slides ? found.screen : found.camera !== 'NONE');
    return seen ? [] : [found];
  });
}

export const isOver = (view: Pick<Snapshot, 'meeting'>): boolean =>
  ['ENDED', 'RECORDED', 'CLOSED'].includes(view.meeting.state);

/** The lines have been opened, and the meeting is not over. */
export const isRunning = (view: Pick<Snapshot, 'meeting'>): boolean =>
  ['REHEARSING', 'LOBBY', 'ROLL_CALL', 'IN_SESSION', 'SUSPENDED'].includes(view.meeting.state);

/** Whom "invite next" would call: the one on deck, else the first of the queue that is there. */
export function nextSpeaker(view: MeetingView): FloorRequest | null {
  return (
    view.floor.onDeck ??
    view.floor.queue.find((request) => view.byId.get(request.seat)?.connected === true) ??
    null
  );
}

/** The first of the queue that could be called to prepare. */
export function nextOnDeck(view: MeetingView): FloorRequest | null {
  return view.floor.queue.find((request) => view.byId.get(request.seat)?.connected === true) ?? null;
}

/** "Ia RSai" where the district is known anyway: X. and P. are left out, TT. stays. */
export function bareName(seat: Pick<Seat, 'shortName'>): string {
  return seat.shortName.replace(/^(X|P)\.[\s\u00a0]+/u, '');
}

/**
 * What a site is called on a desk, wherever it stands outside its district's row: short, and with the district when another
 * seat bears the same name. One rule for all screens:
 * - on desks and the chair's tablet, in lists, on buttons and in the log: this, "P. Tây Sơn · TX. An Khê";
 * - within its district's row or list, where the district stands already: `nameInRow` on the wall, "Tây Sơn", and the whole
 *   name in the secretary's roll;
 * - whole, `seat.name`, "Phường Tây Sơn": on television, as the chair's headline, in what a search finds, on paper and in
 *   exports, with the district beside it.
 * A unit's own name is the directory's alone: a site has one of its own, which the short one is made of by the server.
 */
export function spokenName(view: MeetingView, seat: Seat): string {
  return namesakes(view.seats).has(seat.shortName)
    ? `${seat.shortName} · ${groupName(view, seat)}`
    : seat.shortName;
}

const namesakesOf = new WeakMap<readonly Seat[], ReadonlySet<string>>();

function namesakes(seats: readonly Seat[]): ReadonlySet<string> {
  const known = namesakesOf.get(seats);
  if (known) return known;
  const once = new Set<string>();
  const twice = new Set<string>();
  for (const { shortName } of seats) (once.has(shortName) ? twice : once).add(shortName);
  namesakesOf.set(seats, twice);
  return twice;
}

/** "Giám đốc – Sở Y tế", as the caption says it. */
export const guestLine = ({ title, unit }: GuestCard): string =>
  [title, unit].filter((part) => part !== '').join(' – ');

/** "H. Krông Pa"; empty for a seat of no known group. */
export function groupName(view: Pick<Snapshot, 'groups'>, seat: Pick<Seat, 'group'>): string {
  return view.groups.find((group) => group.id === seat.group)?.shortName ?? '';
}

/** What the search for sites looks through. */
export function findable(view: Pick<Snapshot, 'seats' | 'groups' | 'guests'>) {
  const names = new Map(view.groups.map((group) => [group.id, group.name]));
  return [...view.seats, ...seatedGuests(view)].map((seat) => {
    const within = seat.guest ? guestLine(seat.guest) : (names.get(seat.group) ?? '');
    return {
      id: seat.id,
      name: seat.name,
      type: /^(Xã|Phường|Thị trấn|Thị xã|Thành phố|Huyện|Đặc khu)(?= )/u.exec(seat.name)?.[0] ?? '',
      within: within === seat.name ? '' : within,
      order: seat.order,
    };
  });
}
