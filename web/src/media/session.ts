import {
  ConnectionError,
  ConnectionErrorReason,
  ConnectionState,
  DisconnectReason,
  type LocalTrack,
  LogLevel,
  type RemoteTrack,
  Room,
  RoomEvent,
  setLogLevel,
  Track,
  TrackEvent,
  VideoPresets,
} from 'livekit-client';
import { type Join, JoinRefused, type JoinRequest } from '../api/join';
import { backoffMillis, type Connection, type EndReason } from '../model/connection';
import type { Person } from '../model/person';
import { allRights, type Rights, sameRights } from '../model/rights';
import { carryOver, RETURN_GRACE_MILLIS } from '../model/roster';
import { watchArrival } from './arrival';
import { ChatChannel } from './chatChannel';
import { Listening } from './listening';
import type { Input, LocalMedia } from './localMedia';
import { HAND_ATTRIBUTE, PAGE_ATTRIBUTE, People, rightsOf } from './people';
import { Store } from './store';

setLogLevel(LogLevel.warn);

export interface SessionState {
  readonly connection: Connection;
  readonly people: readonly Person[];
  /** Milliseconds since the epoch when this page first got in; 0 before. */
  readonly enteredAt: number;
  readonly sharing: boolean;
  readonly handRaised: boolean;
  readonly rights: Rights;
  /** What somebody else closed, until it is opened again or the person has taken note. */
  readonly closedByOthers: readonly Input[];
  /** The browser wants a click before it plays sound. */
  readonly soundBlocked: boolean;
}

/** Where the keys for coming back are kept between two loads of the page. */
export interface Keys {
  read(): { identity?: string; resume?: string };
  write(keys: { identity: string; resume: string }): void;
  forget(): void;
}

/** How often changes in the room are turned into a new snapshot, at most; in milliseconds. */
const FRAME_MILLIS = 60;
/** The wait before a track that could not be published is tried again, in milliseconds. */
const PUBLISH_AGAIN_MILLIS = 3_000;
/** For how long the client tries by itself before we fetch a new ticket; in milliseconds. */
const CLIENT_PATIENCE_MILLIS = 10_000;

/**
 * One stay in a meeting: from the first connection until the person leaves, over any number of connections.
 * livekit-client repairs what it can; when it gives up, this asks for a new ticket with its resume secret and
 * connects the same room object with the same tracks, again and again.
 */
export class Session {
  readonly room: Room;
  readonly chat: ChatChannel;
  readonly state: Store<SessionState>;

  private readonly listening: Listening;
  private readonly reader = new People();
  private readonly stopFollowingMedia: () => void;
  private publishing: Promise<void> = Promise.resolve();
  private shared: LocalTrack[] = [];
  private timer = 0;
  private holdUntil = 0;
  private over = false;
  /** True once the page itself goes away (closed, reloaded, or kept in the browser's history). */
  private vanished = false;
  /** True while a connect of ours runs: the client's own events are part of it then. */
  private connecting = false;
  private wake: (() => void) | null = null;
  private stopWatchingArrival: () => void = () => undefined;

  constructor(
    private readonly join: Join,
    private readonly request: JoinRequest,
    private readonly media: LocalMedia,
    private readonly keys: Keys,
  ) {
    this.room = new Room({
      adaptiveStream: true,
      dynacast: true,
      // The tracks outlive a connection; we stop them ourselves.
      stopLocalTrackOnUnpublish: false,
      // A reload is no leave: see `vanish`. And a page frozen in the background comes back.
      disconnectOnPageLeave: false,
      publishDefaults: {
        videoCodec: 'vp8',
        simulcast: true,
        videoEncoding: VideoPresets.h720.encoding,
        videoSimulcastLayers: [VideoPresets.h180, VideoPresets.h360],
        stopMicTrackOnMute: false,
      },
      reconnectPolicy: {
        nextRetryDelayInMs: ({ retryCount, elapsedMs }) =>
          elapsedMs > CLIENT_PATIENCE_MILLIS
            ? null
            : retryCount === 0
              ? 0
              : backoffMillis(retryCount, Math.random()),
      },
    });
    this.state = new Store<SessionState>({
      connection: { kind: 'joining' },
      people: [],
      enteredAt: 0,
      sharing: false,
      handRaised: false,
      rights: allRights,
      closedByOthers: [],
      soundBlocked: false,
    });
    this.chat = new ChatChannel(this.room);
    this.listening = new Listening(this.room);
    this.watch();
    window.addEventListener('pagehide', this.vanish);
    window.addEventListener('pageshow', this.reappear);
    this.stopFollowingMedia = media.state.subscribe(() => {
      this.publish();
      const still = this.state.get().closedByOthers.filter((input) => !media.state.get()[input].wanted);
      if (still.length < this.state.get().closedByOthers.length) this.noteClosed(still);
    });
  }

