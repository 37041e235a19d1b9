import { describe, expect, it } from 'vitest';
import type { Kiosk, MeetingState } from '../api/wire';
import {
  bandOf,
  checksOf,
  counted,
  headlineOf,
  type KioskFacts,
  LONGEST_PAUSE_MILLIS,
  MOST_PEOPLE,
  moodOf,
  NOTICE_MILLIS,
  pauseMillis,
  remoteKey,
  roomOf,
  sceneOf,
  stillWanted,
  THANKS_MILLIS,
} from './kiosk';
import { factsOf, kioskOf, START, seatOf } from './kiosk.fixture';

const none: ReadonlySet<string> = new Set();
const band = (change: Partial<KioskFacts>, read = none, known = true) => bandOf(factsOf(change), read, known);
const card = (value: NonNullable<Kiosk['programme']>['card']) => {
  const kiosk = kioskOf();
  return kioskOf({ programme: kiosk.programme && { ...kiosk.programme, card: value } });
};
const inState = (state: MeetingState, change: Partial<Kiosk> = {}) => {
  const kiosk = kioskOf(change);
  return { ...kiosk, meeting: kiosk.meeting && { ...kiosk.meeting, state } };
};

describe('which screen', () => {
  it('goes from start over pairing and waiting to the meeting and its end', () => {
    expect(sceneOf(factsOf({ kiosk: null }))).toBe('starting');
    expect(sceneOf(factsOf({ kiosk: null, pairing: { kind: 'asking' } }))).toBe('pairing');
    expect(sceneOf(factsOf({ kiosk: kioskOf({ ticket: null, programme: null }) }))).toBe('ready');
    expect(sceneOf(factsOf({ kiosk: card('WELCOME') }))).toBe('ready');
    expect(sceneOf(factsOf({ kiosk: card(null) }))).toBe('meeting');
    expect(sceneOf(factsOf({ kiosk: card('BREAK') }))).toBe('meeting');
    expect(sceneOf(factsOf({ kiosk: card('THANKS') }))).toBe('ended');
    expect(sceneOf(factsOf({ kiosk: inState('ENDED', { ticket: null }) }))).toBe('ended');
  });

  it('keeps the meeting while the server or the line is away', () => {
    expect(sceneOf(factsOf({ cutSince: START }))).toBe('meeting');
    expect(sceneOf(factsOf({ link: { kind: 'lost', since: START } }))).toBe('meeting');
  });

  it('thanks for a while, then waits for the next meeting', () => {
    const kiosk = inState('CLOSED', { ticket: null });
    expect(sceneOf(factsOf({ kiosk, endedSince: START, now: START + THANKS_MILLIS }))).toBe('ended');
    expect(sceneOf(factsOf({ kiosk, endedSince: START, now: START + THANKS_MILLIS + 1 }))).toBe('ready');
  });
});

describe('the one large sentence', () => {
  it('says the worst first', () => {
    const worst: Partial<KioskFacts> = {
      camera: 'none',
      microphone: 'none',
      cutSince: START,
      link: { kind: 'lost', since: START },
      skewMillis: 120_000,
    };
    expect(headlineOf(factsOf({ ...worst, camera: 'insecure' }))).toBe('insecure');
    expect(headlineOf(factsOf(worst))).toBe('cut');
    expect(headlineOf(factsOf({ ...worst, cutSince: null }))).toBe('lost');
    expect(headlineOf(factsOf({ ...worst, cutSince: null, link: { kind: 'together' } }))).toBe('camera');
    expect(headlineOf(factsOf({ microphone: 'unplugged' }))).toBe('microphone');
    expect(headlineOf(factsOf({ skewMillis: -120_000 }))).toBe('clock');
    expect(headlineOf(factsOf({ link: { kind: 'joining', since: START } }))).toBe('joining');
    expect(headlineOf(factsOf())).toBe('connected');
    expect(headlineOf(factsOf({ kiosk: kioskOf({ ticket: null }), link: { kind: 'idle' } }))).toBe('ready');
  });

  it('knows an expired certificate behind a server that is out of reach, and warns a week before', () => {
    const until = (millis: number) => kioskOf({ certificateUntil: new Date(START + millis).toISOString() });
    expect(headlineOf(factsOf({ cutSince: START, kiosk: until(-1) }))).toBe('certificate');
    expect(headlineOf(factsOf({ cutSince: START, kiosk: until(86_400_000) }))).toBe('cut');
    expect(headlineOf(factsOf({ kiosk: until(86_400_000) }))).toBe('certificateSoon');
    expect(headlineOf(factsOf({ kiosk: until(30 * 86_400_000) }))).toBe('connected');
  });

  it('has a mood for each, and is in good mood only when all is well', () => {
    const good = Object.entries(moodOf).filter(([, mood]) => mood === 'ok');
    expect(good.map(([headline]) => headline)).toEqual(['ready', 'connected']);
  });

  it('checks picture, sound and line each by itself', () => {
    const how = (change: Partial<KioskFacts>) => checksOf(factsOf(change)).map((check) => check.how);
    expect(how({})).toEqual(['good', 'good', 'good']);
    expect(how({ camera: 'none', microphone: 'silent' })).toEqual(['none', 'poor', 'good']);
    expect(how({ link: { kind: 'lost', since: START } })).toEqual(['good', 'good', 'none']);
    expect(how({ kiosk: kioskOf({ seat: seatOf({ poor: 'LOSS' }) }) })).toEqual(['good', 'good', 'poor']);
    expect(how({ linePoor: true, kiosk: kioskOf({ ticket: null }) })).toEqual(['good', 'good', 'good']);
  });
});

