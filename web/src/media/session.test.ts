// @vitest-environment jsdom
import { ConnectionError, ConnectionState, DisconnectReason, RoomEvent } from 'livekit-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { JoinRefused, type JoinRequest } from '../api/join';
import { refusalKey } from '../model/refusal';
import { LocalMedia } from './localMedia';
import { endReason, type Keys, Session } from './session';

/** A session whose room connects at once and only says what the test makes it say. */
function stage(answers: (JoinRefused | 'in')[] = []) {
  const requests: JoinRequest[] = [];
  let kept: { identity?: string; resume?: string } = {};
  const keys: Keys = {
    read: () => kept,
    write: (given) => {
      kept = given;
    },
    forget: () => {
      kept = {};
    },
  };
  const media = new LocalMedia({
    microphone: false,
    camera: false,
    microphoneId: '',
    cameraId: '',
    speakerId: '',
  });
  const session = new Session(
    async (request) => {
      requests.push(request);
      const answer = answers.shift() ?? 'in';
      if (answer !== 'in') throw answer;
      return { token: 't', url: 'ws://h', identity: 'me', resume: `secret-${requests.length}` };
    },
    { room: 'r', name: 'n' },
    media,
    keys,
  );
  const connects = vi.spyOn(session.room, 'connect').mockImplementation(async () => {
    session.room.state = ConnectionState.Connected;
  });
  vi.spyOn(session.room.localParticipant, 'setAttributes').mockResolvedValue();
  const drop = (reason?: DisconnectReason) => {
    session.room.state = ConnectionState.Disconnected;
    session.room.emit(RoomEvent.Disconnected, reason);
  };
  return { session, requests, connects, drop, keys, media };
}