  /**
   * Gets in for the first time.
   *
   * @throws JoinRefused with the server's reason; the session is over then
   */
  async start(): Promise<void> {
    try {
      await this.connect();
    } catch (error) {
      this.finish({ kind: 'left' });
      throw error instanceof JoinRefused ? error : connectRefused(error);
    }
  }

  /** Leaves for good. */
  async leave(): Promise<void> {
    this.finish({ kind: 'left' });
    await this.room.disconnect(false);
  }

  async share(): Promise<void> {
    if (this.shared.length > 0) return;
    const tracks = await this.room.localParticipant.createScreenTracks({ audio: true });
    this.shared = tracks;
    for (const track of tracks) {
      // The browser's own "stop sharing" button.
      track.on('ended', () => void this.unshare());
    }
    this.state.update((state) => ({ ...state, sharing: true }));
    this.publish();
  }

  async unshare(): Promise<void> {
    const tracks = this.shared;
    this.shared = [];
    this.state.update((state) => ({ ...state, sharing: false }));
    for (const track of tracks) {
      track.stop();
      if (this.room.state === ConnectionState.Connected) {
        await this.room.localParticipant.unpublishTrack(track, true).catch(() => undefined);
      }
    }
  }

  /**
   * Raises or lowers the hand; while the connection is away, as soon as it is back.
   *
   * @returns false when the server did not take it
   */
  async raiseHand(raised: boolean): Promise<boolean> {
    const before = this.state.get().handRaised;
    this.state.update((state) => ({ ...state, handRaised: raised }));
    const told = await this.tellAttributes();
    if (told || this.state.get().connection.kind !== 'together') return true;
    this.state.update((state) => (state.handRaised === raised ? { ...state, handRaised: before } : state));
    return false;
  }

  /** The person has read that somebody else closed a device. */
  takeNote(): void {
    this.noteClosed([]);
  }

  async switchSpeaker(deviceId: string): Promise<void> {
    await this.room.switchActiveDevice('audiooutput', deviceId).catch(() => undefined);
  }

  async startSound(): Promise<void> {
    await this.room.startAudio();
  }

  /** Tells the server at once that we are gone, but keeps the keys, so that a reload leads back in. */
  private readonly vanish = (): void => {
    this.vanished = true;
    this.chat.cut();
    void this.room.disconnect(false);
  };

  /** The page was only put aside and is shown again, with everything it had. */
  private readonly reappear = (): void => {
    if (!this.vanished || this.over) return;
    this.vanished = false;
    this.lose('lost');
    void this.comeBack();
  };

  /** A wait between two tries ends now, for instance when the network is back. */
  readonly hurry = (): void => {
    this.wake?.();
  };

  private async connect(): Promise<void> {
    this.connecting = true;
    try {
      const ticket = await this.join({ ...this.request, ...this.keys.read() });
      this.keys.write({ identity: ticket.identity, resume: ticket.resume });
      if (this.over) return;
      await this.room.connect(ticket.url, ticket.token, {
        peerConnectionTimeout: 10_000,
        websocketTimeout: 8_000,
      });
    } finally {
      this.connecting = false;
    }
    if (this.over) {
      await this.room.disconnect(false);
      return;
    }
    this.together(false);
  }

  private together(repaired: boolean): void {
    this.stopWatchingArrival();
    const speakerId = this.media.state.get().speakerId;
    if (speakerId !== '') void this.switchSpeaker(speakerId);
    this.holdUntil = this.state.get().enteredAt === 0 ? 0 : Date.now() + RETURN_GRACE_MILLIS;
    this.state.update((state) => ({
      ...state,
      connection: { kind: 'together' },
      enteredAt: state.enteredAt || Date.now(),
    }));
    this.chat.resume(repaired);
    this.readRights();
    this.publish();
    void this.tellAttributes();
    this.refresh();
    if (this.holdUntil > 0) window.setTimeout(this.refresh, RETURN_GRACE_MILLIS + 50);
  }

  private lose(kind: 'signalLost' | 'lost'): void {
    this.state.update((state) => {
      const before = state.connection;
      if (before.kind === 'ended' || before.kind === 'joining' || before.kind === kind) return state;
      const since = before.kind === 'signalLost' || before.kind === 'lost' ? before.since : Date.now();
      return {
        ...state,
        connection: kind === 'signalLost' ? { kind, since, flowing: false } : { kind, since },
      };
    });
    this.refresh();
    this.stopWatchingArrival();
    if (this.state.get().connection.kind !== 'signalLost') return;
    this.stopWatchingArrival = watchArrival(this.room, (flowing) =>
      this.state.update((state) =>
        state.connection.kind === 'signalLost'
          ? { ...state, connection: { ...state.connection, flowing } }
          : state,
      ),
    );
  }

