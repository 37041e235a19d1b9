// The log as it is read: what calls and answers of many sites come to, in one line each. The events stay as they are. Pure.
import type { LogLine } from '../api/wire';

/** What a stretch of calling came to. */
export interface Wave {
  readonly called: number;
  readonly connected: number;
  readonly unanswered: number;
}

/** A line to be drawn. @property wave set where it stands for several events */
export interface LogEntry {
  readonly line: LogLine;
  readonly wave: Wave | null;
}

/** How a guest's seat is called: nobody calls a guest, and that one came is worth a line. */
const GUEST = 'guest:';
/** Calls so long after the first one are told as another stretch, in milliseconds. */
const STRETCH_MILLIS = 60_000;

const counts: Readonly<Record<string, keyof Wave>> = {
  'seat.called': 'called',
  'seat.connected': 'connected',
  'seat.unanswered': 'unanswered',
};

/** The timer calls, lines come, nobody answers: hundreds of events of which no single one was anybody's act. */
const ofCalling = (line: LogLine) =>
  line.kind === 'FACT' && counts[line.act] !== undefined && !line.seat?.startsWith(GUEST);

/**
 * Folds the calling of each minute into the line of its newest event, so that what comes next counts up where it stands.
 * One event alone stays what it is; what people did and what went wrong is never folded.
 *
 * @param lines the oldest first
 */
export function folded(lines: readonly LogLine[]): LogEntry[] {
  const entries: LogEntry[] = [];
  let open: { at: number; from: number; wave: Wave } | null = null;
  for (const line of lines) {
    if (!ofCalling(line)) {
      entries.push({ line, wave: null });
      continue;
    }
    const what = counts[line.act] ?? 'called';
    const many = Number(line.values.count ?? '1') || 1;
    const time = Date.parse(line.at);
    if (open === null || time - open.from > STRETCH_MILLIS) {
      open = {
        at: entries.length,
        from: time,
        wave: { called: 0, connected: 0, unanswered: 0, [what]: many },
      };
      entries.push({ line, wave: null });
      continue;
    }
    const first = entries[open.at];
    open.wave = { ...open.wave, [what]: open.wave[what] + many };
    if (first) entries[open.at] = { line: first.line, wave: open.wave };
  }
  return entries;
}
