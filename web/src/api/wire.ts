// What the server says and is told about meetings. The same shapes stand in the server's records; see
// docs/papers/meeting-wire.md for the words to it. Times are ISO 8601 in UTC, ids are opaque.

export * from './wireOffice';

/** States of a meeting (glossary: cuộc họp). */
export type MeetingState =
  | 'DRAFT'
  | 'RESERVED'
  | 'APPROVED'
  | 'PUBLISHED'
  | 'REHEARSING'
  | 'LOBBY'
  | 'ROLL_CALL'
  | 'IN_SESSION'
  | 'SUSPENDED'
  | 'ENDED'
  | 'RECORDED'
  | 'CLOSED';

/** States of a site in a meeting; one machine, used everywhere. */
export type SiteState =
  | 'EXPECTED'
  | 'RINGING'
  | 'CONNECTED'
  | 'CHECKED'
  | 'PRESENT'
  | 'ON_DECK'
  | 'ON_AIR'
  | 'LOST'
  | 'RETURNED'
  | 'LEFT'
  | 'EXCUSED'
  | 'ABSENT'
  | 'BY_TELEPHONE';

/** What the forwarder does with a microphone. MUTED_THERE: open here, silent at the other end by its own user. */
export type Microphone = 'NONE' | 'CLOSED' | 'OPEN' | 'MUTED_THERE';
export type Camera = 'NONE' | 'OK' | 'BLACK' | 'FROZEN';
/** What reaches a site now, from best to least. */
export type Rung = 'HD' | 'SD' | 'THUMB' | 'SLIDES' | 'AUDIO' | 'PHONE' | 'NONE';

export type Layout =
  | 'ONE'
  | 'ONE_ONE'
  | 'ONE_THREE'
  | 'ONE_FIVE'
  | 'ONE_SEVEN'
  | 'TWO_BY_TWO'
  | 'THREE_BY_THREE'
  | 'FOUR_BY_FOUR'
  | 'SLIDES_ONE'
  | 'SLIDES_THREE';

/** Who fills the cells: the operator, the one who speaks, the queue, or a tour of all sites. */
export type Fill = 'FIXED' | 'SPEAKER' | 'QUEUE' | 'TOUR';

export type Role =
  | 'ADMINISTRATOR'
  | 'OPERATOR'
  | 'SECRETARY'
  | 'CHAIR'
  | 'DISTRICT_CLERK'
  | 'SITE'
  | 'OBSERVER';

/** One row of the wall: a site's seat in this meeting. It outlives every connection. */
export interface Seat {
  /** The site's id; also its identity in the media room. */
  readonly id: string;
  /** "Xã Ia Dom", "Huyện Đức Cơ", "Hội trường UBND tỉnh". */
  readonly name: string;
  /** "X. Ia Dom". */
  readonly shortName: string;
  /** Group of the wall: the district's id, or the province's. */
  readonly group: string;
  /** The hall of its group comes first on the wall and is drawn lighter. */
  readonly hall: boolean;
  /** Official order, over all. */
  readonly order: number;
  /** Whom to phone there; empty when nobody is known. */
  readonly phone: string;
  readonly state: SiteState;
  /** Since when it is in this state. */
  readonly since: string;
  /** Answered at roll call, whatever became of the line since. */
  readonly present: boolean;
  /** Whether a transport stands now. */
  readonly connected: boolean;
  readonly headcount: number | null;
  /** Why it is excused or absent, or a note of the operator's. */
  readonly note: string;
  readonly microphone: Microphone;
  readonly camera: Camera;
  readonly screen: boolean;
  readonly rung: Rung;
  /** The line is poor: what a person would say of it, in the language of the data ("mất gói 4,2 %"); null when well. */
  readonly poor: 'LOSS' | 'DELAY' | 'NARROW' | 'ECHO' | 'NO_SOUND' | 'NO_PICTURE' | null;
  readonly lossPercent: number | null;
  readonly delayMillis: number | null;
  readonly downKbps: number | null;
  readonly upKbps: number | null;
  /** Loudness 0 … 1 while the microphone is open or sends. */
  readonly level: number;
  /** Grows with each still picture of the site: `/api/meetings/{m}/stills/{seat}?v={still}`; 0 for none yet. */
  readonly still: number;
  /** How often it has been called since the lines were opened. */
  readonly tries: number;
  /** What the last rehearsal found; null when there was none, or nobody waited for it. */
  readonly check: TechnicalCheck | null;
  /** Who it is, when this is a guest's seat and no site's; null for a site. */
  readonly guest: GuestCard | null;
}

