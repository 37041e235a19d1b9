// Every act of the console by name, as data: the buttons, the keyboard, the palette and the table of keys share them. Pure.
import type { Layout, Seat } from '../api/wire';
import type { Desk } from './desk';
import { LAYOUTS } from './layout';
import {
  cannotTake,
  isOver,
  isRunning,
  type MeetingView,
  nextOnDeck,
  nextSpeaker,
  unseenSpeaker,
} from './meeting';
import { rehearsalOf } from './rehearsal';

export type ConsoleCommandId =
  | 'TAKE'
  | 'UNDO'
  | 'INTO_PREVIEW'
  | `LAYOUT_${Layout}`
  | 'FILL_FIXED'
  | 'FILL_SPEAKER'
  | 'FILL_QUEUE'
  | 'FIND'
  | 'VIEW'
  | 'PREVIOUS'
  | 'FOLLOWING'
  | 'NEXT'
  | 'STOP'
  | 'SHOW_SPEAKER'
  | 'ON_DECK'
  | 'MICROPHONE'
  | 'LOCK'
  | 'CLOSE_ALL'
  | 'OPEN_ALL'
  | 'TALK'
  | 'REDIAL'
  | 'PHONE'
  | 'MARK'
  | 'EXCUSE'
  | 'ABSENT'
  | 'HEADCOUNT'
  | 'NOTE'
  | 'REGISTER'
  | 'DEPUTY'
  | 'CHAIR'
  | 'HANG_UP'
  | 'MESSAGE'
  | 'NOTICE'
  | 'REHEARSE'
  | 'REHEARSE_FAILED'
  | 'END_REHEARSAL'
  | 'OPEN_LINES'
  | 'CALL_MISSING'
  | 'CALL_ALL'
  | 'HANG_UP_ALL'
  | 'ROLL_CALL'
  | 'ROLL_CALL_TOUR'
  | 'CLOSE_ROLL_CALL'
  | 'BEGIN'
  | 'BREAK'
  | 'RESUME'
  | 'CARD_WELCOME'
  | 'CARD_THANKS'
  | 'NO_CARD'
  | 'TOUR'
  | 'CLEAR_FLOOR'
  | 'LECTURE'
  | 'DISCUSSION'
  | 'DUTY_PICTURES'
  | 'DUTY_SITES'
  | 'NO_DUTY'
  | 'LOG'
  | 'GUESTS'
  | 'PALETTE'
  | 'KEYS'
  | 'END';

export interface ConsoleCommand {
  readonly id: ConsoleCommandId;
  /** `KeyboardEvent.key` in lower case; null: by name only. */
  readonly key: string | null;
  /** With Ctrl, or Cmd: works in every state of the page but in a field. */
  readonly ctrl?: boolean;
  /** Cannot be taken back: to be held this long, in seconds. */
  readonly hold?: number;
  /** Done to the selected site. */
  readonly ofSite?: boolean;
}

const layoutKeys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];

export const consoleCommands: readonly ConsoleCommand[] = [
  { id: 'TAKE', key: ' ' },
  { id: 'UNDO', key: 'z', ctrl: true },
  { id: 'INTO_PREVIEW', key: 'enter', ofSite: true },
  ...LAYOUTS.map(
    (layout, index): ConsoleCommand => ({ id: `LAYOUT_${layout}`, key: layoutKeys[index] ?? null }),
  ),
  { id: 'FILL_FIXED', key: null },
  { id: 'FILL_SPEAKER', key: null },
  { id: 'FILL_QUEUE', key: null },
  { id: 'TOUR', key: null },
  { id: 'NEXT', key: 'n' },
  { id: 'STOP', key: '.' },
  { id: 'SHOW_SPEAKER', key: null },
  { id: 'ON_DECK', key: 'd' },
  { id: 'REGISTER', key: null },
  { id: 'CLEAR_FLOOR', key: null, hold: 1 },
  { id: 'LECTURE', key: null },
  { id: 'DISCUSSION', key: null },
  { id: 'MICROPHONE', key: 'o', ofSite: true },
  { id: 'LOCK', key: 'm' },
  { id: 'CLOSE_ALL', key: null },
  { id: 'OPEN_ALL', key: null, hold: 2 },
  { id: 'TALK', key: 't', ofSite: true },
  { id: 'REDIAL', key: 'g', ofSite: true },
  { id: 'PHONE', key: 'f', ofSite: true },
  { id: 'MARK', key: 'p', ofSite: true },
  { id: 'HEADCOUNT', key: null, ofSite: true },
  { id: 'EXCUSE', key: null, ofSite: true },
  { id: 'ABSENT', key: null, ofSite: true },
  { id: 'MESSAGE', key: null, ofSite: true },
  { id: 'NOTE', key: null, ofSite: true },
  { id: 'DEPUTY', key: null, ofSite: true },
  { id: 'CHAIR', key: null, ofSite: true },
  { id: 'HANG_UP', key: null, ofSite: true, hold: 1 },
  { id: 'FIND', key: '/' },
  { id: 'PREVIOUS', key: '[' },
  { id: 'FOLLOWING', key: ']' },
  { id: 'VIEW', key: 'v' },
  { id: 'REHEARSE', key: null },
  { id: 'REHEARSE_FAILED', key: null },
  { id: 'END_REHEARSAL', key: null },
  { id: 'OPEN_LINES', key: null },
  { id: 'CALL_MISSING', key: null },
  { id: 'CALL_ALL', key: null },
  { id: 'ROLL_CALL', key: null },
  { id: 'ROLL_CALL_TOUR', key: null },
  { id: 'CLOSE_ROLL_CALL', key: null },
  { id: 'BEGIN', key: null },
  { id: 'BREAK', key: null },
  { id: 'RESUME', key: null },
  { id: 'CARD_WELCOME', key: null },
  { id: 'CARD_THANKS', key: null },
  { id: 'NO_CARD', key: null },
  { id: 'NOTICE', key: null },
  { id: 'DUTY_PICTURES', key: null },
  { id: 'DUTY_SITES', key: null },
  { id: 'NO_DUTY', key: null },
  { id: 'LOG', key: 'l' },
  { id: 'GUESTS', key: 'k' },
  { id: 'PALETTE', key: 'k', ctrl: true },
  { id: 'KEYS', key: '?' },
  { id: 'HANG_UP_ALL', key: null, hold: 2 },
  { id: 'END', key: null, hold: 2 },
];

