// What a site's own screen shows, decided from what the server says and what the box itself knows. Pure.
import type { Kiosk, MeetingState } from '../api/wire';

/** What is wrong with a camera or microphone of the hall. `dark` and `silent`: it is there, and sends nothing. */
export type HallFault =
  | 'refused'
  | 'none'
  | 'busy'
  | 'insecure'
  | 'unsupported'
  | 'unplugged'
  | 'failed'
  | 'dark'
  | 'silent';

/** How picture and sound stand. Times in milliseconds since the epoch, of this box. */
export type SeatLink =
  | { readonly kind: 'idle' }
  | { readonly kind: 'joining'; readonly since: number }
  | { readonly kind: 'together' }
  /** Signalling is gone; picture and sound go on. */
  | { readonly kind: 'signalLost'; readonly since: number }
  | { readonly kind: 'lost'; readonly since: number }
  /** Another device of the site has taken the seat. */
  | { readonly kind: 'elsewhere' };

export type PairingState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'offered'; readonly code: string; readonly expiresAt: string }
  /** Asked too often: the server wants a pause. */
  | { readonly kind: 'slowed'; readonly until: number }
  | { readonly kind: 'unreachable'; readonly since: number };

export interface KioskFacts {
  /** Milliseconds since the epoch, of this box. */
  readonly now: number;
  /** Server's time less this box's, in milliseconds. */
  readonly skewMillis: number;
  /** Null for a screen that belongs to a site, or does not know yet. */
  readonly pairing: PairingState | null;
  /** The last that the server said; it stays while the server is out of reach. */
  readonly kiosk: Kiosk | null;
  /** Since when the server says nothing more, on this box's clock; null while it speaks. */
  readonly cutSince: number | null;
  readonly camera: HallFault | null;
  readonly microphone: HallFault | null;
  readonly link: SeatLink;
  /** The line as the media connection finds it. */
  readonly linePoor: boolean;
  readonly soundBlocked: boolean;
  /** When this screen saw the meeting end, on its own clock; null while none has ended. */
  readonly endedSince: number | null;
}

export type Scene = 'starting' | 'pairing' | 'ready' | 'meeting' | 'ended';

/** The thank-you stands this long, then the screen waits for the next meeting. */
export const THANKS_MILLIS = 10 * 60_000;
/** A clock further off than this spoils certificates and times in the record. */
export const CLOCK_OFF_MILLIS = 60_000;
/** A notice not read goes by itself. */
export const NOTICE_MILLIS = 3 * 60_000;

const over = (state: MeetingState) => state === 'ENDED' || state === 'RECORDED' || state === 'CLOSED';

/** Whether the meeting of this screen has ended. */
export function hasEnded(kiosk: Kiosk): boolean {
  return kiosk.meeting !== null && (over(kiosk.meeting.state) || kiosk.programme?.card === 'THANKS');
}

/** Whether this screen is in a meeting: then it neither reloads itself nor shows anything but it. */
export function inMeeting(kiosk: Kiosk): boolean {
  return kiosk.ticket !== null;
}

export function sceneOf({ now, pairing, kiosk, endedSince }: KioskFacts): Scene {
  if (pairing !== null) return 'pairing';
  if (kiosk === null) return 'starting';
  if (hasEnded(kiosk)) return endedSince !== null && now - endedSince > THANKS_MILLIS ? 'ready' : 'ended';
  if (kiosk.ticket !== null && kiosk.programme !== null && kiosk.programme.card !== 'WELCOME')
    return 'meeting';
  return 'ready';
}

/** The one large sentence of the waiting screen; each has a title and a line what to do. */
export type Headline =
  | 'ready'
  | 'connected'
  | 'joining'
  | 'elsewhere'
  | 'lost'
  | 'cut'
  | 'certificate'
  | 'certificateSoon'
  | 'insecure'
  | 'clock'
  | 'camera'
  | 'cameraDark'
  | 'microphone'
  | 'microphoneSilent'
  | 'sound';

export type Mood = 'ok' | 'info' | 'warn' | 'bad';

export const moodOf: Readonly<Record<Headline, Mood>> = {
  ready: 'ok',
  connected: 'ok',
  joining: 'info',
  elsewhere: 'warn',
  lost: 'bad',
  cut: 'bad',
  certificate: 'bad',
  certificateSoon: 'warn',
  insecure: 'bad',
  clock: 'warn',
  camera: 'bad',
  cameraDark: 'warn',
  microphone: 'bad',
  microphoneSilent: 'warn',
  sound: 'warn',
};