/** The first thing that keeps a site from taking part. */
export type CheckFault =
  | 'NOT_CONNECTED'
  | 'NO_PICTURE'
  | 'BLACK'
  | 'FROZEN'
  | 'NO_SOUND'
  | 'LOSS'
  | 'DELAY'
  | 'NARROW'
  | 'ECHO';

/** What a rehearsal found out about a site. Fault: null when it passed. */
export interface TechnicalCheck {
  readonly at: string;
  readonly fault: CheckFault | null;
}

/** Who a guest says to be. Title and unit may be empty. */
export interface GuestCard {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
}

/** A meeting's way in for guests, and those who came by it. */
export interface Guests {
  /** Of this opening of the link; another one when it is renewed, null while it is closed. The link itself: `GET {m}/guests/link`. */
  readonly link: string | null;
  /** Who stands in the lobby, the first to come first. */
  readonly waiting: readonly { readonly id: string; readonly card: GuestCard; readonly since: string }[];
  /** Who was let in, in that order; those who left are LEFT. None of them counts among the sites. */
  readonly seats: readonly Seat[];
}

/** To be sent to guests: address `/khach/{link}`, and the PIN that is asked for there. Null while it is closed. */
export interface GuestLink {
  readonly link: string | null;
  readonly pin: string | null;
}

/** What a guest's own screen knows: `GET /api/guest?link=…`, and `event: snapshot` of `/api/guest/events?link=…`. */
export interface GuestScreen {
  readonly serverTime: string;
  readonly csrf: string;
  readonly phase: 'WAITING' | 'ADMITTED' | 'REFUSED' | 'GONE' | 'ENDED';
  readonly card: GuestCard | null;
  /** Why it was not let in; may be empty. */
  readonly reason: string;
  /** Since when it waits. */
  readonly since: string | null;
  /** The meeting's. */
  readonly title: string;
  readonly subject: string;
  /** Whether its lines are open. */
  readonly live: boolean;
  /** Once let in: what a site's screen knows, too. */
  readonly kiosk: Omit<Kiosk, 'csrf' | 'serverTime' | 'certificateUntil'> | null;
}

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly order: number;
}

export interface Cell {
  /** Seat shown, or null for an empty cell. */
  readonly seat: string | null;
  /** Its screen instead of its camera. */
  readonly slides: boolean;
}

export interface Composition {
  readonly layout: Layout;
  readonly fill: Fill;
  readonly cells: readonly Cell[];
}

export interface Programme extends Composition {
  readonly since: string;
  readonly by: string;
  /** A card instead of pictures: BREAK while the meeting is suspended, WELCOME before, THANKS after; null for pictures. */
  readonly card: 'WELCOME' | 'BREAK' | 'THANKS' | null;
}

export interface Tour {
  readonly seconds: number;
  /** Seat shown now and when the next one comes. */
  readonly seat: string | null;
  readonly nextAt: string | null;
  readonly skipPoor: boolean;
}

export interface FloorRequest {
  readonly id: string;
  readonly seat: string;
  /** "Chủ tịch UBND xã", may be empty. */
  readonly speaker: string;
  readonly topic: string;
  /** Registered beforehand, or raised from the site during the meeting. */
  readonly raised: boolean;
  readonly at: string;
}

export interface Floor {
  readonly mode: 'LECTURE' | 'DISCUSSION';
  readonly speaking: (FloorRequest & { readonly startedAt: string; readonly limitSeconds: number }) | null;
  readonly onDeck: FloorRequest | null;
  /** In the order in which they will be called. */
  readonly queue: readonly FloorRequest[];
  readonly limitSeconds: number;
  /** Microphones may be opened by the operator's act only, one by one. */
  readonly locked: boolean;
  /** Seats whose microphone is open by order. */
  readonly open: readonly string[];
}

