// Acts: calls that change something. Every one carries the CSRF token; a refusal comes as ActRefused with the server's code.
import type { Composition, Fill, Floor, MeetingSummary, Operator, Problem, Programme, Ticket } from './wire';

/** In milliseconds. */
const PATIENCE_MILLIS = 10_000;

/** The server did not do it. `status` 0: it could not be reached, and whether it was done is not known. */
export class ActRefused extends Error implements Problem {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string = '',
    readonly values: Readonly<Record<string, string>> = {},
  ) {
    super(`${status} ${code}`);
    this.name = 'ActRefused';
  }
}

/** One for each act: under it the server's log has all that came of a click. Not `randomUUID`: plain HTTP has none. */
function correlationId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

let csrf = '';

/** Kept by `me.ts`: goes with every call from now on. */
export function keepCsrf(token: string): void {
  csrf = token;
}

/**
 * `POST`, JSON in and out; a `FormData` goes as it is.
 *
 * @throws ActRefused
 */
export async function post<T = unknown>(path: string, body: unknown = {}): Promise<T> {
  return change<T>('POST', path, body);
}

/**
 * `PATCH`, JSON in and out: what is left out stays as it is.
 *
 * @throws ActRefused
 */
export async function patch<T = unknown>(path: string, body: unknown): Promise<T> {
  return change<T>('PATCH', path, body);
}

function change<T>(method: 'POST' | 'PATCH', path: string, body: unknown): Promise<T> {
  const form = body instanceof FormData || body instanceof Blob;
  return call<T>(path, {
    method,
    headers: {
      'X-CSRF-Token': csrf,
      'X-Correlation-Id': correlationId(),
      ...(form ? {} : { 'Content-Type': 'application/json' }),
    },
    body: form ? body : JSON.stringify(body),
  });
}

/**
 * `GET`, JSON out.
 *
 * @throws ActRefused
 */
export async function get<T>(path: string): Promise<T> {
  return call<T>(path, { method: 'GET' });
}

async function call<T>(path: string, request: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      ...request,
      headers: { Accept: 'application/json, application/problem+json', ...request.headers },
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MILLIS),
    });
  } catch {
    throw new ActRefused(0, 'unreachable');
  }
  const text = await response.text().catch(() => '');
  let body: unknown = null;
  try {
    body = text === '' ? {} : JSON.parse(text);
  } catch {
    if (response.ok) throw new ActRefused(502, 'bad-answer');
  }
  if (!response.ok) throw refusalOf(response.status, body);
  return body as T;
}

/** Problem details as far as they are any: what stands before the server may answer in its own way. */
export function refusalOf(status: number, body: unknown): ActRefused {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const values = typeof problem.values === 'object' && problem.values !== null ? problem.values : {};
  return new ActRefused(
    status,
    typeof problem.code === 'string' ? problem.code : `http-${status}`,
    typeof problem.detail === 'string' ? problem.detail : '',
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])),
  );
}

export type Seats = readonly string[] | 'all';
export type Mark = 'PRESENT' | 'EXCUSED' | 'ABSENT' | 'BY_TELEPHONE';

/** What a meeting is made of. */
export interface NewMeeting {
  readonly title: string;
  readonly subject: string;
  readonly convener: string;
  readonly chairName: string;
  /** ISO 8601; null: now. */
  readonly startsAt: string | null;
  readonly mainSite: string;
  readonly deputySite: string | null;
  readonly sites: Seats;
}

export const listMeetings = () => get<readonly MeetingSummary[]>('/api/meetings');
export const createMeeting = (meeting: NewMeeting) => post<{ readonly id: string }>('/api/meetings', meeting);

export const meetingPath = (meeting: string) => `/api/meetings/${encodeURIComponent(meeting)}`;
export const stillPath = (meeting: string, seat: string, version: number) =>
  `${meetingPath(meeting)}/stills/${encodeURIComponent(seat)}?v=${version}`;

/** All acts on one meeting, as in docs/papers/meeting-wire.md. Each ends when the server has answered. */
export function meetingActs(meeting: string) {
  const act =
    <Args extends readonly unknown[]>(name: string, body: (...args: Args) => unknown = () => ({})) =>
    (...args: Args): Promise<unknown> =>
      post(`${meetingPath(meeting)}/${name}`, body(...args));
  return {
    rehearse: act('rehearse', (failedOnly: boolean) => ({ failedOnly })),
    endRehearsal: act('end-rehearsal'),
    openLines: act('open-lines'),
    call: act('call', (seats: Seats) => ({ seats })),
    hangUp: act('hang-up', (seats: Seats) => ({ seats })),
    startRollCall: act('roll-call/start'),
    closeRollCall: act('roll-call/close'),
    mark: act('roll-call/mark', (seat: string, as: Mark, headcount?: number | null, note?: string) => ({
      seat,
      as,
      ...(headcount === undefined || headcount === null ? {} : { headcount }),
      ...(note === undefined || note === '' ? {} : { note }),
    })),
    rollCallTour: act('roll-call/tour', (seconds: number, group?: string) => ({
      seconds,
      ...(group === undefined ? {} : { group }),
    })),
    begin: act('begin'),
    suspend: act('suspend'),
    resume: act('resume'),
    end: act('end'),
    preview: act('preview', (composition: Composition) => composition),
    take: act('take', (composition?: Composition) => (composition === undefined ? {} : { composition })),
    undo: act('undo'),
    tour: act('tour', (seconds: number, skipPoor: boolean) => ({ seconds, skipPoor })),
    card: act('card', (card: Programme['card']) => ({ card })),
    requestFloor: act('floor/request', (seat: string, speaker: string, topic: string) => ({
      seat,
      speaker,
      topic,
    })),
    orderFloor: act('floor/order', (ids: readonly string[]) => ({ ids })),
    onDeck: act('floor/on-deck', (id: string) => ({ id })),
    grant: act('floor/grant', (id: string) => ({ id })),
    withdraw: act('floor/withdraw', (id: string) => ({ id })),
    nextFloor: act('floor/next'),
    revoke: act('floor/revoke'),
    clearFloor: act('floor/clear'),
    floorMode: act('floor/mode', (mode: Floor['mode'], limitSeconds: number) => ({ mode, limitSeconds })),
    microphones: act('microphones', (seats: Seats, open: boolean) => ({ seats, open })),
    lockMicrophones: act('microphones/lock', (locked: boolean) => ({ locked })),
    talk: act('talk', (seat: string | null) => ({ seat })),
    message: act('messages', (seats: Seats, text: string) => ({ seats, text })),
    note: act('note', (seat: string, note: string) => ({ seat, note })),
    deputy: act('deputy', (seat: string) => ({ seat })),
    chair: act('chair', (seat: string) => ({ seat })),
    duty: act('duty', (duty: Operator['duty']) => ({ duty })),
    openGuests: act('guests/open'),
    closeGuests: act('guests/close'),
    admit: act('guests/admit', (ids: Seats) => ({ ids })),
    refuseGuest: act('guests/refuse', (id: string, reason: string) => ({ id, reason })),
    ticket: () => post<Ticket>(`${meetingPath(meeting)}/ticket`),
  };
}

export type MeetingActs = ReturnType<typeof meetingActs>;
export type { Fill };
