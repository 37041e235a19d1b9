// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ActRefused } from '../api/acts';
import type { StreamListener } from '../api/events';
import type { KioskActs } from '../api/kiosk';
import { kioskOf } from '../model/kiosk.fixture';
import { CAPTURE_720 } from './hall';
import { Television } from './television';

/** A television with a server that says what the test says; camera, microphone and room stay untouched. */
function stage(change: Partial<KioskActs> = {}) {
  const listeners = new Map<string, StreamListener>();
  const listening: string[] = [];
  const acts = {
    read: vi.fn(async () => kioskOf()),
    pair: vi.fn(async () => ({
      code: '4F7-K2M',
      pollId: 'p',
      expiresAt: new Date(Date.now() + 300_000).toISOString(),
    })),
    claim: vi.fn(async () => ({})),
    raiseHand: vi.fn(async () => ({})),
    lowerHand: vi.fn(async () => ({})),
    tellHeadcount: vi.fn(async () => ({})),
    sendStill: vi.fn(async () => ({})),
    askHelp: vi.fn(async () => ({})),
    ...change,
  };
  const reload = vi.fn();
  const television = new Television(
    CAPTURE_720,
    Number.POSITIVE_INFINITY,
    reload,
    acts as unknown as KioskActs,
    (path, listener) => {
      listening.push(path);
      listeners.set(path, listener);
      return () => {
        if (listeners.get(path) === listener) listeners.delete(path);
      };
    },
  );
  const follow = vi.spyOn(television.seat, 'follow').mockImplementation(() => undefined);
  vi.spyOn(television.hall, 'start').mockResolvedValue();
  television.start();
  const say = (kiosk = kioskOf()) =>
    listeners.get('/api/kiosk/events')?.({ kind: 'event', name: 'snapshot', data: kiosk });
  const refuse = () =>
    listeners.get('/api/kiosk/events')?.({
      kind: 'state',
      state: { kind: 'refused', status: 401, code: 'not-paired' },
    });
  return {
    television,
    acts,
    reload,
    follow,
    say,
    refuse,
    listeners,
    listening,
    state: () => television.state.get(),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('television', () => {
  it('follows what the server says, and keeps it while the server is away', async () => {
    const { say, follow, state, listeners } = stage();
    say();
    expect(follow).toHaveBeenLastCalledWith(kioskOf().ticket);
    listeners.get('/api/kiosk/events')?.({ kind: 'state', state: { kind: 'cut', since: 7 } });
    expect(state().cutSince).toBe(7);
    expect(state().kiosk).not.toBeNull();
    listeners.get('/api/kiosk/events')?.({ kind: 'state', state: { kind: 'live' } });
    expect(state().cutSince).toBeNull();
  });

  it('knows how far its own clock is off', () => {
    const { say, state } = stage();
    say(kioskOf({ serverTime: new Date(Date.now() + 90_000).toISOString() }));
    expect(state().skewMillis).toBe(90_000);
  });

  it('shows a code, claims the site it is given, and hears of it', async () => {
    const { refuse, say, acts, state, listeners, listening, follow } = stage();
    refuse();
    await vi.advanceTimersByTimeAsync(0);
    expect(state().pairing).toMatchObject({ kind: 'offered', code: '4F7-K2M' });
    expect(follow).toHaveBeenLastCalledWith(null);
    listeners.get('/api/kiosk/pair/p/events')?.({ kind: 'event', name: 'paired', data: {} });
    await vi.advanceTimersByTimeAsync(0);
    expect(acts.claim).toHaveBeenCalledWith('p');
    expect(listening.filter((path) => path === '/api/kiosk/events')).toHaveLength(2);
    say();
    expect(state().pairing).toBeNull();
  });

  it('takes a new code when the old one is over, and never asks every second', async () => {
    const { refuse, acts } = stage({
      pair: vi.fn(async () => ({ code: 'AAA-AAA', pollId: 'p', expiresAt: '2000-01-01T00:00:00Z' })),
    });
    refuse();
    await vi.advanceTimersByTimeAsync(59_000);
    expect(acts.pair).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(acts.pair).toHaveBeenCalledTimes(2);
  });

  it('says why it has no code: too often asked, or nobody there', async () => {
    const answers = [
      new ActRefused(429, 'too-many-tries', '', { seconds: '40' }),
      new ActRefused(0, 'unreachable'),
    ];
    const { refuse, state, acts } = stage({
      pair: vi.fn(async () => {
        throw answers.shift() ?? new ActRefused(0, 'unreachable');
      }),
    });
    refuse();
    await vi.advanceTimersByTimeAsync(0);
    expect(state().pairing).toEqual({ kind: 'slowed', until: Date.now() + 40_000 });
    await vi.advanceTimersByTimeAsync(40_000);
    expect(state().pairing).toMatchObject({ kind: 'unreachable' });
    const since = state().pairing;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(state().pairing).toEqual(since);
    expect(vi.mocked(acts.pair).mock.calls.length).toBeGreaterThan(5);
  });

  it('loads itself anew for another version, outside a meeting only', async () => {
    const { say, reload } = stage();
    const idle = { ticket: null, programme: null };
    say(kioskOf({ ...idle, version: '1' }));
    say(kioskOf({ version: '2' }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(reload).not.toHaveBeenCalled();
    say(kioskOf({ ...idle, version: '2' }));
    // Called in the meantime: it stays.
    say(kioskOf({ version: '2' }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(reload).not.toHaveBeenCalled();
    say(kioskOf({ ...idle, version: '2' }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(reload).toHaveBeenCalledOnce();
  });

  it('remembers when a meeting ended, and forgets it with the next', () => {
    const { say, state } = stage();
    const ended = (over: boolean) => {
      const kiosk = kioskOf({ ticket: null });
      return {
        ...kiosk,
        meeting: kiosk.meeting && { ...kiosk.meeting, state: over ? ('ENDED' as const) : ('LOBBY' as const) },
      };
    };
    say(ended(true));
    const since = state().endedSince;
    expect(since).toBe(Date.now());
    vi.advanceTimersByTime(5_000);
    say(ended(true));
    expect(state().endedSince).toBe(since);
    say(ended(false));
    expect(state().endedSince).toBeNull();
  });

  it('does not follow an answer that an event has overtaken', async () => {
    let answer: (kiosk: ReturnType<typeof kioskOf>) => void = () => undefined;
    const read = () =>
      new Promise<ReturnType<typeof kioskOf>>((resolve) => {
        answer = resolve;
      });
    const { say, follow, television, acts } = stage({ read: vi.fn(read) });
    say();
    void television.look();
    expect(acts.read).toHaveBeenCalledOnce();
    const called = { url: '/', token: 'the next one' };
    say(kioskOf({ ticket: called }));
    // What the server knew between hanging up and calling again.
    answer(kioskOf({ ticket: null }));
    await vi.advanceTimersByTimeAsync(0);
    expect(follow).toHaveBeenLastCalledWith(called);

    vi.mocked(acts.read).mockResolvedValue(kioskOf({ ticket: null }));
    void television.look();
    await vi.advanceTimersByTimeAsync(0);
    expect(follow).toHaveBeenLastCalledWith(null);
  });
});