const refused = (status: number) => new JoinRefused(status, `code-${status}`, '');
const kind = (session: Session) => session.state.get().connection.kind;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('session', () => {
  it('comes back by itself with its secret, for as long as the server is away', async () => {
    const away = Array.from({ length: 20 }, () => refused(0));
    const { session, requests, connects, drop } = stage(['in', ...away, 'in']);
    await session.start();
    expect(kind(session)).toBe('together');
    drop();
    expect(kind(session)).toBe('lost');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(kind(session)).toBe('together');
    expect(requests).toHaveLength(22);
    expect(requests[0]).toEqual({ room: 'r', name: 'n' });
    expect(requests.at(-1)).toEqual({ room: 'r', name: 'n', identity: 'me', resume: 'secret-1' });
    expect(connects).toHaveBeenCalledTimes(2);
  });

  it('never waits longer than three seconds between two tries', async () => {
    const { session, requests, drop } = stage(['in', ...Array.from({ length: 1_000 }, () => refused(503))]);
    await session.start();
    drop();
    await vi.advanceTimersByTimeAsync(20_000);
    const before = requests.length;
    await vi.advanceTimersByTimeAsync(3_100);
    expect(requests.length).toBeGreaterThan(before);
    await session.leave();
  });

  it('tries at once when told that the network is back', async () => {
    const { session, requests, drop } = stage(['in', ...Array.from({ length: 8 }, () => refused(0)), 'in']);
    await session.start();
    drop();
    await vi.advanceTimersByTimeAsync(6_000);
    while (kind(session) !== 'together') {
      const before = requests.length;
      window.dispatchEvent(new Event('online'));
      await vi.advanceTimersByTimeAsync(0);
      expect(requests.length).toBe(before + 1);
    }
  });

  it('counts the time away from the first loss', async () => {
    const { session, drop } = stage(['in', ...Array.from({ length: 50 }, () => refused(0))]);
    await session.start();
    const since = Date.now();
    session.room.emit(RoomEvent.SignalReconnecting);
    expect(session.state.get().connection).toEqual({ kind: 'signalLost', since, flowing: false });
    await vi.advanceTimersByTimeAsync(4_000);
    session.room.emit(RoomEvent.Reconnecting);
    await vi.advanceTimersByTimeAsync(4_000);
    drop();
    expect(session.state.get().connection).toEqual({ kind: 'lost', since });
    await session.leave();
  });

  it('comes as somebody new when the server has forgotten it', async () => {
    const { session, requests, drop } = stage(['in', refused(403), 'in']);
    await session.start();
    drop();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(requests.at(-1)).toEqual({ room: 'r', name: 'n' });
    expect(kind(session)).toBe('together');
  });

  it('ends when the server refuses the person as such', async () => {
    const { session, drop } = stage(['in', refused(403), refused(403), 'in']);
    await session.start();
    drop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(session.state.get().connection).toEqual({
      kind: 'ended',
      reason: { kind: 'refused', status: 403, code: 'code-403' },
    });
  });

  it('stops coming back once the person leaves', async () => {
    const { session, requests, drop, keys } = stage([
      'in',
      ...Array.from({ length: 1_000 }, () => refused(0)),
    ]);
    await session.start();
    drop();
    await vi.advanceTimersByTimeAsync(2_000);
    await session.leave();
    const asked = requests.length;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(requests).toHaveLength(asked);
    expect(session.state.get().connection).toEqual({ kind: 'ended', reason: { kind: 'left' } });
    expect(keys.read()).toEqual({});
  });

  it('tells why it could not get in', async () => {
    const { session } = stage([refused(503)]);
    await expect(session.start()).rejects.toMatchObject({ status: 503 });
    expect(kind(session)).toBe('ended');
  });

  it('tells a full room and an unreachable server from a blocked way of picture and sound', async () => {
    const why = async (error: Error) => {
      const { session, connects } = stage();
      connects.mockRejectedValue(error);
      return session.start().then(
        () => null,
        (refusal: JoinRefused) => refusalKey(refusal),
      );
    };
    expect(await why(ConnectionError.leaveRequest('leave', DisconnectReason.JOIN_FAILURE))).toBe('join.full');
    expect(await why(ConnectionError.notAllowed('no', 401))).toBe('join.refused');
    expect(await why(ConnectionError.serverUnreachable('away'))).toBe('join.unreachable');
    expect(await why(ConnectionError.internal('could not establish pc connection'))).toBe('join.media');
  });

  it('ends for good only for reasons a person gave', () => {
    expect(endReason(DisconnectReason.CLIENT_INITIATED)).toEqual({ kind: 'left' });
    expect(endReason(DisconnectReason.DUPLICATE_IDENTITY)).toEqual({ kind: 'elsewhere' });
    expect(endReason(DisconnectReason.PARTICIPANT_REMOVED)).toEqual({ kind: 'removed' });
    expect(endReason(DisconnectReason.ROOM_DELETED)).toEqual({ kind: 'closed' });
    for (const reason of [
      undefined,
      DisconnectReason.SERVER_SHUTDOWN,
      DisconnectReason.STATE_MISMATCH,
      DisconnectReason.SIGNAL_CLOSE,
      DisconnectReason.CONNECTION_TIMEOUT,
      DisconnectReason.MEDIA_FAILURE,
      DisconnectReason.JOIN_FAILURE,
    ]) {
      expect(endReason(reason)).toBeNull();
    }
  });
});

describe('own tracks', () => {
  const track = () => ({ stop: () => undefined, isMuted: true }) as unknown as LocalMedia['microphone'];

  it('are published on every connection, and again when that failed', async () => {
    const { session, drop, media } = stage();
    media.microphone = track();
    const published: unknown[] = [];
    let fail = true;
    vi.spyOn(session.room.localParticipant, 'publishTrack').mockImplementation(async (given) => {
      if (fail) throw new Error('no answer');
      published.push(given);
      const publication = { track: given, trackSid: `TR_${published.length}` };
      session.room.localParticipant.trackPublications.set(publication.trackSid, publication as never);
      return publication as never;
    });
    await session.start();
    await vi.advanceTimersByTimeAsync(100);
    expect(published).toEqual([]);
    fail = false;
    await vi.advanceTimersByTimeAsync(3_000);
    expect(published).toEqual([media.microphone]);
    session.room.localParticipant.trackPublications.clear();
    drop();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(published).toEqual([media.microphone, media.microphone]);
    session.room.localParticipant.trackPublications.clear();
    await session.leave();
  });
});

