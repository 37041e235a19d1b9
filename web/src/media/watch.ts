import {
  type RemoteParticipant,
  type RemoteTrack,
  type RemoteTrackPublication,
  Room,
  RoomEvent,
  Track,
} from 'livekit-client';
import { signallingUrl } from '../api/join';
import type { Ticket } from '../api/wire';
import { backoffMillis } from '../model/connection';
import type { Picture } from '../model/person';
import { Store } from './store';

/** Whose tracks carry what the province sees and hears. */
const PROGRAMME = 'programme';
const PICTURE = /^picture-(\d+)$/;
const SOUND = /^sound-\d+$/;
/** For how long the client tries by itself; in milliseconds. */
const CLIENT_PATIENCE_MILLIS = 8_000;

/** What the eye rests on besides the programme: seats by id. */
export interface Looking {
  readonly cameras: readonly string[];
  readonly screens: readonly string[];
}

export interface Hearing {
  readonly on: boolean;
  /** The browser wants a click before it plays sound. */
  readonly blocked: boolean;
  /** No connection to the media room now. */
  readonly cut: boolean;
}

/**
 * An operator's eyes and ears in the media room: the programme as the sites get it, and of single sites only what is looked
 * at. Sends nothing, but for the operator's microphone while a private talk lasts. Lives on the page's thread.
 */
export class Watch {
  /** By place: `programme:0`, `camera:<seat>`, `screen:<seat>`. */
  readonly pictures = new Store<ReadonlyMap<string, Picture>>(new Map());
  readonly hearing = new Store<Hearing>({ on: true, blocked: false, cut: true });
  readonly room = new Room({
    adaptiveStream: true,
    dynacast: true,
    disconnectOnPageLeave: true,
    // The client repairs what it can; then a new ticket and a whole new connection are quicker.
    reconnectPolicy: {
      nextRetryDelayInMs: ({ retryCount, elapsedMs }) =>
        elapsedMs > CLIENT_PATIENCE_MILLIS
          ? null
          : retryCount === 0
            ? 0
            : backoffMillis(retryCount, Math.random()),
    },
  });

  private looking: Looking = { cameras: [], screens: [] };
  private talkingWith: string | null = null;
  private over = true;
  private attempts = 0;
  private timer = 0;
  private readonly box = document.createElement('div');
  private readonly sounds = new Map<RemoteTrack, HTMLMediaElement>();
  private readonly made = new WeakMap<RemoteTrack, Picture>();

  /** @param moving whether the programme comes as moving pictures; else as sound alone, and the desk shows the sites' stills */
  constructor(
    private readonly ticket: () => Promise<Ticket>,
    private readonly moving: boolean,
  ) {
    this.box.hidden = true;
    document.body.append(this.box);
    this.room
      .on(RoomEvent.TrackPublished, this.arrange)
      .on(RoomEvent.ParticipantConnected, this.arrange)
      .on(RoomEvent.TrackSubscribed, this.come)
      .on(RoomEvent.TrackUnsubscribed, this.go)
      .on(RoomEvent.TrackMuted, this.show)
      .on(RoomEvent.TrackUnmuted, this.show)
      .on(RoomEvent.ParticipantDisconnected, this.show)
      .on(RoomEvent.AudioPlaybackStatusChanged, this.noteBlocked)
      .on(RoomEvent.Reconnected, this.arrange)
      .on(RoomEvent.Disconnected, this.comeBack);
  }

  /** Joins, and comes back for as long as it takes. */
  start(): void {
    this.over = false;
    this.attempts = 0;
    void this.connect();
  }

  /** Leaves; `start` joins again. */
  stop(): void {
    this.over = true;
    window.clearTimeout(this.timer);
    void this.room.disconnect();
    this.hearing.update((now) => ({ ...now, cut: true }));
    this.show();
  }

  dispose(): void {
    this.stop();
    for (const track of [...this.sounds.keys()]) this.go(track);
    this.box.remove();
  }

  /** Takes these sites' pictures and lets go of all others. */
  look(looking: Looking): void {
    this.looking = looking;
    this.arrange();
  }

  /** Whether the programme is heard here. From a click, it also lifts the browser's ban on sound. */
  async hear(on: boolean): Promise<void> {
    this.hearing.update((now) => ({ ...now, on }));
    this.arrange();
    if (on) await this.room.startAudio().catch(() => undefined);
    this.noteBlocked();
  }

