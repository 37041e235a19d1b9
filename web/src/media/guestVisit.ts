import { keepCsrf } from '../api/acts';
import { listen, type StreamNews } from '../api/events';
import { type GuestActs, guestActs, guestEvents, type Knock } from '../api/guest';
import type { GuestScreen, Kiosk } from '../api/wire';
import { stillWanted } from '../model/kiosk';
import { type Capture, Hall } from './hall';
import { Seat } from './seat';
import { sendStills } from './still';
import { Store } from './store';
import { keepAwake } from './wakeLock';

export interface GuestVisitState {
  /** The last that the server said; null at the door. */
  readonly screen: GuestScreen | null;
  /** Whether the server has said that this browser is a stranger here: then the door is shown. */
  readonly stranger: boolean;
  /** Server's time less this machine's, in milliseconds. */
  readonly skewMillis: number;
  /** Since when the server says nothing more, on this machine's clock. */
  readonly cutSince: number | null;
}

/**
 * A guest's way through a meeting, from its link's door over the lobby to the seat. What follows the seat into the room is the
 * same as on a site's own screen. Camera and microphone are opened once somebody waits, never at the door. Lives on the page's
 * thread, from the page's start to its end.
 */
export class GuestVisit {
  readonly state = new Store<GuestVisitState>({
    screen: null,
    stranger: false,
    skewMillis: 0,
    cutSince: null,
  });
  readonly hall: Hall;
  readonly seat: Seat;

  private readonly stops: (() => void)[] = [];
  private unlisten: () => void = () => undefined;
  private opened = false;
  /** How often the server has said something: what was asked for before its last word is older than that. */
  private told = 0;
  private disposed = false;

  /** @param link last part of the address */
  constructor(
    private readonly link: string,
    capture: Capture,
    showAtMost: number,
    private readonly acts: GuestActs = guestActs,
    private readonly listenTo: typeof listen = listen,
  ) {
    this.hall = new Hall(capture);
    this.seat = new Seat(this.hall, () => void this.look(), capture, showAtMost);
  }

  start(): void {
    this.stops.push(
      sendStills(
        this.hall,
        () =>
          stillWanted(
            kioskOf(this.state.get().screen),
            this.seat.state.get().link,
            this.seat.state.get().upBps,
          ),
        async (still) => {
          await this.acts.sendStill(still);
        },
      ),
    );
    this.hear();
  }

  dispose(): void {
    this.disposed = true;
    for (const stop of this.stops) stop();
    this.unlisten();
    this.seat.dispose();
    this.hall.dispose();
  }

  /** @throws ActRefused */
  async knock(knock: Knock): Promise<void> {
    await this.acts.knock(this.link, knock);
    this.hear();
  }

  /** Goes for good; the door is shown again. @throws ActRefused */
  async leave(): Promise<void> {
    await this.acts.leave();
    this.toDoor();
  }

  /** To the door, from a screen that says that it is over. */
  toDoor(): void {
    this.told++;
    this.unlisten();
    this.seat.follow(null);
    this.state.update((before) => ({ ...before, screen: null, stranger: true, cutSince: null }));
  }

  private hear(): void {
    this.unlisten();
    this.unlisten = this.listenTo(guestEvents(this.link), (news) => this.onNews(news));
  }

  private onNews(news: StreamNews): void {
    if (news.kind === 'event') {
      if (news.name === 'snapshot') this.learn(news.data as GuestScreen);
      return;
    }
    const { state } = news;
    if (state.kind === 'refused') {
      const { screen } = this.state.get();
      // The last word of a meeting that is over stays; its guests' keys are gone by then.
      if (screen !== null && screen.phase !== 'WAITING' && screen.phase !== 'ADMITTED') return;
      this.toDoor();
      return;
    }
    this.state.update((before) => ({ ...before, cutSince: state.kind === 'cut' ? state.since : null }));
  }

  private learn(screen: GuestScreen): void {
    this.told++;
    keepCsrf(screen.csrf);
    const inside = screen.phase === 'WAITING' || screen.phase === 'ADMITTED';
    if (inside && !this.opened) {
      this.opened = true;
      void this.hall.start();
      this.stops.push(keepAwake());
    }
    this.state.set({
      screen,
      stranger: false,
      skewMillis: Date.parse(screen.serverTime) - Date.now(),
      cutSince: null,
    });
    this.seat.follow(screen.kiosk?.ticket ?? null);
    this.seat.turnAside(screen.kiosk?.talk ?? false);
    this.seat.agree(screen.kiosk?.seat?.microphone ?? 'NONE');
  }

  /**
   * A ticket was refused, and the next event may be long in coming. An answer that something else has overtaken is not
   * followed, or one who has gone would be back.
   */
  private async look(): Promise<void> {
    const { told } = this;
    const screen = await this.acts.read(this.link).catch(() => null);
    if (screen !== null && !this.disposed && told === this.told) this.learn(screen);
  }
}

/** What a site's screen would know in this place; null while there is no seat. */
export function kioskOf(screen: GuestScreen | null): Kiosk | null {
  if (screen === null || screen.kiosk === null) return null;
  const { csrf, serverTime } = screen;
  return { ...screen.kiosk, csrf, serverTime, certificateUntil: null };
}
