import type { Kiosk, Layout, Seat } from '../api/wire';
import type { KioskFacts } from '../model/kiosk';
import { cellCount, slidesFirst } from '../model/layout';
import { officeMoment } from '../model/officeTime';

/** 15 July 2020, as far as this screen's own clock is concerned; names are of the province, everything else is made up. */
const at = (hour: number, minute: number, second = 0) => officeMoment(2020, 7, 15, hour, minute, second);
const iso = (millis: number) => new Date(millis).toISOString();

const captions: Kiosk['captions'] = Object.fromEntries(
  [
    ['hall', 'Điểm cầu chính', 'Hội trường UBND tỉnh'],
    ['iadom', 'Chủ tịch UBND xã', 'Xã Ia Dom · Huyện Đức Cơ'],
    ['klk', 'Xã Kông Lơng Khơng', 'Huyện KBang'],
    ['stttt', 'Sở Thông tin và Truyền thông', ''],
    ['tayson', 'Phường Tây Sơn', 'Thị xã An Khê'],
    ['chroh', 'Xã Chrôh Pơnan', 'Huyện Phú Thiện'],
    ['kbang', 'Thị trấn KBang', 'Huyện KBang'],
    ['alba', 'Xã AL Bá', 'Huyện Chư Sê'],
    ['hbong', 'Xã H Bông', 'Huyện Chư Sê'],
    ['kdang', "Xã K' Dang", 'Huyện Đăk Đoa'],
    ['pleiku', 'Thành phố Pleiku', ''],
    ['iamo', 'Xã Ia Mơ', 'Huyện Chư Prông'],
    ['kpa', 'Huyện Krông Pa', ''],
    ['iarsai', 'Xã Ia RSai', 'Huyện Krông Pa'],
    ['ayunpa', 'Thị xã Ayun Pa', ''],
    ['kchro', 'Huyện Kông Chro', ''],
  ].map(([id = '', name = '', line = '']) => [id, { name, line }]),
);

const seat = (change: Partial<Seat> = {}): Seat => ({
  id: 'iadom',
  name: 'Xã Ia Dom',
  shortName: 'X. Ia Dom',
  group: 'ducco',
  hall: false,
  order: 140,
  phone: '631-07',
  state: 'CONNECTED',
  since: iso(at(7, 1)),
  present: false,
  connected: true,
  headcount: null,
  note: '',
  microphone: 'CLOSED',
  camera: 'OK',
  screen: false,
  rung: 'HD',
  poor: null,
  lossPercent: 0.1,
  delayMillis: 22,
  downKbps: 1400,
  upKbps: 900,
  level: 0,
  still: 3,
  tries: 1,
  check: null,
  guest: null,
  ...change,
});

function kiosk(change: Partial<Kiosk>): Kiosk {
  return {
    serverTime: iso(at(7, 18)),
    version: '1',
    site: { id: 'iadom', name: 'Xã Ia Dom', place: 'Huyện Đức Cơ' },
    help: { name: 'UBND huyện Đức Cơ', phone: '631-01' },
    meeting: {
      id: 'm',
      title: 'Hội nghị trực tuyến toàn tỉnh',
      subject: 'Sơ kết 6 tháng đầu năm 2020',
      chairName: 'Chủ tịch UBND tỉnh',
      state: 'LOBBY',
      startsAt: iso(at(8, 0)),
      startedAt: null,
      rollCallAt: iso(at(7, 45)),
    },
    seat: seat(),
    ticket: { url: '/rtc', token: 'x' },
    programme: programme('ONE_ONE', 'WELCOME'),
    captions,
    queuePlace: 0,
    speaking: null,
    notices: [],
    talk: false,
    demo: false,
    csrf: '',
    certificateUntil: null,
    ...change,
  };
}

function programme(layout: Layout, card: 'WELCOME' | 'BREAK' | 'THANKS' | null = null): Kiosk['programme'] {
  const seats = Object.keys(captions);
  return {
    layout,
    fill: 'FIXED',
    card,
    since: iso(at(9, 40)),
    by: 'Trần Thị Thu',
    cells: Array.from({ length: cellCount(layout) }, (_, index) => ({
      seat: seats[index] ?? null,
      slides: index === 0 && slidesFirst(layout),
    })),
  };
}

