import { meetingPath } from '../api/acts';
import { listen, type StreamListener, type StreamState } from '../api/events';
import type { Patch, Snapshot } from '../api/wire';
import { type MeetingView, patched, viewOf } from '../model/meeting';
import { Store } from './store';

/** Once this long at least, also in a tab nobody sees, where no frames are drawn. In milliseconds. */
const HIDDEN_MILLIS = 500;
/** How long a change of sites alone may wait for others; what is on air or on the floor never waits. In milliseconds. */
const SITES_MILLIS = 120;

/** Only sites, the log and the clock: what comes by the dozen, and what nobody acts on within a blink. */
const onlySites = (patch: Patch): boolean =>
  Object.keys(patch).every((key) => key === 'seats' || key === 'log' || key === 'serverTime');

/**
 * One meeting as it stands on the server. Patches are gathered and laid on together, so that fifty a second cost the screen
 * no more than eight. Lives on the page's thread.
 */
export class LiveMeeting {
  /** Null until the first snapshot. */
  readonly view = new Store<MeetingView | null>(null);
  readonly link = new Store<StreamState>({ kind: 'connecting' });

  private waiting: Patch[] = [];
  private frame = 0;
  private timer = 0;
  private hidden = 0;
  private readonly end: () => void;

  constructor(meeting: string, listenTo: (path: string, listener: StreamListener) => () => void = listen) {
    this.end = listenTo(`${meetingPath(meeting)}/events`, (news) => {
      if (news.kind === 'state') this.link.set(news.state);
      else if (news.name === 'snapshot') this.begin(news.data as Snapshot);
      else if (news.name === 'patch') this.gather(news.data as Patch);
    });
  }

  dispose(): void {
    this.end();
    this.cancel();
  }

  private begin(snapshot: Snapshot): void {
    this.waiting = [];
    this.view.update((before) => viewOf(snapshot, Date.now(), before ?? undefined));
  }

  private gather(patch: Patch): void {
    this.waiting.push(patch);
    if (!onlySites(patch)) {
      if (this.frame === 0) this.frame = window.requestAnimationFrame(this.layOn);
      if (this.hidden === 0) this.hidden = window.setTimeout(this.layOn, HIDDEN_MILLIS);
    } else if (this.timer === 0) {
      this.timer = window.setTimeout(this.layOn, SITES_MILLIS);
    }
  }

  private readonly layOn = (): void => {
    this.cancel();
    const patches = this.waiting;
    this.waiting = [];
    this.view.update((view) => view && patched(view, patches, Date.now()));
  };

  private cancel(): void {
    window.cancelAnimationFrame(this.frame);
    window.clearTimeout(this.timer);
    window.clearTimeout(this.hidden);
    this.frame = 0;
    this.timer = 0;
    this.hidden = 0;
  }
}
