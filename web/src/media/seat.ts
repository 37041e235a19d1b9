import {
  ConnectionState,
  DisconnectReason,
  type LocalTrack,
  type RemoteAudioTrack,
  type RemoteParticipant,
  type RemoteTrack,
  type RemoteTrackPublication,
  Room,
  RoomEvent,
  Track,
  VideoPreset,
  VideoPresets,
} from 'livekit-client';
import { signallingUrl } from '../api/join';
import type { Microphone, Ticket } from '../api/wire';
import { pauseMillis, roomOf, type SeatLink } from '../model/kiosk';
import type { Picture } from '../model/person';
import { watchArrival } from './arrival';
import { CAPTURE_720, type Capture, type Hall } from './hall';
import { Listening } from './listening';
import { Store } from './store';

/** Identity of the participant through whom a conducted room shows and sounds. */
export const PROGRAMME = 'programme';

export interface SeatState {
  readonly link: SeatLink;
  /** The programme's pictures by their place, 0 …; a hole while nothing has come for that place. */
  readonly pictures: readonly (Picture | undefined)[];
  /** The server has opened our microphone and it sends. */
  readonly microphoneOpen: boolean;
  readonly linePoor: boolean;
  /** What the connection can carry from here, in bits per second; null while it has not measured. */
  readonly upBps: number | null;
  readonly soundBlocked: boolean;
}

/** Size in real pixels in which a place of the programme is shown. */
export interface Shown {
  readonly width: number;
  readonly height: number;
}

/** How often the connection is asked how it stands, in milliseconds. */
const MEASURE_MILLIS = 4_000;
/** A screen sent away waits this long for a new ticket before it tries the old one again, in milliseconds. */
const SENT_AWAY_MILLIS = 10_000;
/** The client repairs by itself this long; then a whole new connection is quicker. */
const CLIENT_PATIENCE_MILLIS = 8_000;
/** How long the server's belief of our microphone must last before it is followed, in milliseconds. */
const AGREE_MILLIS = 1_500;
/** Without signalling, something must have arrived after this long for the line to count as there; in milliseconds. */
const FLOW_MILLIS = 2_600;
/** How loud the programme is while an operator speaks with this site alone. */
const ASIDE_VOLUME = 0.2;

/**
 * The site's seat in the media room: gets in with a ticket, for ever and by itself; sends the hall's camera and (once the
 * server opened it) microphone; takes what the programme shows. Lives on the page's only thread.
 *
 * The microphone goes into the room muted. Only the server's word unmutes it: livekit-client does when the server asks for
 * it, and {@link agree} when that request was lost. Each new connection begins muted again, so that a screen that was away
 * does not come back with an open microphone.
 */
export class Seat {
  readonly room: Room;
  readonly state = new Store<SeatState>({
    link: { kind: 'idle' },
    pictures: [],
    microphoneOpen: false,
    linePoor: false,
    upBps: null,
    soundBlocked: false,
  });

  private readonly listening: Listening;
  private readonly unfollow: () => void;
  private ticket: Ticket | null = null;
  /** The room of the ticket we hold or try for; '' for none. */
  private at = '';
  private trying = 0;
  /** True while a connect of ours runs: the client's own events are part of it then. */
  private connecting = false;
  private wake: (() => void) | null = null;
  private publishing: Promise<void> = Promise.resolve();
  private readonly measuring: number;
  private sizes: readonly Shown[] = [];
  private aside = false;
  private stopWatching: () => void = () => undefined;
  private believed: Microphone = 'NONE';
  private agreeing = 0;
  private disposed = false;

  /**
   * @param refresh asks the server for what it knows now, when a ticket is refused
   * @param showAtMost no picture is asked for higher than this, in pixels; for weak boxes and tests
   */
  constructor(
    private readonly hall: Hall,
    private readonly refresh: () => void,
    capture: Capture = CAPTURE_720,
    private readonly showAtMost: number = Number.POSITIVE_INFINITY,
  ) {
    this.room = new Room({
      // The size of each place is told by hand: a television shows all of them always, and must not lose its picture
      // because a screen saver covers the page for a moment.
      adaptiveStream: false,
      dynacast: true,
      stopLocalTrackOnUnpublish: false,
      disconnectOnPageLeave: true,
      publishDefaults: {
        videoCodec: 'vp8',
        simulcast: true,
        ...layersOf(capture),
        stopMicTrackOnMute: false,
        dtx: true,
      },
      reconnectPolicy: {
        nextRetryDelayInMs: ({ retryCount, elapsedMs }) =>
          elapsedMs > CLIENT_PATIENCE_MILLIS
            ? null
            : retryCount === 0
              ? 0
              : pauseMillis(retryCount - 1, Math.random()),
      },
    });
    this.listening = new Listening(this.room);
    this.watch();
    this.unfollow = hall.state.subscribe(() => this.publish());
    this.measuring = window.setInterval(() => void this.measure(), MEASURE_MILLIS);
    window.addEventListener('online', this.hurry);
  }