const CERTIFICATE_WARN_MILLIS = 7 * 24 * 3_600_000;

const certificateLeft = ({ kiosk, now, skewMillis }: KioskFacts) =>
  kiosk?.certificateUntil
    ? Date.parse(kiosk.certificateUntil) - (now + skewMillis)
    : Number.POSITIVE_INFINITY;

/** The worst first: what keeps the hall out of the meeting, then what keeps it from being seen or heard. */
export function headlineOf(facts: KioskFacts): Headline {
  const { kiosk, camera, microphone, link, cutSince } = facts;
  if (camera === 'insecure' || microphone === 'insecure') return 'insecure';
  if (link.kind === 'elsewhere') return 'elsewhere';
  if (cutSince !== null) return certificateLeft(facts) <= 0 ? 'certificate' : 'cut';
  if (link.kind === 'lost') return 'lost';
  if (facts.soundBlocked && link.kind === 'together') return 'sound';
  if (camera === 'dark') return 'cameraDark';
  if (camera !== null) return 'camera';
  if (microphone === 'silent') return 'microphoneSilent';
  if (microphone !== null) return 'microphone';
  if (Math.abs(facts.skewMillis) > CLOCK_OFF_MILLIS) return 'clock';
  if (kiosk?.ticket && link.kind !== 'together' && link.kind !== 'signalLost') return 'joining';
  if (certificateLeft(facts) < CERTIFICATE_WARN_MILLIS) return 'certificateSoon';
  return kiosk?.ticket ? 'connected' : 'ready';
}

export interface Check {
  readonly of: 'picture' | 'sound' | 'line';
  readonly how: 'good' | 'poor' | 'none';
}

/** The three checks. A microphone is never "good" while nothing is known of it. */
export function checksOf({
  camera,
  microphone,
  link,
  linePoor,
  cutSince,
  kiosk,
}: KioskFacts): readonly Check[] {
  const poor = kiosk?.ticket ? linePoor || (kiosk.seat?.poor ?? null) !== null : false;
  return [
    { of: 'picture', how: camera === null ? 'good' : camera === 'dark' ? 'poor' : 'none' },
    { of: 'sound', how: microphone === null ? 'good' : microphone === 'silent' ? 'poor' : 'none' },
    {
      of: 'line',
      how:
        link.kind === 'lost' || (cutSince !== null && link.kind === 'idle') ? 'none' : poor ? 'poor' : 'good',
    },
  ];
}

/** What the band below the picture says. */
export type Band =
  | { readonly kind: 'soundBlocked' }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'lost'; readonly since: number }
  | { readonly kind: 'joining' }
  | { readonly kind: 'talk' }
  | { readonly kind: 'onAir'; readonly startedAt: number; readonly limitSeconds: number }
  /** Seen by all, and not heard: the picture is on air without the floor. */
  | { readonly kind: 'seen'; readonly heard: boolean }
  | { readonly kind: 'onDeck' }
  | { readonly kind: 'headcount' }
  | { readonly kind: 'camera' }
  | { readonly kind: 'microphone' }
  | { readonly kind: 'cut'; readonly since: number }
  | { readonly kind: 'notice'; readonly id: string; readonly text: string; readonly at: string }
  | { readonly kind: 'queued'; readonly place: number }
  | { readonly kind: 'break' }
  | { readonly kind: 'listening' };

/**
 * What the band says now. Being heard comes before everything but a dead line; a notice never hides that one is on the
 * air.
 *
 * @param read ids of notices put away here
 * @param counted whether the people have been counted on this screen since it was started
 */
