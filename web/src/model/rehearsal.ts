// What a rehearsal found, out of the seats. Pure.
import type { CheckFault, Seat } from '../api/wire';

/** The worst first; the order of lists. */
export const checkFaults: readonly CheckFault[] = [
  'NOT_CONNECTED',
  'NO_PICTURE',
  'BLACK',
  'FROZEN',
  'NO_SOUND',
  'LOSS',
  'DELAY',
  'NARROW',
  'ECHO',
];

export interface Failed {
  readonly seat: Seat;
  readonly fault: CheckFault;
}

export interface Rehearsal {
  readonly passed: number;
  /** By fault, then in official order. */
  readonly failed: readonly Failed[];
  /** Sites of which nothing was found: nobody waited for them, or they are being looked at. */
  readonly unknown: number;
  /** When the newest of it was found, in milliseconds since the epoch; null for never. */
  readonly at: number | null;
}

const made = new WeakMap<readonly Seat[], Rehearsal>();

/** The same object for the same seats. */
export function rehearsalOf(seats: readonly Seat[]): Rehearsal {
  let known = made.get(seats);
  if (!known) {
    const failed: Failed[] = [];
    let passed = 0;
    let at: number | null = null;
    for (const seat of seats) {
      if (seat.check === null) continue;
      at = Math.max(at ?? 0, Date.parse(seat.check.at));
      if (seat.check.fault === null) passed++;
      else failed.push({ seat, fault: seat.check.fault });
    }
    failed.sort(
      (a, b) => checkFaults.indexOf(a.fault) - checkFaults.indexOf(b.fault) || a.seat.order - b.seat.order,
    );
    known = { passed, failed, unknown: seats.length - passed - failed.length, at };
    made.set(seats, known);
  }
  return known;
}