const byId = new Map(consoleCommands.map((command) => [command.id, command]));

export function consoleCommand(id: ConsoleCommandId): ConsoleCommand {
  return byId.get(id) ?? { id, key: null };
}

/** Why an act is not to be had now. */
export type Hindrance =
  | 'OVER'
  | 'EMPTY'
  | 'AWAY'
  | 'SAME'
  | 'NO_SITE'
  | 'NOT_THERE'
  | 'NO_MICROPHONE'
  | 'NOTHING_TO_UNDO'
  | 'NOBODY_WAITS'
  | 'NOBODY_SPEAKS'
  | 'LINES_CLOSED'
  | 'LINES_OPEN'
  | 'NOT_RUNNING'
  | 'GUEST'
  | 'ALREADY'
  | 'NOBODY_MISSING'
  | 'ALL_PASSED'
  | 'NO_CHAIR_SITE';

/** Acts that a guest has no part in: it is not called, counted or excused. */
const forSites: ReadonlySet<ConsoleCommandId> = new Set([
  'REDIAL',
  'PHONE',
  'MARK',
  'HEADCOUNT',
  'EXCUSE',
  'ABSENT',
  'DEPUTY',
  'CHAIR',
]);

/** Null when the act can be done. */
export function hindrance(
  id: ConsoleCommandId,
  view: MeetingView,
  desk: Pick<Desk, 'selected'>,
): Hindrance | null {
  const seat = desk.selected === null ? undefined : view.byId.get(desk.selected);
  const state = view.meeting.state;
  if (consoleCommand(id).ofSite) {
    if (seat === undefined) return 'NO_SITE';
    if (isOver(view)) return 'OVER';
    if (seat.guest !== null && forSites.has(id)) return 'GUEST';
    if ((id === 'MICROPHONE' || id === 'TALK' || id === 'HANG_UP') && !seat.connected) return 'NOT_THERE';
    if (id === 'MICROPHONE' && seat.microphone === 'NONE') return 'NO_MICROPHONE';
    if (id === 'REDIAL' && !isRunning(view)) return 'LINES_CLOSED';
    if (id === 'DEPUTY' && view.meeting.deputySite === seat.id) return 'ALREADY';
    if (id === 'CHAIR') return chairHindrance(view, seat);
    return null;
  }
  if (['FIND', 'VIEW', 'PREVIOUS', 'FOLLOWING', 'LOG', 'GUESTS', 'PALETTE', 'KEYS'].includes(id)) return null;
  if (isOver(view)) return 'OVER';
  switch (id) {
    case 'TAKE':
      return cannotTake(view);
    case 'UNDO':
      return view.undo.count === 0 ? 'NOTHING_TO_UNDO' : null;
    case 'NEXT':
      return nextSpeaker(view) === null ? 'NOBODY_WAITS' : null;
    case 'ON_DECK':
      return nextOnDeck(view) === null ? 'NOBODY_WAITS' : null;
    case 'CLEAR_FLOOR':
      return view.floor.queue.length === 0 ? 'NOBODY_WAITS' : null;
    case 'STOP':
      return view.floor.speaking === null ? 'NOBODY_SPEAKS' : null;
    case 'SHOW_SPEAKER':
      return view.floor.speaking === null ? 'NOBODY_SPEAKS' : unseenSpeaker(view) === null ? 'ALREADY' : null;
    case 'REHEARSE':
      return isRunning(view) ? 'LINES_OPEN' : null;
    case 'REHEARSE_FAILED':
      return isRunning(view)
        ? 'LINES_OPEN'
        : rehearsalOf(view.seats).failed.length === 0
          ? 'ALL_PASSED'
          : null;
    case 'END_REHEARSAL':
      return state === 'REHEARSING' ? null : 'NOT_RUNNING';
    case 'OPEN_LINES':
      return isRunning(view) && state !== 'REHEARSING' ? 'LINES_OPEN' : null;
    case 'CALL_MISSING':
      return !isRunning(view) ? 'LINES_CLOSED' : missing(view).length === 0 ? 'NOBODY_MISSING' : null;
    case 'CALL_ALL':
    case 'HANG_UP_ALL':
    case 'CLOSE_ALL':
    case 'OPEN_ALL':
    case 'TOUR':
    case 'NOTICE':
      return isRunning(view) ? null : 'LINES_CLOSED';
    case 'ROLL_CALL':
      return !isRunning(view)
        ? 'LINES_CLOSED'
        : state === 'REHEARSING'
          ? 'NOT_RUNNING'
          : view.rollCall.state === 'RUNNING'
            ? 'ALREADY'
            : null;
    case 'ROLL_CALL_TOUR':
    case 'CLOSE_ROLL_CALL':
      return view.rollCall.state === 'RUNNING' ? null : 'NOT_RUNNING';
    case 'BEGIN':
      return !isRunning(view)
        ? 'LINES_CLOSED'
        : state === 'LOBBY' || state === 'ROLL_CALL'
          ? null
          : state === 'REHEARSING'
            ? 'NOT_RUNNING'
            : 'ALREADY';
    case 'BREAK':
      return state === 'IN_SESSION' ? null : 'NOT_RUNNING';
    case 'RESUME':
      return state === 'SUSPENDED' ? null : 'NOT_RUNNING';
    case 'NO_CARD':
      return view.programme.card === null ? 'ALREADY' : null;
    case 'LECTURE':
    case 'DISCUSSION':
      return view.floor.mode === id ? 'ALREADY' : null;
    default:
      return null;
  }
}