export interface RollCall {
  readonly state: 'NOT_YET' | 'RUNNING' | 'CLOSED';
  readonly startedAt: string | null;
  readonly closedAt: string | null;
  /** The site being called by the tour. */
  readonly calling: string | null;
  readonly nextAt: string | null;
}

/** Lines called in waves. */
export interface Calling {
  readonly wave: number;
  readonly waves: number;
  readonly called: number;
  readonly of: number;
}

/** One act or fact, as it stands in the audit log. */
export interface LogLine {
  readonly seq: number;
  readonly at: string;
  /** A person's name, or "hệ thống". */
  readonly actor: string;
  /** Of the account or device; `Me.id` for what the reader did. */
  readonly actorId: string;
  /** Stable word, e.g. `programme.taken`, `seat.lost`. */
  readonly act: string;
  readonly seat: string | null;
  /** INCIDENT: lines that ask for a look. */
  readonly kind: 'ACT' | 'FACT' | 'INCIDENT';
  /** The values of the sentence, by name, for the page's own words (`log.<act>`). */
  readonly values: Readonly<Record<string, string>>;
}

export interface Operator {
  readonly id: string;
  readonly name: string;
  /** What this one has taken over, if anything. */
  readonly duty: 'PICTURES' | 'SITES' | null;
}

export interface Meeting {
  readonly id: string;
  readonly title: string;
  /** Second line: "Sơ kết 6 tháng đầu năm 2020". */
  readonly subject: string;
  readonly convener: string;
  /** "Chủ tịch UBND tỉnh". */
  readonly chairName: string;
  readonly state: MeetingState;
  readonly startsAt: string;
  readonly startedAt: string | null;
  readonly mainSite: string;
  readonly deputySite: string | null;
  /** Which of the two has the chair's rights now. */
  readonly chairSite: string;
  readonly demo: boolean;
}

/** Acts of the reader that can be taken back, the newest first. */
export interface Undo {
  readonly count: number;
  /** Stable word of the newest, for the button's label. */
  readonly act: string | null;
}

/** Private talk: the operator's microphone to one site, that site's to the operator. */
export interface Talk {
  readonly operator: string;
  readonly seat: string;
}

/** Everything a console shows of one meeting. */
export interface Snapshot {
  readonly serverTime: string;
  readonly meeting: Meeting;
  readonly seats: readonly Seat[];
  readonly groups: readonly Group[];
  readonly guests: Guests;
  readonly programme: Programme;
  readonly preview: Composition;
  readonly tour: Tour | null;
  readonly floor: Floor;
  readonly rollCall: RollCall;
  readonly calling: Calling | null;
  readonly talks: readonly Talk[];
  readonly operators: readonly Operator[];
  readonly undo: Undo;
  readonly log: readonly LogLine[];
}

/**
 * What changed: seats are replaced one by one by id, log lines are added, everything else is replaced whole. `event:
 * snapshot` carries a Snapshot, `event: patch` this. Ids of events are opaque; the browser sends the last one back.
 */
export interface Patch {
  readonly serverTime?: string;
  readonly meeting?: Meeting;
  readonly seats?: readonly Seat[];
  readonly guests?: Guests;
  readonly programme?: Programme;
  readonly preview?: Composition;
  readonly tour?: Tour | null;
  readonly floor?: Floor;
  readonly rollCall?: RollCall;
  readonly calling?: Calling | null;
  readonly talks?: readonly Talk[];
  readonly operators?: readonly Operator[];
  readonly undo?: Undo;
  readonly log?: readonly LogLine[];
}

/** A line of the list of meetings. */
export interface MeetingSummary {
  readonly id: string;
  readonly title: string;
  readonly subject: string;
  readonly state: MeetingState;
  readonly startsAt: string;
  readonly sites: number;
  readonly connected: number;
}

/** Why the server did not do it: problem details (RFC 9457) with a stable code. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly values?: Readonly<Record<string, string>>;
}

/** A role for a unit and everything under it; `house`: for the whole house, whatever its root is. */
export interface HeldRole {
  readonly role: Role;
  readonly unit: string;
  readonly unitName: string;
  readonly house: boolean;
}

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly HeldRole[];
  /** To be sent back as X-CSRF-Token with every changing call. */
  readonly csrf: string;
  /** The house holds invented data. */
  readonly demo: boolean;
  /** Grows with each release: a page that stands outside a meeting loads itself anew when it changes. */
  readonly version: string;
  /** The site whose screen this is; null for a person. */
  readonly site: string | null;
  /** NONE: the account has none. WANTED: this session was begun without. An administrator's rights want TAKEN. */
  readonly secondStep: 'NONE' | 'WANTED' | 'TAKEN';
}