describe('a key pressed while a track is being published', () => {
  it('is told once the track has its name', async () => {
    const { session, media } = stage();
    const told: string[] = [];
    const own = { stop: () => undefined, isMuted: true, emit: (event: string) => told.push(event) };
    media.microphone = own as unknown as LocalMedia['microphone'];
    vi.spyOn(session.room.localParticipant, 'publishTrack').mockImplementation(async (given) => {
      own.isMuted = !own.isMuted;
      const publication = { track: given, trackSid: 'TR_1' };
      session.room.localParticipant.trackPublications.set('TR_1', publication as never);
      return publication as never;
    });
    await session.start();
    await vi.advanceTimersByTimeAsync(100);
    expect(told).toEqual(['unmuted']);
    session.room.localParticipant.trackPublications.clear();
    await session.leave();
  });
});

describe('what the server decides', () => {
  const permissions = { canSubscribe: true, canPublish: true, canPublishData: true, canPublishSources: [] };

  it('closes what is no longer allowed, and says what may still be done', async () => {
    const { session, media } = stage();
    await session.start();
    await media.want('microphone', true);
    session.room.localParticipant.permissions = {
      ...permissions,
      canPublish: false,
      canUpdateMetadata: false,
    } as never;
    session.room.emit(RoomEvent.ParticipantPermissionsChanged, undefined, session.room.localParticipant);
    await vi.advanceTimersByTimeAsync(100);
    expect(session.state.get().rights).toEqual({
      microphone: false,
      camera: false,
      share: false,
      write: true,
      hand: false,
    });
    expect(media.state.get().microphone.wanted).toBe(false);
    await session.leave();
  });

  it('allows single sources', async () => {
    const { session } = stage();
    await session.start();
    // 2 is the microphone in the protocol.
    session.room.localParticipant.permissions = {
      ...permissions,
      canPublishSources: [2],
      canUpdateMetadata: true,
    } as never;
    session.room.emit(RoomEvent.ParticipantPermissionsChanged, undefined, session.room.localParticipant);
    expect(session.state.get().rights).toMatchObject({
      microphone: true,
      camera: false,
      share: false,
      hand: true,
    });
    await session.leave();
  });

  it('is not what a device pulled out is', async () => {
    const { session, media } = stage();
    await session.start();
    // jsdom has no devices: the microphone is wanted and at fault.
    await media.start();
    media.state.update((state) => ({
      ...state,
      microphone: { ...state.microphone, wanted: true, fault: 'unplugged' },
    }));
    session.room.emit(RoomEvent.TrackMuted, { source: 'microphone' } as never, session.room.localParticipant);
    await vi.advanceTimersByTimeAsync(10);
    expect(media.state.get().microphone).toMatchObject({ wanted: true, fault: 'unplugged' });
    expect(session.state.get().closedByOthers).toEqual([]);
    await session.leave();
  });

  it('is said to the person, until the device is opened again', async () => {
    const { session, media } = stage();
    await session.start();
    media.state.update((state) => ({
      ...state,
      microphone: { ...state.microphone, wanted: true, fault: null },
    }));
    session.room.emit(RoomEvent.TrackMuted, { source: 'microphone' } as never, session.room.localParticipant);
    await vi.advanceTimersByTimeAsync(10);
    expect(media.state.get().microphone.wanted).toBe(false);
    expect(session.state.get().closedByOthers).toEqual(['microphone']);
    await media.want('microphone', true);
    expect(session.state.get().closedByOthers).toEqual([]);
    await session.leave();
  });
});
