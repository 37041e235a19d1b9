import { ActRefused, keepCsrf } from '../api/acts';
import { listen, type StreamNews, type StreamState } from '../api/events';
import { KIOSK_EVENTS, type KioskActs, kioskActs, pairingEvents } from '../api/kiosk';
import type { Kiosk, PairingOffer } from '../api/wire';
import {
  hasEnded,
  inMeeting,
  type KioskFacts,
  type PairingState,
  pauseMillis,
  stillWanted,
} from '../model/kiosk';
import { type Capture, Hall } from './hall';
import { Seat } from './seat';
import { sendStills } from './still';
import { Store } from './store';
import { keepAwake } from './wakeLock';

/** What the television knows; the clock ticks outside. */
export type TelevisionState = Omit<
  KioskFacts,
  'now' | 'camera' | 'microphone' | 'link' | 'linePoor' | 'soundBlocked'
>;

/** After a new version of the pages came, screens load themselves anew within this time, not all at once. */
const RELOAD_WITHIN_MILLIS = 20_000;
/** A screen that was asked to wait before it asks for another code, when the server did not say how long. */
const SLOWED_MILLIS = 30_000;
const SHORTEST_CODE_MILLIS = 60_000;
const LONGEST_CODE_MILLIS = 15 * 60_000;

/**
 * The life of a site's own screen: is given a site, hears what the server says of it, follows its ticket into the room, and
 * sends stills, without anybody at its keys. Lives on the page's thread, from the page's start to its end.
 */
export class Television {
  readonly state = new Store<TelevisionState>({
    skewMillis: 0,
    pairing: null,
    kiosk: null,
    cutSince: null,
    endedSince: null,
  });
  readonly hall: Hall;
  readonly seat: Seat;

  private readonly stops: (() => void)[] = [];
  private unlisten: () => void = () => undefined;
  private unpair: () => void = () => undefined;
  private version: string | null = null;
  /** How often the server has said something: what was asked for before its last word is older than that. */
  private told = 0;
  private reloading = 0;
  private disposed = false;

  /**
   * @param reload loads the page anew
   * @param showAtMost see {@link Seat}
   */
  constructor(
    capture: Capture,
    showAtMost: number,
    private readonly reload: () => void = () => window.location.reload(),
    private readonly acts: KioskActs = kioskActs,
    private readonly listenTo: typeof listen = listen,
  ) {
    this.hall = new Hall(capture);
    this.seat = new Seat(this.hall, () => void this.look(), capture, showAtMost);
  }

  start(): void {
    void this.hall.start();
    this.stops.push(keepAwake());
    this.stops.push(
      sendStills(
        this.hall,
        () => stillWanted(this.state.get().kiosk, this.seat.state.get().link, this.seat.state.get().upBps),
        async (still) => {
          await this.acts.sendStill(still);
        },
      ),
    );
    this.hear();
  }

  dispose(): void {
    this.disposed = true;
    window.clearTimeout(this.reloading);
    for (const stop of this.stops) stop();
    this.unlisten();
    this.unpair();
    this.seat.dispose();
    this.hall.dispose();
  }

  /** From now on hears what the server says of this screen's site. */
  private hear(): void {
    this.unlisten();
    this.unlisten = this.listenTo(KIOSK_EVENTS, (news) => this.onNews(news));
  }

  private onNews(news: StreamNews): void {
    if (news.kind === 'event') {
      if (news.name === 'snapshot') this.learn(news.data as Kiosk);
      return;
    }
    this.onState(news.state);
  }

  private onState(state: StreamState): void {
    if (state.kind === 'refused') {
      this.told++;
      // No site any more, or none yet. What was known of a meeting is nothing to show on a screen without one.
      this.seat.follow(null);
      this.state.update((before) => ({ ...before, kiosk: null, cutSince: null }));
      void this.pair();
      return;
    }
    this.state.update((before) => ({ ...before, cutSince: state.kind === 'cut' ? state.since : null }));
  }