/** Where oneself is signed in, `GET /api/me/sessions`; `current`: here. */
export interface OwnSession extends HouseSession {
  readonly current: boolean;
}

/** Where somebody is signed in, `GET /api/sessions`. */
export interface HouseSession {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  /** Address it was begun from. */
  readonly from: string;
  /** What the browser calls itself. */
  readonly agent: string;
  readonly madeAt: string;
  /** To the minute. */
  readonly lastSeen: string;
}

/** `POST /api/me/second-step`: what an application of the second step is fed with. */
export interface SecondStepOffer {
  /** Base32, for typing. */
  readonly secret: string;
  /** For a QR code. */
  readonly uri: string;
}

/** Where a secret is asked for. */
export type GuessedDoor = 'SIGN_IN' | 'ONE_TIME_CODE' | 'SET_UP' | 'PAIRING' | 'PIN' | 'TOKEN';

/** Who waits after wrong tries: an account or an address, `GET /api/tries` and `Health.delays`; the other one is empty. */
export interface Delay {
  readonly door: GuessedDoor;
  readonly account: string | null;
  readonly address: string;
  readonly failures: number;
  readonly until: string;
}

/** How a page gets into the media room. */
export interface Ticket {
  readonly url: string;
  readonly token: string;
}

/** What a site's own screen knows (kiosk). */
export interface Kiosk {
  readonly serverTime: string;
  readonly version: string;
  readonly site: {
    readonly id: string;
    readonly name: string;
    readonly place: string;
  };
  /** Whom to phone. */
  readonly help: { readonly name: string; readonly phone: string };
  /** The next or present meeting of this site, or null. */
  readonly meeting:
    | (Pick<Meeting, 'id' | 'title' | 'subject' | 'chairName' | 'state' | 'startsAt' | 'startedAt'> & {
        /** When the roll call begins, as planned. */
        readonly rollCallAt: string;
      })
    | null;
  /** The site's seat in it. */
  readonly seat: Seat | null;
  /** Set when the site is called or in the meeting: join at once. */
  readonly ticket: Ticket | null;
  readonly programme: Programme | null;
  /** Names for the captions of the programme's cells, by seat. */
  readonly captions: Readonly<Record<string, { readonly name: string; readonly line: string }>>;
  /** Place in the queue, from 1; 0 when not in it. */
  readonly queuePlace: number;
  /** This site speaks: until when. */
  readonly speaking: { readonly startedAt: string; readonly limitSeconds: number } | null;
  /** Notices for this screen, the newest first. */
  readonly notices: readonly { readonly id: string; readonly at: string; readonly text: string }[];
  /** An operator speaks with this site and nobody else hears. */
  readonly talk: boolean;
  readonly demo: boolean;
  /** To be sent back as X-CSRF-Token with every changing call of this device (a device is no person: it has no Me). */
  readonly csrf: string;
  /**
   * When the certificate of this address ends; null over plain HTTP. A screen that loses the server after that hour says
   * why, and one within a week of it asks for help in time.
   */
  readonly certificateUntil: string | null;
}

/** `POST /api/kiosk/pair {}`: what a screen without a site shows until somebody gives it one. */
export interface PairingOffer {
  /** "4F7-K2M", to be read over the telephone: no 0/O, no 1/I. */
  readonly code: string;
  /** Opaque; `GET /api/kiosk/pair/{pollId}/events` says `paired`, then `POST …/claim` sets the device's cookie. */
  readonly pollId: string;
  readonly expiresAt: string;
}

/** `POST /api/sites/{id}/pair`: gives the screen that shows this code to a site. Answers `{endpoint}`. */
export interface PairRequest {
  readonly code: string;
  /** Which of the site's devices; absent: its main screen, entered when there is none. */
  readonly endpoint?: string;
}