  /** Comes back after the client gave up, for as long as it takes. */
  private async comeBack(): Promise<void> {
    window.addEventListener('online', this.hurry);
    for (let attempt = 0; !this.over; attempt++) {
      try {
        await this.connect();
        break;
      } catch (error) {
        if (error instanceof JoinRefused && !error.passing) {
          if (this.keys.read().resume !== undefined) {
            // The server does not know us any more: come as a new participant.
            this.keys.forget();
          } else {
            this.finish({ kind: 'refused', status: error.status, code: error.code });
            break;
          }
        }
        await this.wait(backoffMillis(attempt, Math.random()));
      }
    }
    window.removeEventListener('online', this.hurry);
  }

  private wait(millis: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = window.setTimeout(() => this.wake?.(), millis);
      this.wake = () => {
        window.clearTimeout(timer);
        this.wake = null;
        resolve();
      };
    });
  }

  private finish(reason: EndReason): void {
    if (this.over) return;
    this.over = true;
    if (reason.kind === 'left') this.keys.forget();
    this.wake?.();
    this.stopWatchingArrival();
    window.clearTimeout(this.timer);
    for (const track of this.shared) track.stop();
    this.shared = [];
    window.removeEventListener('pagehide', this.vanish);
    window.removeEventListener('pageshow', this.reappear);
    this.stopFollowingMedia();
    this.listening.dispose();
    this.chat.cut();
    this.chat.dispose();
    this.state.update((state) => ({
      ...state,
      connection: { kind: 'ended', reason },
      people: [],
      sharing: false,
    }));
  }

  /** Publishes every track which is there and not in the room yet; the client keeps mute states in step. */
  private publish(): void {
    this.publishing = this.publishing.then(async () => {
      if (this.over || this.room.state !== ConnectionState.Connected) return;
      const me = this.room.localParticipant;
      const { rights } = this.state.get();
      const tracks: LocalTrack[] = rights.share ? [...this.shared] : [];
      if (this.media.microphone && rights.microphone) tracks.push(this.media.microphone);
      if (this.media.camera && rights.camera) tracks.push(this.media.camera);
      for (const track of tracks) {
        const there = [...me.trackPublications.values()].some((publication) => publication.track === track);
        if (there) continue;
        const muted = track.isMuted;
        try {
          await me.publishTrack(track);
          // The client tells nobody of a key pressed while it was publishing, for the track had no name yet.
          if (track.isMuted !== muted)
            track.emit(track.isMuted ? TrackEvent.Muted : TrackEvent.Unmuted, track);
        } catch {
          // Cut off in the middle, or no answer: the next connection publishes it, or the next try on this one.
          window.setTimeout(() => this.publish(), PUBLISH_AGAIN_MILLIS);
        }
      }
      this.refresh();
    });
  }

  private readRights(): void {
    const rights = rightsOf(this.room);
    const before = this.state.get().rights;
    if (sameRights(before, rights)) return;
    this.state.update((state) => ({ ...state, rights }));
    // A device nobody may hear or see is closed: its button and its lamp must not say otherwise.
    for (const input of ['microphone', 'camera'] as const)
      if (!rights[input] && this.media.state.get()[input].wanted) void this.media.want(input, false);
    if (!rights.share) void this.unshare();
    if (!rights.hand) this.state.update((state) => ({ ...state, handRaised: false }));
  }

  private noteClosed(closedByOthers: readonly Input[]): void {
    this.state.update((state) => ({ ...state, closedByOthers }));
  }

  private async tellAttributes(): Promise<boolean> {
    if (this.room.state !== ConnectionState.Connected) return false;
    const me = this.room.localParticipant;
    const { handRaised } = this.state.get();
    const wanted: Record<string, string> = {
      [PAGE_ATTRIBUTE]: '1',
      [HAND_ATTRIBUTE]: handRaised ? me.attributes[HAND_ATTRIBUTE] || String(Date.now()) : '',
    };
    const changed = Object.fromEntries(
      Object.entries(wanted).filter(([key, value]) => (me.attributes[key] ?? '') !== value),
    );
    if (Object.keys(changed).length === 0) return true;
    try {
      await me.setAttributes(changed);
      return true;
    } catch {
      // Not allowed, or cut off in the middle: the next connection tells it again.
      return false;
    } finally {
      this.refresh();
    }
  }

  private watch(): void {
    const { room } = this;
    for (const event of [
      RoomEvent.ParticipantConnected,
      RoomEvent.ParticipantDisconnected,
      RoomEvent.ParticipantNameChanged,
      RoomEvent.ParticipantAttributesChanged,
      RoomEvent.TrackPublished,
      RoomEvent.TrackUnpublished,
      RoomEvent.TrackSubscribed,
      RoomEvent.TrackUnsubscribed,
      RoomEvent.TrackMuted,
      RoomEvent.TrackUnmuted,
      RoomEvent.TrackStreamStateChanged,
      RoomEvent.LocalTrackPublished,
      RoomEvent.LocalTrackUnpublished,
      RoomEvent.ActiveSpeakersChanged,
      RoomEvent.ConnectionQualityChanged,
    ] as const) {
      room.on(event, this.refresh);
    }
    room.on(RoomEvent.ParticipantPermissionsChanged, (_before, participant) => {
      if (!participant.isLocal || this.over) return;
      this.readRights();
      this.publish();
    });
    room.on(RoomEvent.AudioPlaybackStatusChanged, () =>
      this.state.update((state) => ({ ...state, soundBlocked: !room.canPlaybackAudio })),
    );
    room.on(RoomEvent.SignalReconnecting, () => {
      this.chat.pause();
      this.lose('signalLost');
    });
    room.on(RoomEvent.Reconnecting, () => {
      this.chat.cut();
      this.lose('lost');
    });
    room.on(RoomEvent.Reconnected, () => {
      if (!this.over) this.together(true);
    });
    room.on(RoomEvent.TrackMuted, (publication, participant) => {
      // The server, or an operator through it, closed our microphone or camera: the buttons must say so.
      if (!participant.isLocal || this.over) return;
      const input = publication.source === Track.Source.Camera ? 'camera' : 'microphone';
      if (publication.source !== Track.Source.Camera && publication.source !== Track.Source.Microphone)
        return;
      const { wanted, opening, fault } = this.media.state.get()[input];
      // A device that was pulled out is muted by the client; that is a fault, and nobody's act.
      if (wanted && !opening && fault === null) {
        void this.media.want(input, false);
        this.noteClosed([...this.state.get().closedByOthers.filter((each) => each !== input), input]);
      }
    });
    room.on(RoomEvent.Disconnected, (reason) => {
      if (this.over || this.connecting || this.vanished) return;
      const end = endReason(reason);
      if (end) {
        this.finish(end);
        return;
      }
      this.chat.cut();
      this.lose('lost');
      void this.comeBack();
    });
  }

  /** Schedules a new snapshot of the room; many events in a row make one. */
  private readonly refresh = (_track?: RemoteTrack | unknown): void => {
    if (this.timer !== 0 || this.over) return;
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.read();
    }, FRAME_MILLIS);
  };

  private read(): void {
    if (this.over) return;
    this.state.update((state) => {
      const away = state.connection.kind === 'lost';
      // While nothing flows nobody hears or sees oneself either.
      const now = this.reader.read(this.room);
      const people = carryOver(
        state.people,
        away ? now.map((person) => ({ ...person, stale: true, speaking: false })) : now,
        away ? Number.POSITIVE_INFINITY : this.holdUntil,
        Date.now(),
      );
      const same =
        people.length === state.people.length &&
        people.every((person, index) => person === state.people[index]);
      return same ? state : { ...state, people };
    });
  }
}