interface Invented {
  readonly facts: KioskFacts;
  readonly people?: number;
  readonly confirmed?: number;
  readonly topic?: string;
  readonly microphoneOpen?: boolean;
  readonly testingCamera?: boolean;
  readonly failed?: boolean;
  readonly pictures?: boolean;
}

const facts = (change: Partial<KioskFacts>): KioskFacts => ({
  now: at(7, 18),
  skewMillis: 0,
  pairing: null,
  kiosk: kiosk({}),
  cutSince: null,
  camera: null,
  microphone: null,
  link: { kind: 'together' },
  linePoor: false,
  soundBlocked: false,
  endedSince: null,
  ...change,
});

function sitting(change: Partial<Kiosk>, state: Partial<Seat> = {}, layout: Layout = 'ONE_ONE'): Kiosk {
  const waiting = kiosk({});
  return kiosk({
    meeting: waiting.meeting && { ...waiting.meeting, state: 'IN_SESSION', startedAt: iso(at(8, 3)) },
    seat: seat({ state: 'PRESENT', present: true, headcount: 34, ...state }),
    programme: programme(layout),
    ...change,
  });
}

const nine = at(9, 12, 12);
const inMeeting = (change: Partial<Kiosk> = {}, state: Partial<Seat> = {}, layout?: Layout) =>
  facts({ now: nine, kiosk: sitting(change, state, layout) });
const waiting = (change: Partial<Kiosk> = {}) =>
  facts({ kiosk: kiosk({ ticket: null, programme: null, ...change }) });
const pairing = (state: KioskFacts['pairing']) =>
  facts({ kiosk: null, pairing: state, link: { kind: 'idle' } });