export function bandOf(facts: KioskFacts, read: ReadonlySet<string>, counted: boolean): Band {
  const { kiosk, link, cutSince } = facts;
  if (link.kind === 'elsewhere') return { kind: 'elsewhere' };
  if (link.kind === 'lost') return { kind: 'lost', since: link.since };
  if (facts.soundBlocked) return { kind: 'soundBlocked' };
  if (kiosk === null || link.kind === 'idle' || link.kind === 'joining') return { kind: 'joining' };
  const { seat, speaking } = kiosk;
  if (kiosk.talk) return { kind: 'talk' };
  if (speaking !== null)
    return { kind: 'onAir', startedAt: Date.parse(speaking.startedAt), limitSeconds: speaking.limitSeconds };
  if (seat?.state === 'ON_DECK') return { kind: 'onDeck' };
  if (seat?.state === 'ON_AIR') return { kind: 'seen', heard: seat.microphone === 'OPEN' };
  if (facts.camera !== null && facts.camera !== 'dark') return { kind: 'camera' };
  if (facts.microphone !== null && facts.microphone !== 'silent') return { kind: 'microphone' };
  if (cutSince !== null) return { kind: 'cut', since: cutSince };
  const notice = noticeOf(facts, read);
  if (notice !== null) return { kind: 'notice', ...notice };
  if (
    seat?.guest === null &&
    kiosk.meeting?.state === 'ROLL_CALL' &&
    !counted &&
    seat !== null &&
    !(seat.present && seat.headcount !== null)
  )
    return { kind: 'headcount' };
  if (kiosk.programme?.card === 'BREAK' || kiosk.meeting?.state === 'SUSPENDED') return { kind: 'break' };
  if (kiosk.queuePlace > 0) return { kind: 'queued', place: kiosk.queuePlace };
  return { kind: 'listening' };
}

/** The newest notice that nobody here has put away and that is not old. */
export function noticeOf(
  { kiosk, now, skewMillis }: KioskFacts,
  read: ReadonlySet<string>,
): { readonly id: string; readonly text: string; readonly at: string } | null {
  const fresh = kiosk?.notices.find(
    (notice) => !read.has(notice.id) && now + skewMillis - Date.parse(notice.at) < NOTICE_MILLIS,
  );
  return fresh ?? null;
}

/** Keys of a remote control. */
export type RemoteKey = 'left' | 'right' | 'up' | 'down' | 'ok' | `${number}`;

/** What a key of a remote control or of a keyboard means; null for all the others. */
export function remoteKey(key: string): RemoteKey | null {
  switch (key) {
    case 'ArrowLeft':
      return 'left';
    case 'ArrowRight':
      return 'right';
    case 'ArrowUp':
      return 'up';
    case 'ArrowDown':
      return 'down';
    case 'Enter':
    case 'Select':
    case 'Accept':
      return 'ok';
    default:
      return /^[0-9]$/.test(key) ? (key as RemoteKey) : null;
  }
}

/** Most people a hall is counted with. */
export const MOST_PEOPLE = 9_999;

/** The headcount after a key: left and right by one, up and down by ten. */
export function counted(people: number, key: RemoteKey): number {
  const step = key === 'right' ? 1 : key === 'left' ? -1 : key === 'up' ? 10 : key === 'down' ? -10 : 0;
  return Math.min(MOST_PEOPLE, Math.max(0, people + step));
}

/** The room a ticket leads to, so that a renewed ticket of the same room tears nothing down; the token itself else. */
export function roomOf(token: string): string {
  const payload = token.split('.')[1];
  if (payload === undefined) return token;
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (each) =>
      each.charCodeAt(0),
    );
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as {
      sub?: unknown;
      video?: { room?: unknown };
    };
    const room = claims.video?.room;
    return typeof room === 'string' ? `${room} ${String(claims.sub)}` : token;
  } catch {
    return token;
  }
}

/** The longest pause of a screen between two tries, in milliseconds. */
export const LONGEST_PAUSE_MILLIS = 8_000;

/**
 * The pause before try number `attempt` (from 0), for as long as it takes: growing, and different for each of 240
 * screens that lost the server in the same instant.
 *
 * @param random in [0, 1)
 */
export function pauseMillis(attempt: number, random: number): number {
  const step = Math.min(LONGEST_PAUSE_MILLIS, 500 * 2 ** Math.min(attempt, 10));
  return Math.round(step * (0.4 + 0.6 * random));
}

/** Below this a still would take from the sound; in bits per second. */
export const STILL_LINE_BPS = 300_000;
export const STILL_MILLIS = 5_000;

/**
 * Whether a still is due: in a meeting, not while the moving picture is on the air, and on no thin line.
 *
 * @param upBps what the connection can carry from here; null while it has not measured
 */
export function stillWanted(kiosk: Kiosk | null, link: SeatLink, upBps: number | null): boolean {
  return (
    kiosk !== null &&
    inMeeting(kiosk) &&
    (link.kind === 'together' || link.kind === 'signalLost') &&
    kiosk.speaking === null &&
    kiosk.seat?.state !== 'ON_AIR' &&
    (upBps === null || upBps >= STILL_LINE_BPS)
  );
}
