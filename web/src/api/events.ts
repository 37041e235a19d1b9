// What happens on the server, as it happens: one stream per browser however many tabs, through a shared worker; where there is
// none, or it does not start, a stream of this page's own.
import { Hub, type PageSays, type StreamListener, type StreamNews, TabStreams } from './hub';

export type { StreamListener, StreamNews } from './hub';
export type { StreamState } from './sse';

interface WorkerSays {
  readonly path: string;
  /** Null: the worker runs. */
  readonly news: StreamNews | null;
}

/** How often a tab says that it is there; background tabs are slowed to once a minute. In milliseconds. */
const HERE_MILLIS = 25_000;
/** A worker that has not said a word by then does not run. In milliseconds. */
const START_MILLIS = 3_000;

/** This page's ear; made with the first stream that is asked for. */
let ear: Ear | null = null;

/**
 * Listens to a stream. The listener is called at once with what this browser knows already, then as it happens.
 *
 * @param path `/api/meetings/{meeting}/events`, `/api/kiosk/events`, `/api/events`
 * @returns the end of listening
 */
export function listen(path: string, listener: StreamListener): () => void {
  ear ??= new Ear();
  return ear.listen(path, listener);
}

class Ear {
  private readonly listeners = new Map<string, Set<StreamListener>>();
  private port: MessagePort | null = null;
  /** This page's own streams, once it is clear that the worker does not run. */
  private own: TabStreams | null = null;

  constructor() {
    if (typeof SharedWorker === 'undefined') this.goAlone();
    else this.askWorker();
    window.addEventListener('pagehide', () => this.say({ paths: [] }));
    window.addEventListener('pageshow', () => this.say({ hurry: true }));
    window.addEventListener('online', () => this.say({ hurry: true }));
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.say({ hurry: true });
    });
    window.setInterval(() => this.say(), HERE_MILLIS);
  }

  listen(path: string, listener: StreamListener): () => void {
    let heard = this.listeners.get(path);
    const first = heard === undefined;
    heard ??= new Set();
    heard.add(listener);
    this.listeners.set(path, heard);
    this.say({ fresh: first ? [] : [path] });
    return () => {
      heard.delete(listener);
      if (heard.size > 0) return;
      this.listeners.delete(path);
      this.say();
    };
  }

  private askWorker(): void {
    const worker = new SharedWorker(new URL('./events.worker.ts', import.meta.url), {
      type: 'module',
      name: 'nharong-events',
    });
    const { port } = worker;
    const patience = window.setTimeout(() => this.goAlone(), START_MILLIS);
    worker.addEventListener('error', () => this.goAlone());
    port.onmessage = ({ data }: MessageEvent<WorkerSays>) => {
      window.clearTimeout(patience);
      if (data.news && !this.own) this.tell(data.path, data.news);
    };
    this.port = port;
    port.start();
  }

  private goAlone(): void {
    if (this.own) return;
    this.say({ paths: [] });
    this.port = null;
    this.own = new TabStreams(new Hub(), (path, news) => this.tell(path, news));
    this.say();
  }

  private say(change: Partial<PageSays> = {}): void {
    const says: PageSays = { paths: [...this.listeners.keys()], fresh: [], hurry: false, ...change };
    this.port?.postMessage(says);
    this.own?.hear(says);
  }

  private tell(path: string, news: StreamNews): void {
    for (const listener of [...(this.listeners.get(path) ?? [])]) listener(news);
  }
}
