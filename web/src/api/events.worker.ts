// The shared worker: one stream per address for all tabs of this browser. A browser opens only six connections to a server
// over plain http, and every stream would hold one of them for good.
import { Hub, type PageSays, TabStreams } from './hub';

/** A tab that has said nothing for so long is gone: a closed port tells nobody. In milliseconds. */
const GONE_MILLIS = 200_000;
const SWEEP_MILLIS = 30_000;

const hub = new Hub();
const tabs = new Map<MessagePort, { heardAt: number; readonly streams: TabStreams }>();
const nothing: PageSays = { paths: [], fresh: [], hurry: false };

function hear(port: MessagePort, says: PageSays): void {
  const tab = tabs.get(port) ?? {
    heardAt: 0,
    streams: new TabStreams(hub, (path, news) => port.postMessage({ path, news })),
  };
  tab.heardAt = Date.now();
  tab.streams.hear(says);
  if (says.paths.length === 0) tabs.delete(port);
  else tabs.set(port, tab);
}

setInterval(() => {
  for (const [port, tab] of tabs) if (Date.now() - tab.heardAt > GONE_MILLIS) hear(port, nothing);
}, SWEEP_MILLIS);

(globalThis as unknown as { onconnect: (event: MessageEvent) => void }).onconnect = (event) => {
  const port = event.ports[0];
  if (!port) return;
  port.onmessage = ({ data }: MessageEvent<PageSays>) => hear(port, data);
  port.start();
  port.postMessage({ path: '', news: null });
};
