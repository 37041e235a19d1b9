// What the server says and is told about accounts, units, sites, devices and itself: the office's part of wire.ts, which hands it on.
import type { Delay, Role } from './wire';

/** A role for a unit and everything under it; `unit` null: the whole house. */
export interface Grant {
  readonly role: Role;
  readonly unit: string | null;
  readonly unitName: string;
}

/** `GET /api/accounts`, cut to whoever has a role in the reader's part of the tree. */
export interface AccountLine {
  readonly id: string;
  /** What one signs in with. */
  readonly account: string;
  readonly name: string;
  /** Of the sample province: no password, opened by one click. */
  readonly demo: boolean;
  readonly disabled: boolean;
  /** Has set a password. */
  readonly ready: boolean;
  readonly secondStep: boolean;
  readonly madeAt: string;
  readonly grants: readonly Grant[];
  /** By the reader; otherwise it holds roles that the reader does not administer. */
  readonly changeable: boolean;
  readonly delay: AccountDelay | null;
}

/** Until when nothing is compared after so many wrong tries. */
export interface AccountDelay {
  readonly failures: number;
  readonly until: string;
}

/** Where an account is signed in, `GET /api/accounts/{id}/sessions`. */
export interface AccountPlace {
  readonly id: string;
  readonly from: string;
  readonly agent: string;
  readonly madeAt: string;
  readonly lastSeen: string;
}

/** With which the owner of an account sets its password; shown this once. */
export interface OneTimeCode {
  /** The account's. */
  readonly id: string;
  readonly code: string;
  readonly expiresAt: string;
}

/** A dated line of the list of units, `GET /api/units?on=DATE`. */
export interface UnitLine {
  readonly id: string;
  /** Null for the root. */
  readonly parent: string | null;
  readonly code: string;
  /** Words of the data: `province`, `district`, `commune`. */
  readonly level: string;
  readonly type: string;
  readonly name: string;
  readonly shortName: string;
  readonly order: number;
  /** Dates, yyyy-MM-dd; `validTo` is the first day on which it no longer holds. */
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** What a device is and how it comes in. */
export type EndpointKind = 'KIOSK' | 'BROWSER' | 'TELEPHONE' | 'SIP' | 'H323';
/** Which of the site's devices. */
export type EndpointRole = 'MAIN' | 'SPARE' | 'TELEPHONE';

export interface Endpoint {
  readonly id: string;
  readonly kind: EndpointKind;
  readonly role: EndpointRole;
  readonly name: string;
  /** Where it is called, for those that are; empty for a screen. */
  readonly address: string;
  readonly pairedAt: string | null;
  /** To the minute. */
  readonly lastSeen: string | null;
  readonly revoked: boolean;
}

/** `GET /api/sites`, with `?closed=true` those that are no more too. */
export interface SiteLine {
  readonly id: string;
  /** The unit it stands in. */
  readonly unit: string;
  readonly name: string;
  readonly shortName: string;
  /** The unit that its unit is part of; empty at the root. */
  readonly place: string;
  /** Whose room it is, where it is not the unit's own. */
  readonly organisation: string | null;
  readonly order: number;
  /** The hall of a district or of the province. */
  readonly hall: boolean;
  /** Whom to call there; empty when nobody is known. */
  readonly phone: string;
  /** The first day on which it is no more, yyyy-MM-dd; null while no end is known. */
  readonly closedOn: string | null;
  readonly endpoints: readonly Endpoint[];
}

/** What an import would do (`POST /api/units/preview`) or has done (`POST /api/units/import`); units by name. */
export interface UnitImportPlan {
  readonly validFrom: string;
  readonly begins: readonly string[];
  readonly ends: readonly string[];
  /** Those whose code, place or parent is another. */
  readonly changes: readonly string[];
  /** How many stay as they are. */
  readonly unchanged: number;
  /** Why the list as a whole cannot be taken, or null. */
  readonly refusal: string | null;
  /** "dòng N: …" */
  readonly problems: readonly string[];
}

/**
 * `GET /api/health`, and `event: snapshot` of `GET /api/health/events` every ten seconds or so: what an administrator wants to
 * know at a glance. Figures the server does not know are null.
 */
export interface Health {
  readonly at: string;
  readonly version: string;
  readonly startedAt: string;
  readonly process: {
    readonly cpuCores: number;
    /** Of one core: 1.5 means one and a half cores busy. */
    readonly cpuBusy: number;
    readonly heapBytes: number;
    readonly heapLimitBytes: number;
  };
  readonly database: {
    readonly kind: 'H2' | 'POSTGRESQL';
    readonly ok: boolean;
    readonly sizeBytes: number | null;
    /** How long a small write took just now. */
    readonly writeMillis: number | null;
    readonly lastBackupAt: string | null;
  };
  readonly disk: { readonly path: string; readonly freeBytes: number; readonly totalBytes: number };
  /** Null over plain HTTP. */
  readonly certificate: { readonly until: string; readonly subject: string } | null;
  /** The server's clock against its time server; null when none is asked. */
  readonly clock: { readonly source: string | null; readonly offMillis: number | null };
  /** Media loops: one thread and one port each. `load` 0 … 1 of its thread. */
  readonly loops: readonly {
    readonly name: string;
    readonly port: number;
    readonly participants: number;
    readonly load: number;
    readonly sendBps: number;
    readonly receiveBps: number;
  }[];
  readonly meetings: number;
  readonly sites: { readonly connected: number; readonly expected: number };
  /** Endless streams to pages. */
  readonly pages: number;
  readonly audit: { readonly events: number; readonly verifiedAt: string | null; readonly ok: boolean };
  /** Who is being slowed down at the doors, the longest wait first. */
  readonly delays: readonly Delay[];
}