  /**
   * Follows the ticket the server gave last: gets in, moves to another room, or leaves with null. A new ticket for the
   * room one is in is kept for the next time, and nothing is torn down.
   */
  follow(ticket: Ticket | null): void {
    const before = this.ticket;
    this.ticket = ticket;
    const next = ticket === null ? '' : `${ticket.url} ${roomOf(ticket.token)}`;
    if (next === this.at) {
      // What waits for a better ticket tries at once with this one.
      if (ticket !== null && ticket.token !== before?.token) this.hurry();
      return;
    }
    this.at = next;
    this.trying++;
    this.hurry();
    if (ticket === null) {
      this.set({ link: { kind: 'idle' }, pictures: [], microphoneOpen: false, upBps: null, linePoor: false });
      void this.room.disconnect(false);
    } else {
      void this.comeIn(this.trying);
    }
  }

  /** The place a picture is shown at, in real pixels: the server sends no more of it than that. */
  show(sizes: readonly Shown[]): void {
    this.sizes = sizes;
    this.tellSizes();
  }

  /**
   * What the server believes of our microphone. The request to open or close comes with the media connection and is
   * followed at once; this mends one that was lost on the way, after a while, so that it overtakes none.
   */
  agree(microphone: Microphone): void {
    if (microphone === this.believed) return;
    this.believed = microphone;
    window.clearTimeout(this.agreeing);
    this.agreeing = window.setTimeout(() => {
      const track = this.hall.microphone;
      if (track === null || this.state.get().link.kind !== 'together') return;
      if (microphone === 'MUTED_THERE' && track.isMuted) void track.unmute();
      if (microphone === 'CLOSED' && !track.isMuted) void track.mute();
    }, AGREE_MILLIS);
  }

  /** Turns the programme down while an operator speaks with this site alone. */
  turnAside(aside: boolean): void {
    this.aside = aside;
    this.setVolumes();
  }

  /** The browser wanted a key before it plays sound: this is it. */
  async startSound(): Promise<void> {
    await this.room.startAudio().catch(() => undefined);
  }

  /** Takes the seat back from the other device. */
  takeBack(): void {
    if (this.state.get().link.kind !== 'elsewhere' || this.ticket === null) return;
    this.trying++;
    void this.comeIn(this.trying);
  }

  dispose(): void {
    this.disposed = true;
    this.trying++;
    this.stopWatching();
    this.hurry();
    window.clearTimeout(this.agreeing);
    window.clearInterval(this.measuring);
    window.removeEventListener('online', this.hurry);
    this.unfollow();
    this.listening.dispose();
    void this.room.disconnect(false);
  }

  /** A wait between two tries ends now. */
  readonly hurry = (): void => {
    this.wake?.();
  };

  private async comeIn(turn: number, firstWaitMillis = 0): Promise<void> {
    const now = this.state.get().link;
    if (now.kind !== 'lost') this.set({ link: { kind: 'joining', since: Date.now() } });
    if (firstWaitMillis > 0) await this.wait(firstWaitMillis);
    if (this.room.state !== ConnectionState.Disconnected) await this.room.disconnect(false);
    for (let attempt = 0; this.trying === turn; attempt++) {
      const ticket = this.ticket;
      if (ticket === null) return;
      this.connecting = true;
      try {
        await this.room.connect(signallingUrl(ticket.url, window.location.href), ticket.token, {
          autoSubscribe: true,
          peerConnectionTimeout: 10_000,
          websocketTimeout: 8_000,
        });
        this.connecting = false;
        if (this.trying !== turn) return;
        await this.together(false);
        return;
      } catch {
        this.connecting = false;
        if (this.trying !== turn) return;
        // Perhaps the ticket is too old: what the server says next brings another.
        if (attempt > 0) this.refresh();
      }
      await this.wait(pauseMillis(attempt, Math.random()));
    }
  }