/** Why the ticket was good and the room yet did not open. */
export function connectRefused(error: unknown): JoinRefused {
  if (error instanceof ConnectionError) {
    // A leave instead of the join is how the server says that no place is left; the client drops its reason.
    if (error.reason === ConnectionErrorReason.LeaveRequest) return new JoinRefused(409, 'room-full', '');
    if (error.reason === ConnectionErrorReason.NotAllowed)
      return new JoinRefused(error.status ?? 403, 'not-allowed', '');
    // Signalling did not come up: that is the way to the server, not the way of picture and sound.
    if (
      error.reason === ConnectionErrorReason.ServerUnreachable ||
      error.reason === ConnectionErrorReason.WebSocket ||
      error.reason === ConnectionErrorReason.Timeout
    )
      return new JoinRefused(0, 'unreachable', '');
  }
  return new JoinRefused(0, 'media', '');
}

/** Reasons which end the stay; null for all from which the page comes back. */
export function endReason(reason: DisconnectReason | undefined): EndReason | null {
  switch (reason) {
    case DisconnectReason.CLIENT_INITIATED:
      return { kind: 'left' };
    case DisconnectReason.DUPLICATE_IDENTITY:
      return { kind: 'elsewhere' };
    case DisconnectReason.PARTICIPANT_REMOVED:
      return { kind: 'removed' };
    case DisconnectReason.ROOM_DELETED:
    case DisconnectReason.ROOM_CLOSED:
      return { kind: 'closed' };
    default:
      return null;
  }
}