/** The chair's rights go to the main or the deputy site, and to one that is there. */
function chairHindrance({ meeting }: MeetingView, seat: Seat): Hindrance | null {
  if (meeting.chairSite === seat.id) return 'ALREADY';
  if (meeting.mainSite !== seat.id && meeting.deputySite !== seat.id) return 'NO_CHAIR_SITE';
  return seat.connected ? null : 'NOT_THERE';
}

/** Who should be on the line and is not: what "call the missing" calls. */
export function missing(view: MeetingView): string[] {
  const away = ['EXCUSED', 'ABSENT', 'BY_TELEPHONE', 'RINGING'];
  return view.seats.filter((seat) => !seat.connected && !away.includes(seat.state)).map((seat) => seat.id);
}

/** The one act that leads on from here: what a strip of a meeting that has not begun offers first. */
export function nextStep(view: MeetingView): ConsoleCommandId | null {
  switch (view.meeting.state) {
    case 'DRAFT':
    case 'RESERVED':
    case 'APPROVED':
    case 'PUBLISHED':
      return 'OPEN_LINES';
    case 'REHEARSING':
      return 'END_REHEARSAL';
    case 'LOBBY':
      return view.rollCall.state === 'CLOSED' ? 'BEGIN' : 'ROLL_CALL';
    case 'ROLL_CALL':
      // By its state alone: what stands here must not change under a hand because a site came.
      return view.rollCall.state === 'RUNNING' ? 'CLOSE_ROLL_CALL' : 'BEGIN';
    case 'SUSPENDED':
      return 'RESUME';
    default:
      return null;
  }
}

/** What of a keyboard event decides; a real event fits. */
export interface ConsoleKeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
  readonly target: EventTarget | null;
}

const FIELD = 'input, textarea, select, [contenteditable="true"]';
const OWN_KEYS = 'button, a, [role="tab"], [role="option"], summary';

/**
 * The act a key stands for, or null. In a field it stands for none; Space and Enter belong to a button that the keyboard has
 * reached, except on the wall, where Space still takes.
 *
 * @param singleKeys whether keys without Ctrl count
 */
export function consoleCommandFor(press: ConsoleKeyPress, singleKeys: boolean): ConsoleCommandId | null {
  if (press.altKey || press.repeat) return null;
  const target = press.target instanceof Element ? press.target : null;
  const key = press.key.toLowerCase();
  const ctrl = press.ctrlKey || press.metaKey;
  if (target?.closest(FIELD) && !(ctrl && key === 'k')) return null;
  if (!ctrl && !singleKeys) return null;
  if (!ctrl && (key === ' ' || key === 'enter') && target?.closest(OWN_KEYS)) {
    const onWall = target.closest('[role="grid"]') !== null;
    const reached = target.closest(OWN_KEYS)?.matches(':focus-visible') ?? false;
    if (!onWall && reached) return null;
    if (onWall && target.closest('[role="gridcell"]') === null) return null;
  }
  return (
    consoleCommands.find((command) => command.key === key && (command.ctrl ?? false) === ctrl)?.id ?? null
  );
}
