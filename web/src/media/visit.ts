import { type Join, JoinRefused } from '../api/join';
import type { EndReason } from '../model/connection';
import { clean } from '../model/text';
import { rememberedPlace, rememberPlace, tabKeys, wish, wishes } from './keys';
import { LocalMedia } from './localMedia';
import { Session } from './session';
import { Store } from './store';

/** The way of one person through the page: door → check → meeting → end, and back. */
export type Visit =
  | { readonly step: 'door'; readonly room: string; readonly name: string }
  | {
      readonly step: 'check';
      readonly room: string;
      readonly name: string;
      readonly media: LocalMedia;
      readonly joining: boolean;
      readonly refusal: JoinRefused | null;
    }
  | {
      readonly step: 'meeting';
      readonly room: string;
      readonly name: string;
      readonly media: LocalMedia;
      readonly session: Session;
    }
  | { readonly step: 'ended'; readonly room: string; readonly name: string; readonly reason: EndReason };

declare global {
  interface Window {
    /** For tests and for whoever looks into a running page; to be read only. */
    __nharong?: { readonly room: Session['room'] };
  }
}

export class Visiting {
  readonly state: Store<Visit>;

  constructor(
    private readonly join: Join,
    location: Location,
  ) {
    const asked = roomOf(location);
    const kept = rememberedPlace();
    // A reload in the middle of a meeting leads back to the check, with everything as it was.
    if (kept && (asked === '' || asked === kept.room)) {
      this.state = new Store<Visit>(this.checkOf(kept.room, kept.name));
    } else {
      this.state = new Store<Visit>({ step: 'door', room: asked, name: wishes().name });
    }
  }

  enter(name: string, room: string): void {
    wish({ name: clean(name) });
    window.history.replaceState(null, '', roomPath(roomName(room)));
    this.state.set(this.checkOf(roomName(room), clean(name)));
  }

  /** Back from the check, or from the end, to the door. */
  backToDoor(): void {
    const visit = this.state.get();
    if (visit.step === 'check') visit.media.dispose();
    rememberPlace(null);
    this.state.set({ step: 'door', room: visit.room, name: visit.name });
  }

  async enterMeeting(): Promise<void> {
    const visit = this.state.get();
    if (visit.step !== 'check' || visit.joining) return;
    const { room, name, media } = visit;
    this.state.set({ ...visit, joining: true, refusal: null });
    const session = new Session(this.join, { room, name }, media, tabKeys(room));
    window.__nharong = { room: session.room };
    try {
      await session.start();
    } catch (error) {
      const refusal = error instanceof JoinRefused ? error : new JoinRefused(0, 'media', '');
      this.state.set({ ...visit, joining: false, refusal });
      return;
    }
    rememberPlace({ room, name });
    const unsubscribe = session.state.subscribe(() => {
      const { connection } = session.state.get();
      if (connection.kind !== 'ended') return;
      unsubscribe();
      media.dispose();
      rememberPlace(null);
      this.state.set({ step: 'ended', room, name, reason: connection.reason });
    });
    this.state.set({ step: 'meeting', room, name, media, session });
  }

  /** From the end back into the same room, by way of the check. */
  again(): void {
    const visit = this.state.get();
    if (visit.step === 'ended') this.state.set(this.checkOf(visit.room, visit.name));
  }

  private checkOf(room: string, name: string): Visit {
    const media = new LocalMedia(wishes());
    media.state.subscribe(() => {
      const { microphone, camera, speakerId } = media.state.get();
      wish({
        microphone: microphone.wanted,
        camera: camera.wanted,
        microphoneId: microphone.deviceId,
        cameraId: camera.deviceId,
        speakerId,
      });
    });
    void media.start();
    return { step: 'check', room, name, media, joining: false, refusal: null };
  }
}

/** Whether a path is one of ours; the server gives the page for any other, too. */
export function knownPath(pathname: string): boolean {
  return pathname === '/' || /^\/r(\/[^/]*)?\/?$/.test(pathname) || /^\/ui\/?$/.test(pathname);
}

/** The room an address names: `/r/<room>` or `?room=`; empty for none. */
export function roomOf(location: Pick<Location, 'pathname' | 'search'>): string {
  const path = /^\/r\/([^/]+)\/?$/.exec(location.pathname);
  if (path?.[1]) {
    try {
      return roomName(decodeURIComponent(path[1]));
    } catch {
      return '';
    }
  }
  return roomName(new URLSearchParams(location.search).get('room') ?? '');
}

export function roomName(typed: string): string {
  return clean(typed).replace(/\s+/g, '-').slice(0, 64);
}

export function roomPath(room: string): string {
  return `/r/${encodeURIComponent(room)}`;
}
