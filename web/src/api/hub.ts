// Streams shared by several listeners. Runs in the shared worker for all tabs of a browser, and in the page itself where
// there is no shared worker.
import { merge } from './merge';
import { EventStream, type StreamState } from './sse';
import type { Patch, Snapshot } from './wire';

/** What a listener is told. `data` is the event's JSON, read. */
export type StreamNews =
  | { readonly kind: 'event'; readonly name: string; readonly data: unknown }
  | { readonly kind: 'state'; readonly state: StreamState };

export type StreamListener = (news: StreamNews) => void;

interface Shared {
  readonly stream: { stop(): void; hurry(): void };
  readonly listeners: Set<StreamListener>;
  state: StreamState;
  /** The last whole thing said, with every patch since laid over it: what a later listener begins with. */
  base: { readonly name: string; readonly data: unknown } | null;
}

/** Opens a stream; in tests another one. */
export type Opening = (
  path: string,
  onEvent: (event: { readonly name: string; readonly data: string }) => void,
  onState: (state: StreamState) => void,
) => { stop(): void; hurry(): void };

/** One stream for each address, closed with its last listener. */
export class Hub {
  private readonly streams = new Map<string, Shared>();

  constructor(
    private readonly open: Opening = (path, onEvent, onState) => new EventStream(path, onEvent, onState),
  ) {}

  /** From now on the listener hears of this address, beginning with what is known already. Returns the end of it. */
  listen(path: string, listener: StreamListener): () => void {
    let shared = this.streams.get(path);
    // What was refused once may be given to somebody who has signed in since.
    if (!shared || shared.state.kind === 'refused') {
      shared?.stream.stop();
      shared = this.begin(path, shared?.listeners ?? new Set());
    }
    shared.listeners.add(listener);
    if (shared.base) listener({ kind: 'event', ...shared.base });
    listener({ kind: 'state', state: shared.state });
    return () => this.leave(path, listener);
  }

  /** Streams that wait before they try again try now: the network is back, or somebody looks. */
  hurry(): void {
    for (const { stream } of this.streams.values()) stream.hurry();
  }

  private begin(path: string, listeners: Set<StreamListener>): Shared {
    const tell = (news: StreamNews) => {
      for (const listener of [...listeners]) listener(news);
    };
    const shared: Shared = {
      listeners,
      state: { kind: 'connecting' },
      base: null,
      stream: this.open(
        path,
        ({ name, data }) => {
          const read: unknown = JSON.parse(data);
          if (name !== 'patch') shared.base = { name, data: read };
          else if (shared.base)
            shared.base = {
              name: shared.base.name,
              data: merge(shared.base.data as Snapshot, [read as Patch]),
            };
          tell({ kind: 'event', name, data: read });
        },
        (state) => {
          shared.state = state;
          tell({ kind: 'state', state });
        },
      ),
    };
    this.streams.set(path, shared);
    return shared;
  }

  private leave(path: string, listener: StreamListener): void {
    const shared = this.streams.get(path);
    if (!shared?.listeners.delete(listener) || shared.listeners.size > 0) return;
    shared.stream.stop();
    this.streams.delete(path);
  }
}

/** What one tab listens to. It says the whole of it each time, so that one given up by mistake comes back by itself. */
export interface PageSays {
  readonly paths: readonly string[];
  /** Of these, what it wants to hear from the beginning once more: a second listener came. */
  readonly fresh: readonly string[];
  /** Waits between two tries end now. */
  readonly hurry: boolean;
}

/** The ends of one tab's listening. */
export class TabStreams {
  private readonly ends = new Map<string, () => void>();

  constructor(
    private readonly hub: Hub,
    private readonly tell: (path: string, news: StreamNews) => void,
  ) {}

  hear({ paths, fresh, hurry }: PageSays): void {
    for (const [path, end] of this.ends) {
      if (paths.includes(path)) continue;
      this.ends.delete(path);
      end();
    }
    for (const path of paths) {
      const old = this.ends.get(path);
      if (old && !fresh.includes(path)) continue;
      // The new one first: the stream must not lose its last listener in between.
      this.ends.set(
        path,
        this.hub.listen(path, (news) => this.tell(path, news)),
      );
      old?.();
    }
    if (hurry) this.hub.hurry();
  }
}
