// @vitest-environment jsdom
import { ConnectionState, DisconnectReason, RoomEvent } from 'livekit-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Hall, HallState } from './hall';
import { captureOf, isDark } from './hall';
import { outletOf, Seat } from './seat';
import { Store } from './store';

const token = (room: string, more = '') =>
  `h.${Buffer.from(JSON.stringify({ sub: 's', more, video: { room } })).toString('base64url')}.s`;
const ticket = (room = 'meeting:m', more = '') => ({ url: 'ws://h', token: token(room, more) });

/** A seat whose room connects as the test says, and a microphone that only remembers whether it is muted. */
function stage(answers: ('in' | 'refused')[] = []) {
  const microphone = {
    isMuted: true,
    mediaStreamTrack: { readyState: 'ended' },
    mute: vi.fn(async () => {
      microphone.isMuted = true;
    }),
    unmute: vi.fn(async () => {
      microphone.isMuted = false;
    }),
  };
  const hall = {
    state: new Store<HallState>({
      camera: { fault: null, source: null },
      microphone: { fault: null, source: null },
    }),
    camera: null,
    microphone,
  };
  const refresh = vi.fn();
  const seat = new Seat(hall as unknown as Hall, refresh);
  const connects = vi.spyOn(seat.room, 'connect').mockImplementation(async () => {
    if ((answers.shift() ?? 'in') === 'refused') throw new Error('refused');
    seat.room.state = ConnectionState.Connected;
  });
  const disconnects = vi.spyOn(seat.room, 'disconnect').mockImplementation(async () => {
    seat.room.state = ConnectionState.Disconnected;
  });
  const drop = (reason?: DisconnectReason) => {
    seat.room.state = ConnectionState.Disconnected;
    seat.room.emit(RoomEvent.Disconnected, reason);
  };
  const kind = () => seat.state.get().link.kind;
  return { seat, connects, disconnects, drop, kind, microphone, refresh };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('seat', () => {
  it('gets in with a ticket, leaves without one', async () => {
    const { seat, connects, disconnects, kind } = stage();
    seat.follow(ticket());
    expect(kind()).toBe('joining');
    await vi.advanceTimersByTimeAsync(0);
    expect(kind()).toBe('together');
    expect(connects).toHaveBeenCalledOnce();
    seat.follow(null);
    expect(kind()).toBe('idle');
    expect(disconnects).toHaveBeenCalledOnce();
  });

  it('tears nothing down for a renewed ticket, and uses it the next time', async () => {
    const { seat, connects, disconnects, drop } = stage();
    seat.follow(ticket());
    await vi.advanceTimersByTimeAsync(0);
    seat.follow(ticket('meeting:m', 'renewed'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(connects).toHaveBeenCalledOnce();
    expect(disconnects).not.toHaveBeenCalled();
    drop();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(connects.mock.calls.at(-1)?.[1]).toBe(token('meeting:m', 'renewed'));
  });

  it('moves to another room', async () => {
    const { seat, connects, disconnects, kind } = stage();
    seat.follow(ticket());
    await vi.advanceTimersByTimeAsync(0);
    seat.follow(ticket('meeting:n'));
    await vi.advanceTimersByTimeAsync(0);
    expect(disconnects).toHaveBeenCalledOnce();
    expect(connects).toHaveBeenCalledTimes(2);
    expect(kind()).toBe('together');
  });

  it('comes back for ever, and asks for another ticket when one is refused', async () => {
    const { seat, connects, drop, kind, refresh } = stage([
      'in',
      ...Array<'refused'>(40).fill('refused'),
      'in',
    ]);
    seat.follow(ticket());
    await vi.advanceTimersByTimeAsync(0);
    drop();
    expect(kind()).toBe('lost');
    await vi.advanceTimersByTimeAsync(40 * 8_000);
    expect(kind()).toBe('together');
    expect(connects).toHaveBeenCalledTimes(42);
    expect(refresh).toHaveBeenCalled();
  });

  it('begins each new connection with a closed microphone', async () => {
    const { seat, drop, microphone } = stage();
    seat.follow(ticket());
    await vi.advanceTimersByTimeAsync(0);
    await microphone.unmute();
    drop();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seat.state.get().link.kind).toBe('together');
    expect(microphone.isMuted).toBe(true);
  });

  it('opens the microphone on nothing but the word of the server that lasts', async () => {
    const { seat, microphone } = stage();
    seat.follow(ticket());
    await vi.advanceTimersByTimeAsync(0);
    seat.agree('CLOSED');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(microphone.unmute).not.toHaveBeenCalled();
    // Opened and closed again before we would have followed: it stays closed.
    seat.agree('MUTED_THERE');
    await vi.advanceTimersByTimeAsync(1_000);
    seat.agree('CLOSED');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(microphone.unmute).not.toHaveBeenCalled();
    seat.agree('MUTED_THERE');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(microphone.isMuted).toBe(false);
    seat.agree('CLOSED');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(microphone.isMuted).toBe(true);
  });

  it('does not fight with another device of the site for the seat', async () => {
    const { seat, connects, drop, kind } = stage();
    seat.follow(ticket());
    await vi.advanceTimersByTimeAsync(0);
    drop(DisconnectReason.DUPLICATE_IDENTITY);
    expect(kind()).toBe('elsewhere');
    seat.follow(ticket('meeting:m', 'renewed'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(connects).toHaveBeenCalledOnce();
    seat.takeBack();
    await vi.advanceTimersByTimeAsync(0);
    expect(kind()).toBe('together');
  });

  it('waits for a new ticket when it was sent away', async () => {
    const { seat, connects, drop, kind, refresh } = stage();
    seat.follow(ticket());
    await vi.advanceTimersByTimeAsync(0);
    drop(DisconnectReason.PARTICIPANT_REMOVED);
    expect(refresh).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(connects).toHaveBeenCalledOnce();
    seat.follow(ticket('meeting:m', 'again'));
    await vi.advanceTimersByTimeAsync(0);
    expect(connects).toHaveBeenCalledTimes(2);
    expect(kind()).toBe('together');
  });

  it('tells a lost line from a lost server', async () => {
    const { seat, kind } = stage();
    seat.follow(ticket());
    await vi.advanceTimersByTimeAsync(0);
    const since = Date.now();
    seat.room.emit(RoomEvent.SignalReconnecting);
    expect(kind()).toBe('signalLost');
    await vi.advanceTimersByTimeAsync(4_000);
    expect(seat.state.get().link).toEqual({ kind: 'lost', since });
    seat.room.emit(RoomEvent.Reconnected);
    await vi.advanceTimersByTimeAsync(0);
    expect(kind()).toBe('together');
  });
});

describe('names and sizes', () => {
  it('knows the outlets of the programme', () => {
    expect(['picture-0', 'picture-15', 'sound-0', 'picture-x', ''].map(outletOf)).toEqual([
      0,
      15,
      null,
      null,
      null,
    ]);
  });

  it('reads what a weak box may capture', () => {
    expect(captureOf('320x180@10')).toEqual({ width: 320, height: 180, frameRate: 10 });
    expect(captureOf('640x360')).toEqual({ width: 640, height: 360, frameRate: 25 });
    expect(captureOf('a lot').height).toBe(720);
    expect(captureOf(null).height).toBe(720);
  });

  it('knows a covered lens from a dim hall', () => {
    const pixels = (of: (index: number) => number) =>
      Uint8ClampedArray.from({ length: 400 }, (_, at) => (at % 4 === 3 ? 255 : of(Math.floor(at / 4))));
    expect(isDark(pixels(() => 2))).toBe(true);
    expect(isDark(pixels((index) => (index % 10 === 0 ? 60 : 2)))).toBe(false);
    expect(isDark(pixels(() => 40))).toBe(false);
  });
});