  private learn(kiosk: Kiosk): void {
    this.told++;
    keepCsrf(kiosk.csrf);
    this.unpair();
    const now = Date.now();
    this.state.update((before) => ({
      ...before,
      kiosk,
      pairing: null,
      cutSince: null,
      skewMillis: Date.parse(kiosk.serverTime) - now,
      endedSince: hasEnded(kiosk) ? (before.endedSince ?? now) : null,
    }));
    this.seat.follow(kiosk.ticket);
    this.seat.turnAside(kiosk.talk);
    this.seat.agree(kiosk.seat?.microphone ?? 'NONE');
    this.followVersion(kiosk);
  }

  private followVersion(kiosk: Kiosk): void {
    this.version ??= kiosk.version;
    window.clearTimeout(this.reloading);
    if (kiosk.version === this.version || inMeeting(kiosk)) return;
    this.reloading = window.setTimeout(() => {
      const now = this.state.get().kiosk;
      if (now === null || !inMeeting(now)) this.reload();
    }, Math.random() * RELOAD_WITHIN_MILLIS);
  }

  /**
   * Asks once what the server knows now: a ticket was refused, and the next event may be long in coming. An answer that an
   * event has overtaken is not followed: a site that was hung up and called again at once would leave for good.
   */
  async look(): Promise<void> {
    const { told } = this;
    const kiosk = await this.acts.read().catch(() => null);
    if (kiosk !== null && !this.disposed && told === this.told) this.learn(kiosk);
  }

  /** Shows a code until somebody has given this screen a site. */
  private async pair(): Promise<void> {
    this.unpair();
    let over = false;
    let wake: () => void = () => undefined;
    const wait = (millis: number) =>
      new Promise<void>((resolve) => {
        const timer = window.setTimeout(() => wake(), millis);
        wake = () => {
          window.clearTimeout(timer);
          resolve();
        };
      });
    let unlisten: () => void = () => undefined;
    this.unpair = () => {
      over = true;
      unlisten();
      wake();
    };
    const show = (pairing: PairingState) => this.state.update((state) => ({ ...state, pairing }));
    if (this.state.get().pairing === null) show({ kind: 'asking' });
    for (let attempt = 0; !over && !this.disposed; attempt++) {
      let offer: PairingOffer;
      try {
        offer = await this.acts.pair();
      } catch (error) {
        if (over) return;
        const before = this.state.get().pairing;
        if (error instanceof ActRefused && error.status === 429) {
          const millis = Number(error.values.seconds ?? Number.NaN) * 1_000 || SLOWED_MILLIS;
          show({ kind: 'slowed', until: Date.now() + millis });
          await wait(millis);
        } else {
          show({ kind: 'unreachable', since: before?.kind === 'unreachable' ? before.since : Date.now() });
          await wait(pauseMillis(attempt, Math.random()));
        }
        continue;
      }
      if (over) return;
      attempt = 0;
      show({ kind: 'offered', code: offer.code, expiresAt: offer.expiresAt });
      let paired = false;
      unlisten = this.listenTo(pairingEvents(offer.pollId), (news) => {
        if (news.kind === 'event' && news.name === 'paired') paired = true;
        // A code the server does not know any more is as good as one whose time is over.
        if (paired || (news.kind === 'state' && news.state.kind === 'refused')) wake();
      });
      // A box whose clock is wrong by a day must neither ask every second nor show a dead code for hours.
      const left = Date.parse(offer.expiresAt) - Date.now();
      if (!paired) await wait(Math.min(LONGEST_CODE_MILLIS, Math.max(SHORTEST_CODE_MILLIS, left)));
      unlisten();
      if (over) return;
      if (paired) {
        try {
          await this.acts.claim(offer.pollId);
          this.hear();
          return;
        } catch {
          // Claimed too late, or cut off: another code.
          await wait(pauseMillis(0, Math.random()));
        }
      }
    }
  }
}