/** Every state of a site's own screen, with invented data: for `/ui` and its photographs only. */
export const kioskStates: Readonly<Record<string, Invented>> = {
  starting: { facts: facts({ kiosk: null, link: { kind: 'idle' } }) },
  'starting-cut': { facts: facts({ kiosk: null, link: { kind: 'idle' }, cutSince: at(7, 15) }) },
  pairing: { facts: pairing({ kind: 'offered', code: '4F7-K2M', expiresAt: iso(at(7, 28)) }) },
  'pairing-slowed': { facts: pairing({ kind: 'slowed', until: at(7, 20) }) },
  'pairing-unreachable': { facts: pairing({ kind: 'unreachable', since: at(7, 16) }) },
  'no-meeting': { facts: { ...waiting({ meeting: null, seat: null }), link: { kind: 'idle' } } },
  ready: {
    facts: { ...waiting({ seat: seat({ state: 'EXPECTED', connected: false }) }), link: { kind: 'idle' } },
    people: 34,
  },
  joining: { facts: facts({ link: { kind: 'joining', since: at(7, 17) } }), people: 34 },
  connected: { facts: facts({}), people: 34 },
  confirmed: { facts: facts({ kiosk: kiosk({ demo: true }) }), people: 34, confirmed: 34 },
  'line-poor': { facts: facts({ kiosk: kiosk({ seat: seat({ poor: 'LOSS' }) }) }), people: 34 },
  'camera-missing': { facts: facts({ camera: 'none' }), people: 34 },
  'camera-busy': { facts: facts({ camera: 'busy' }), people: 34 },
  'camera-dark': { facts: facts({ camera: 'dark' }), people: 34 },
  'microphone-missing': { facts: facts({ microphone: 'unplugged' }), people: 34 },
  'microphone-silent': { facts: facts({ microphone: 'silent' }), people: 34 },
  'sound-blocked': { facts: facts({ soundBlocked: true }), people: 34 },
  insecure: {
    facts: facts({ camera: 'insecure', microphone: 'insecure', link: { kind: 'joining', since: at(7, 17) } }),
  },
  clock: { facts: facts({ skewMillis: 47 * 60_000, now: at(6, 31) }), people: 34 },
  'certificate-soon': {
    facts: facts({ kiosk: kiosk({ certificateUntil: iso(at(7, 0) + 4 * 86_400_000) }) }),
    people: 34,
  },
  certificate: {
    facts: facts({
      cutSince: at(7, 15),
      link: { kind: 'idle' },
      kiosk: kiosk({ ticket: null, certificateUntil: iso(at(7, 14)) }),
    }),
  },
  'server-lost': { facts: { ...waiting(), cutSince: at(7, 12), link: { kind: 'idle' } }, people: 34 },
  lost: { facts: facts({ link: { kind: 'lost', since: at(7, 16) } }), people: 34 },
  elsewhere: { facts: facts({ link: { kind: 'elsewhere' } }) },
  'camera-test': { facts: facts({}), testingCamera: true },
  failed: { facts: facts({}), people: 34, failed: true },
  listening: { facts: inMeeting() },
  'roll-call': {
    facts: facts({
      now: at(7, 46, 20),
      kiosk: sitting(
        { meeting: { ...(kiosk({}).meeting as NonNullable<Kiosk['meeting']>), state: 'ROLL_CALL' } },
        { state: 'CHECKED', present: false, headcount: null },
        'ONE',
      ),
    }),
    people: 34,
  },
  queued: { facts: inMeeting({ queuePlace: 3 }) },
  'queued-topic': { facts: inMeeting({ queuePlace: 3 }, {}, 'ONE_THREE'), topic: 'Kiến nghị' },
  'on-deck': { facts: inMeeting({}, { state: 'ON_DECK' }) },
  'on-air': {
    facts: inMeeting(
      { speaking: { startedAt: iso(nine - 252_000), limitSeconds: 420 } },
      { state: 'ON_AIR', microphone: 'OPEN' },
    ),
    microphoneOpen: true,
  },
  'on-air-opening': {
    facts: inMeeting({ speaking: { startedAt: iso(nine - 1_000), limitSeconds: 420 } }, { state: 'ON_AIR' }),
  },
  'on-air-over': {
    facts: {
      ...inMeeting(
        {
          speaking: { startedAt: iso(nine - 452_000), limitSeconds: 420 },
          notices: [
            { id: 'n', at: iso(nine - 20_000), text: 'Đề nghị kết thúc phần phát biểu trong 1 phút.' },
          ],
        },
        { state: 'ON_AIR', microphone: 'OPEN' },
      ),
      cutSince: nine - 9_000,
    },
    microphoneOpen: true,
  },
  seen: { facts: inMeeting({}, { state: 'ON_AIR' }, 'FOUR_BY_FOUR') },
  talk: { facts: inMeeting({ talk: true }), microphoneOpen: true },
  notice: {
    facts: inMeeting({
      notices: [
        {
          id: 'n',
          at: iso(nine - 20_000),
          text: 'Giờ nghỉ giải lao đổi sang 09:45. Đề nghị các điểm cầu có mặt lại lúc 10:00.',
        },
      ],
    }),
  },
  break: { facts: facts({ now: at(9, 52), kiosk: sitting({ programme: programme('ONE', 'BREAK') }) }) },
  'meeting-cut': { facts: { ...inMeeting(), cutSince: nine - 4_000 } },
  'meeting-lost': {
    facts: { ...inMeeting(), link: { kind: 'lost', since: nine - 12_000 } },
    pictures: false,
  },
  'meeting-camera': { facts: { ...inMeeting(), camera: 'unplugged' } },
  'meeting-microphone': { facts: { ...inMeeting(), microphone: 'unplugged' } },
  'meeting-sound': { facts: { ...inMeeting(), soundBlocked: true } },
  slides: { facts: inMeeting({ demo: true }, {}, 'SLIDES_ONE') },
  'slides-three': { facts: inMeeting({}, {}, 'SLIDES_THREE') },
  'one-five': { facts: inMeeting({}, {}, 'ONE_FIVE') },
  'one-seven': { facts: inMeeting({}, {}, 'ONE_SEVEN') },
  'three-by-three': { facts: inMeeting({}, {}, 'THREE_BY_THREE') },
  ended: {
    facts: facts({
      now: at(11, 42),
      endedSince: at(11, 41),
      link: { kind: 'idle' },
      kiosk: sitting({
        ticket: null,
        meeting: {
          ...(kiosk({}).meeting as NonNullable<Kiosk['meeting']>),
          state: 'ENDED',
          startedAt: iso(at(8, 3)),
        },
      }),
    }),
  },
};
