// A stream of server-sent events read with fetch. EventSource would do, but for three things it hides: the comment lines that
// tell a quiet stream from a dead one, the status of a refusal, and the last event's id after such a refusal.

/** One event as it came. */
export interface StreamEvent {
  readonly id: string;
  readonly name: string;
  readonly data: string;
}

/** How it stands with the server. Times are this machine's, in milliseconds since the epoch. */
export type StreamState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** Nothing comes; tried again until it does. */
  | { readonly kind: 'cut'; readonly since: number }
  /** The server does not give it to us; nothing is tried any more. */
  | { readonly kind: 'refused'; readonly status: number; readonly code: string };

/** The server writes a comment every 15 s; after this long without a byte the line is dead. In milliseconds. */
const SILENCE_MILLIS = 40_000;
const SHORTEST_WAIT_MILLIS = 250;
const LONGEST_WAIT_MILLIS = 3_000;

/** Answers that another try will not change. */
const final = (status: number) => status === 401 || status === 403 || status === 404 || status === 410;

/** Cuts a text that comes in pieces into events (HTML standard, §9.2). Not to be used for two streams. */
export class EventParser {
  private rest = '';
  private name = '';
  private data: string[] = [];
  /** The last id that came; it counts for the events after it, too. */
  id = '';

  /** The events that this piece ends. */
  take(piece: string): StreamEvent[] {
    const events: StreamEvent[] = [];
    const lines = (this.rest + piece).split('\n');
    this.rest = lines.pop() ?? '';
    for (const raw of lines) {
      const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
      if (line === '') {
        if (this.data.length > 0) {
          events.push({
            id: this.id,
            name: this.name === '' ? 'message' : this.name,
            data: this.data.join('\n'),
          });
        }
        this.name = '';
        this.data = [];
        continue;
      }
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'event') this.name = value;
      else if (field === 'data') this.data.push(value);
      else if (field === 'id') this.id = value;
    }
    return events;
  }
}

/**
 * Reads a stream and comes back to it, from the last event on, until stopped. Runs on the thread that made it.
 */
export class EventStream {
  private readonly abort = new AbortController();
  private state: StreamState = { kind: 'connecting' };
  private lastId = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private hurryUp: (() => void) | null = null;

  constructor(
    private readonly path: string,
    private readonly onEvent: (event: StreamEvent) => void,
    private readonly onState: (state: StreamState) => void,
  ) {
    void this.run();
  }

  stop(): void {
    this.abort.abort();
    this.hurryUp?.();
  }

  /** A wait between two tries ends now. */
  hurry(): void {
    this.hurryUp?.();
  }

  private async run(): Promise<void> {
    for (let tries = 0; !this.abort.signal.aborted; tries++) {
      if (await this.read()) tries = 0;
      if (this.abort.signal.aborted || this.state.kind === 'refused') return;
      this.tell({ kind: 'cut', since: this.state.kind === 'cut' ? this.state.since : Date.now() });
      const longest = Math.min(LONGEST_WAIT_MILLIS, SHORTEST_WAIT_MILLIS * 2 ** tries);
      await this.wait(longest * (0.5 + Math.random() / 2));
    }
  }

  /** One connection from its beginning to its end; true when something came over it. */
  private async read(): Promise<boolean> {
    const attempt = new AbortController();
    const end = () => attempt.abort();
    this.abort.signal.addEventListener('abort', end);
    const alive = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(end, SILENCE_MILLIS);
    };
    let came = false;
    try {
      alive();
      const response = await fetch(this.path, {
        headers: {
          Accept: 'text/event-stream',
          ...(this.lastId === '' ? {} : { 'Last-Event-ID': this.lastId }),
        },
        cache: 'no-store',
        credentials: 'same-origin',
        signal: attempt.signal,
      });
      if (!response.ok || response.body === null) {
        if (final(response.status)) {
          const problem = (await response.json().catch(() => ({}))) as { code?: unknown };
          const code = typeof problem.code === 'string' ? problem.code : `http-${response.status}`;
          this.tell({ kind: 'refused', status: response.status, code });
        }
        return false;
      }
      // Nothing may have happened since the last event: the open stream itself says that the server is there.
      this.tell({ kind: 'live' });
      const parser = new EventParser();
      parser.id = this.lastId;
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return came;
        alive();
        for (const event of parser.take(decoder.decode(value, { stream: true }))) {
          came = true;
          this.onEvent(event);
          this.lastId = event.id;
        }
      }
    } catch {
      // Cut, or stopped; what to do about it is decided outside.
      return came;
    } finally {
      clearTimeout(this.timer);
      this.abort.signal.removeEventListener('abort', end);
    }
  }

  private tell(state: StreamState): void {
    if (this.state.kind === state.kind && state.kind !== 'refused') return;
    this.state = state;
    this.onState(state);
  }

  private wait(millis: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.hurryUp?.(), millis);
      this.hurryUp = () => {
        clearTimeout(timer);
        this.hurryUp = null;
        resolve();
      };
    });
  }
}