  /**
   * Private talk, as the server has opened it: the own microphone goes out and the site's comes in; null ends it.
   *
   * @returns false when the microphone could not be opened
   */
  async talk(seat: string | null): Promise<boolean> {
    if (this.talkingWith === seat) return true;
    this.talkingWith = seat;
    this.arrange();
    if (this.hearing.get().cut) return true;
    try {
      await this.room.localParticipant.setMicrophoneEnabled(seat !== null);
      return true;
    } catch {
      return false;
    }
  }

  private async connect(): Promise<void> {
    try {
      const { url, token } = await this.ticket();
      if (this.over) return;
      await this.room.connect(signallingUrl(url, window.location.href), token, { autoSubscribe: false });
      this.attempts = 0;
      this.hearing.update((now) => ({ ...now, cut: false }));
      this.arrange();
      this.noteBlocked();
      const talk = this.talkingWith;
      if (talk !== null) await this.room.localParticipant.setMicrophoneEnabled(true).catch(() => undefined);
    } catch {
      this.comeBack();
    }
  }

  private readonly comeBack = (): void => {
    if (this.over) return;
    this.hearing.update((now) => ({ ...now, cut: true }));
    this.show();
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.connect(), backoffMillis(this.attempts++, Math.random()));
  };

  /** Subscribes to what is wanted, and to nothing else. */
  private readonly arrange = (): void => {
    for (const participant of this.room.remoteParticipants.values()) {
      for (const publication of participant.trackPublications.values()) {
        const wanted = this.wants(participant, publication as RemoteTrackPublication);
        if (publication.isDesired !== wanted) (publication as RemoteTrackPublication).setSubscribed(wanted);
      }
    }
    this.show();
  };

  private wants(participant: RemoteParticipant, publication: RemoteTrackPublication): boolean {
    const { identity } = participant;
    if (identity === PROGRAMME) {
      return (
        (this.moving && PICTURE.test(publication.trackName)) ||
        (this.hearing.get().on && SOUND.test(publication.trackName))
      );
    }
    switch (publication.source) {
      case Track.Source.Camera:
        return this.looking.cameras.includes(identity);
      case Track.Source.ScreenShare:
        return this.looking.screens.includes(identity);
      case Track.Source.Microphone:
        return this.talkingWith === identity;
      default:
        return false;
    }
  }

  private readonly come = (track: RemoteTrack): void => {
    if (track.kind === Track.Kind.Audio && !this.sounds.has(track)) {
      const element = track.attach();
      this.sounds.set(track, element);
      this.box.append(element);
    }
    this.show();
  };

  private readonly go = (track: RemoteTrack): void => {
    const element = this.sounds.get(track);
    if (element) {
      this.sounds.delete(track);
      track.detach(element);
      element.remove();
    }
    this.show();
  };

  private readonly noteBlocked = (): void => {
    const blocked = !this.room.canPlaybackAudio;
    this.hearing.update((now) => (now.blocked === blocked ? now : { ...now, blocked }));
  };

  /** What is really there now; told only when it is something else than before. */
  private readonly show = (): void => {
    const now = new Map<string, Picture>();
    for (const participant of this.room.remoteParticipants.values()) {
      for (const publication of participant.trackPublications.values()) {
        const track = publication.track;
        if (!track || publication.isMuted || track.kind !== Track.Kind.Video) continue;
        const place = placeOf(participant, publication as RemoteTrackPublication);
        if (place !== null) now.set(place, this.picture(track as RemoteTrack, publication.trackSid));
      }
    }
    const before = this.pictures.get();
    const same =
      now.size === before.size && [...now].every(([place, picture]) => before.get(place) === picture);
    if (!same) this.pictures.set(now);
  };

  private picture(track: RemoteTrack, sid: string): Picture {
    const known = this.made.get(track);
    if (known) return known;
    const picture: Picture = {
      key: sid,
      paused: false,
      attach: (element) => {
        track.attach(element);
      },
      detach: (element) => {
        track.detach(element);
      },
    };
    this.made.set(track, picture);
    return picture;
  }
}

function placeOf(participant: RemoteParticipant, publication: RemoteTrackPublication): string | null {
  if (participant.identity === PROGRAMME) {
    const at = PICTURE.exec(publication.trackName);
    return at ? `programme:${at[1]}` : null;
  }
  return publication.source === Track.Source.ScreenShare
    ? `screen:${participant.identity}`
    : `camera:${participant.identity}`;
}