describe('the band below the picture', () => {
  const speaking = { startedAt: new Date(START).toISOString(), limitSeconds: 300 };

  it('says who listens, waits, prepares and speaks', () => {
    expect(band({}).kind).toBe('listening');
    expect(band({ kiosk: kioskOf({ queuePlace: 2 }) })).toEqual({ kind: 'queued', place: 2 });
    expect(band({ kiosk: kioskOf({ seat: seatOf({ state: 'ON_DECK' }), queuePlace: 1 }) }).kind).toBe(
      'onDeck',
    );
    expect(band({ kiosk: kioskOf({ speaking }) })).toEqual({
      kind: 'onAir',
      startedAt: START,
      limitSeconds: 300,
    });
    expect(band({ kiosk: kioskOf({ talk: true }) }).kind).toBe('talk');
    expect(band({ kiosk: inState('SUSPENDED') }).kind).toBe('break');
  });

  it('tells being seen from being heard', () => {
    const shown = (microphone: 'OPEN' | 'CLOSED') =>
      kioskOf({ seat: seatOf({ state: 'ON_AIR', microphone }) });
    expect(band({ kiosk: shown('CLOSED') })).toEqual({ kind: 'seen', heard: false });
    expect(band({ kiosk: shown('OPEN') })).toEqual({ kind: 'seen', heard: true });
  });

  it('never hides that one is on the air behind a notice or a lost server', () => {
    const notices = [{ id: 'n', at: new Date(START).toISOString(), text: 'x' }];
    expect(band({ cutSince: START, kiosk: kioskOf({ speaking, notices }) }).kind).toBe('onAir');
    expect(band({ cutSince: START }).kind).toBe('cut');
    expect(band({ link: { kind: 'lost', since: START }, kiosk: kioskOf({ speaking }) }).kind).toBe('lost');
  });

  it('shows a notice until it is read or old', () => {
    const kiosk = kioskOf({ notices: [{ id: 'n', at: new Date(START).toISOString(), text: 'x' }] });
    expect(band({ kiosk }).kind).toBe('notice');
    expect(band({ kiosk }, new Set(['n'])).kind).toBe('listening');
    expect(band({ kiosk, now: START + NOTICE_MILLIS }).kind).toBe('listening');
  });

  it('asks for the people during roll call, once', () => {
    const kiosk = inState('ROLL_CALL');
    expect(band({ kiosk }, none, false).kind).toBe('headcount');
    expect(band({ kiosk }, none, true).kind).toBe('listening');
    const answered = inState('ROLL_CALL', { seat: seatOf({ present: true, headcount: 34 }) });
    expect(band({ kiosk: answered }, none, false).kind).toBe('listening');
  });
});

describe('remote control', () => {
  it('knows arrows, OK and figures, and nothing else', () => {
    expect(['ArrowLeft', 'Enter', '5', 'Escape', 'a', ' '].map(remoteKey)).toEqual([
      'left',
      'ok',
      '5',
      null,
      null,
      null,
    ]);
  });

  it('counts by one and by ten, never below nobody', () => {
    expect(counted(34, 'right')).toBe(35);
    expect(counted(34, 'up')).toBe(44);
    expect(counted(4, 'down')).toBe(0);
    expect(counted(0, 'left')).toBe(0);
    expect(counted(MOST_PEOPLE, 'up')).toBe(MOST_PEOPLE);
    expect(counted(34, 'ok')).toBe(34);
  });
});

describe('coming back', () => {
  it('waits longer each time, each screen in its own time, and never gives up', () => {
    expect(pauseMillis(0, 0)).toBe(200);
    expect(pauseMillis(0, 0.999)).toBeLessThanOrEqual(500);
    expect(pauseMillis(3, 0)).toBeGreaterThan(pauseMillis(1, 0));
    expect(pauseMillis(1_000, 1)).toBe(LONGEST_PAUSE_MILLIS);
  });

  it('takes a renewed ticket of the same room and seat for the same', () => {
    const token = (claims: object) => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;
    const one = token({ sub: 's', exp: 1, video: { room: 'meeting:m' } });
    const renewed = token({ sub: 's', exp: 2, video: { room: 'meeting:m' } });
    expect(roomOf(renewed)).toBe(roomOf(one));
    expect(roomOf(token({ sub: 's', video: { room: 'meeting:n' } }))).not.toBe(roomOf(one));
    expect(roomOf(token({ sub: 'u', video: { room: 'meeting:m' } }))).not.toBe(roomOf(one));
    expect(roomOf('no token')).toBe('no token');
    expect(roomOf('a.%%%.c')).toBe('a.%%%.c');
  });
});

describe('stills', () => {
  const together = { kind: 'together' } as const;
  it('are sent in a meeting, not on the air, and on no thin line', () => {
    expect(stillWanted(kioskOf(), together, null)).toBe(true);
    expect(stillWanted(kioskOf(), together, 300_000)).toBe(true);
    expect(stillWanted(kioskOf(), together, 299_999)).toBe(false);
    expect(stillWanted(kioskOf({ ticket: null }), together, null)).toBe(false);
    expect(stillWanted(kioskOf({ seat: seatOf({ state: 'ON_AIR' }) }), together, null)).toBe(false);
    expect(stillWanted(kioskOf(), { kind: 'lost', since: 0 }, null)).toBe(false);
    expect(stillWanted(null, together, null)).toBe(false);
  });
});