  private async together(repaired: boolean): Promise<void> {
    this.stopWatching();
    // What was open before the cut is closed now, until the server says so again.
    if (!repaired) {
      await this.hall.microphone?.mute();
      this.believed = 'NONE';
    }
    this.set({ link: { kind: 'together' }, soundBlocked: !this.room.canPlaybackAudio });
    this.publish();
    this.readPictures();
    this.setVolumes();
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

  private publish(): void {
    this.publishing = this.publishing.then(async () => {
      if (this.disposed || this.room.state !== ConnectionState.Connected) return;
      const me = this.room.localParticipant;
      for (const track of [this.hall.camera, this.hall.microphone] as (LocalTrack | null)[]) {
        if (track === null || track.mediaStreamTrack.readyState === 'ended') continue;
        if ([...me.trackPublications.values()].some((publication) => publication.track === track)) continue;
        try {
          await me.publishTrack(track);
        } catch {
          // Cut off in the middle: the next connection publishes it, or the next try on this one.
          window.setTimeout(() => this.publish(), 3_000);
        }
      }
      this.readMicrophone();
    });
  }

  private watch(): void {
    const { room } = this;
    const pictures = () => this.readPictures();
    room.on(RoomEvent.TrackSubscribed, (track, publication, participant) => {
      this.take(track, publication, participant);
      pictures();
    });
    room.on(RoomEvent.TrackUnsubscribed, pictures);
    room.on(RoomEvent.TrackUnpublished, pictures);
    room.on(RoomEvent.TrackMuted, () => {
      pictures();
      this.readMicrophone();
    });
    room.on(RoomEvent.TrackUnmuted, () => {
      pictures();
      this.readMicrophone();
    });
    room.on(RoomEvent.TrackStreamStateChanged, pictures);
    room.on(RoomEvent.ConnectionQualityChanged, (quality, participant) => {
      if (participant.isLocal) this.set({ linePoor: quality === 'poor' || quality === 'lost' });
    });
    room.on(RoomEvent.AudioPlaybackStatusChanged, () => this.set({ soundBlocked: !room.canPlaybackAudio }));
    room.on(RoomEvent.SignalReconnecting, () => this.lose('signalLost'));
    room.on(RoomEvent.Reconnecting, () => this.lose('lost'));
    room.on(RoomEvent.Reconnected, () => void this.together(true));
    room.on(RoomEvent.Disconnected, (reason) => this.cut(reason));
  }

  /** What does not belong to the programme is not taken, but for the voice of an operator who speaks with us. */
  private take(
    track: RemoteTrack,
    publication: RemoteTrackPublication,
    participant: RemoteParticipant,
  ): void {
    if (participant.identity !== PROGRAMME && track.kind !== Track.Kind.Audio) {
      publication.setSubscribed(false);
      return;
    }
    this.setVolumes();
  }

  private setVolumes(): void {
    for (const participant of this.room.remoteParticipants.values()) {
      for (const publication of participant.audioTrackPublications.values()) {
        const track = publication.track as RemoteAudioTrack | undefined;
        track?.setVolume(participant.identity === PROGRAMME && this.aside ? ASIDE_VOLUME : 1);
      }
    }
  }

  private lose(kind: 'signalLost' | 'lost'): void {
    const { link } = this.state.get();
    if (this.disposed || link.kind === 'idle' || link.kind === 'joining' || link.kind === 'elsewhere') return;
    if (link.kind === kind) return;
    this.set({ link: { kind, since: 'since' in link ? link.since : Date.now() } });
    this.stopWatching();
    if (kind === 'signalLost') this.watchFlow();
  }

  /** Without signalling, a picture that goes on is all that tells a lost server from a lost line. */
  private watchFlow(): void {
    let flows = false;
    const patience = window.setTimeout(() => {
      if (!flows) this.lose('lost');
    }, FLOW_MILLIS);
    const end = watchArrival(this.room, (arrives) => {
      // What flowed and stops is lost, too.
      if (flows && !arrives) this.lose('lost');
      flows = arrives;
    });
    this.stopWatching = () => {
      window.clearTimeout(patience);
      end();
      this.stopWatching = () => undefined;
    };
  }

  private cut(reason: DisconnectReason | undefined): void {
    this.set({ microphoneOpen: false, upBps: null });
    // A cut of our own making, or one within a try: whoever made it goes on.
    if (this.disposed || this.connecting || this.ticket === null) return;
    if (reason === DisconnectReason.CLIENT_INITIATED) return;
    if (reason === DisconnectReason.DUPLICATE_IDENTITY) {
      this.trying++;
      this.set({ link: { kind: 'elsewhere' }, pictures: [] });
      return;
    }
    const sentAway =
      reason === DisconnectReason.PARTICIPANT_REMOVED ||
      reason === DisconnectReason.ROOM_DELETED ||
      reason === DisconnectReason.ROOM_CLOSED;
    this.lose('lost');
    this.trying++;
    if (sentAway) {
      this.set({ link: { kind: 'joining', since: Date.now() }, pictures: [] });
      this.refresh();
    }
    void this.comeIn(this.trying, sentAway ? SENT_AWAY_MILLIS : 0);
  }

  /** The programme's pictures: video tracks `picture-N` of its participant. */
  private readPictures(): void {
    const programme = this.room.remoteParticipants.get(PROGRAMME);
    const found: (Picture | undefined)[] = [];
    const before = this.state.get().pictures;
    for (const publication of programme?.videoTrackPublications.values() ?? []) {
      const place = outletOf(publication.trackName);
      const track = publication.track;
      if (place === null || !track || publication.isMuted) continue;
      const paused = track.streamState === Track.StreamState.Paused;
      const key = publication.trackSid;
      const known = before[place];
      found[place] =
        known && known.key === key && known.paused === paused
          ? known
          : {
              key,
              paused,
              attach: (element) => {
                track.attach(element);
              },
              detach: (element) => {
                track.detach(element);
              },
            };
    }
    this.tellSizes();
    if (found.length === before.length && found.every((picture, place) => picture === before[place])) return;
    this.set({ pictures: found });
  }

  private tellSizes(): void {
    const programme = this.room.remoteParticipants.get(PROGRAMME);
    for (const publication of programme?.videoTrackPublications.values() ?? []) {
      const place = outletOf(publication.trackName);
      const size = place === null ? undefined : this.sizes[place];
      if (size === undefined || !publication.track) continue;
      const shrink = Math.min(1, this.showAtMost / size.height);
      publication.setVideoDimensions({
        width: Math.round(size.width * shrink),
        height: Math.round(size.height * shrink),
      });
    }
  }

  private readMicrophone(): void {
    const publication = this.room.localParticipant.getTrackPublication(Track.Source.Microphone);
    this.set({ microphoneOpen: publication?.track !== undefined && !publication.isMuted });
  }

  private async measure(): Promise<void> {
    if (this.room.state !== ConnectionState.Connected) return;
    const camera = this.room.localParticipant.getTrackPublication(Track.Source.Camera)?.track;
    const report = await camera?.getRTCStatsReport().catch(() => undefined);
    let upBps: number | null = null;
    report?.forEach((entry: { type: string; nominated?: boolean; availableOutgoingBitrate?: number }) => {
      if (entry.type === 'candidate-pair' && entry.nominated === true)
        upBps = entry.availableOutgoingBitrate ?? upBps;
    });
    this.set({ upBps });
  }

  private set(change: Partial<SeatState>): void {
    this.state.update((state) => {
      const same = (Object.keys(change) as (keyof SeatState)[]).every((key) =>
        Object.is(state[key], change[key]),
      );
      return same ? state : { ...state, ...change };
    });
  }
}

/** `picture-3` → 3; null for what is no picture of the programme. */
export function outletOf(name: string): number | null {
  const match = /^picture-(\d{1,2})$/.exec(name);
  return match ? Number(match[1]) : null;
}

/** What is sent of a camera of that size: the whole, and below it what a small place on a television needs. */
function layersOf({ width, height, frameRate }: Capture) {
  if (height >= 720)
    return {
      videoEncoding: VideoPresets.h720.encoding,
      videoSimulcastLayers: [VideoPresets.h180, VideoPresets.h360],
    };
  const whole = {
    maxBitrate: Math.max(120_000, Math.round(width * height * frameRate * 0.12)),
    maxFramerate: frameRate,
  };
  return {
    videoEncoding: whole,
    videoSimulcastLayers:
      height < 360
        ? []
        : [new VideoPreset(Math.round(width / 2), Math.round(height / 2), 200_000, frameRate)],
  };
}
