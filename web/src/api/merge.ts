// A Snapshot with Patches laid over it. Needed in two places: in the shared worker, for a tab that comes later, and in the
// pages' fold. Everything that did not change keeps its object, so that a screen can tell by identity what to draw anew.
import type { LogLine, Patch, Seat, Snapshot } from './wire';

/** How many lines of the log a page keeps; older ones are in the audit log. */
export const LOG_LINES = 400;

/** The snapshot after these patches, in their order. The same object when none of them says anything. */
export function merge(snapshot: Snapshot, patches: readonly Patch[]): Snapshot {
  if (patches.length === 0) return snapshot;
  const seats = new Map<string, Seat>();
  const lines: LogLine[] = [];
  let rest: Partial<Snapshot> = {};
  for (const { seats: changed, log, ...others } of patches) {
    for (const seat of changed ?? []) seats.set(seat.id, seat);
    lines.push(...(log ?? []));
    rest = { ...rest, ...others };
  }
  return {
    ...snapshot,
    ...rest,
    seats: seats.size === 0 ? snapshot.seats : replaced(snapshot.seats, seats),
    log: lines.length === 0 ? snapshot.log : lengthened(snapshot.log, lines),
  };
}

/** Seats are replaced where they stand; one nobody knew yet comes last. */
function replaced(seats: readonly Seat[], changed: ReadonlyMap<string, Seat>): readonly Seat[] {
  const known = new Set<string>();
  const all = seats.map((seat) => {
    known.add(seat.id);
    return changed.get(seat.id) ?? seat;
  });
  for (const [id, seat] of changed) if (!known.has(id)) all.push(seat);
  return all;
}

/** The log in its order, the oldest first, each line once: after a resumed stream some come twice. */
function lengthened(log: readonly LogLine[], lines: readonly LogLine[]): readonly LogLine[] {
  const bySeq = new Map(log.map((line) => [line.seq, line]));
  for (const line of lines) bySeq.set(line.seq, line);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq).slice(-LOG_LINES);
}
