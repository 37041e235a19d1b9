import list from '../../../control/src/main/resources/demo/gia-lai-2020.csv?raw';
import type { FloorRequest, Group, Seat, Snapshot } from '../api/wire';
import { type MeetingView, viewOf } from '../model/meeting';
import { officeMoment } from '../model/officeTime';

/** The province of 2020 in a meeting; names are real, everything else is made up. For `/ui` only. */
const at = (hour: number, minute: number, second = 0) => officeMoment(2020, 7, 15, hour, minute, second);
const iso = (millis: number) => new Date(millis).toISOString();
export const NOW = at(9, 12, 12);

const SHORT: Readonly<Record<string, string>> = {
  'Thành phố': 'TP.',
  'Thị xã': 'TX.',
  Huyện: 'H.',
  Xã: 'X.',
  Phường: 'P.',
  'Thị trấn': 'TT.',
};

export const rows = list
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [code = '', parent = '', level = '', name = '', type = ''] = line.split(',');
    const short = SHORT[type];
    return {
      code,
      parent,
      level,
      name,
      type,
      shortName: short === undefined ? name : `${short}\u00a0${name.slice(type.length + 1)}`,
    };
  });

const groups: readonly Group[] = [
  { id: 'tinh', name: 'Cấp tỉnh', shortName: 'Tỉnh', order: 0 },
  ...rows
    .filter((row) => row.level === 'district')
    .map((row, index) => ({ id: row.code, name: row.name, shortName: row.shortName, order: index + 1 })),
];

function seatOf(
  id: string,
  name: string,
  shortName: string,
  group: string,
  hall: boolean,
  order: number,
): Seat {
  const people = hall ? 20 + ((order * 7) % 40) : 8 + ((order * 13) % 35);
  const lost = id === '23575' || order === 77;
  const absent = order === 121;
  const excused = order === 60;
  const phone = order === 190;
  const unmarked = order % 23 === 5;
  const gone = lost || absent || excused;
  return {
    id,
    name,
    shortName,
    group,
    hall,
    order,
    phone: `${600 + (order % 40)}-${String(order % 90).padStart(2, '0')}`,
    state: lost
      ? 'LOST'
      : absent
        ? 'ABSENT'
        : excused
          ? 'EXCUSED'
          : phone
            ? 'BY_TELEPHONE'
            : unmarked
              ? 'CONNECTED'
              : 'PRESENT',
    since: iso(at(7, 40 + (order % 12))),
    present: !gone && !unmarked ? true : lost,
    connected: !gone && !phone,
    headcount: absent || excused || unmarked ? null : people,
    note: excused
      ? 'Mất điện toàn xã, đã báo lúc 06:40'
      : absent
        ? ''
        : phone
          ? 'Nghe qua điện thoại văn phòng'
          : '',
    microphone: 'CLOSED',
    camera: gone || phone ? 'NONE' : 'OK',
    screen: false,
    rung: gone ? 'NONE' : phone ? 'PHONE' : 'HD',
    poor: order % 31 === 3 ? 'LOSS' : null,
    lossPercent: order % 31 === 3 ? 4.2 : 0.1,
    delayMillis: 24,
    downKbps: 1_400,
    upKbps: 900,
    level: 0,
    still: 0,
    tries: 1,
    check: null,
    guest: null,
  };
}

const halls = ['Văn phòng Tỉnh ủy', 'Hội trường UBND tỉnh', 'Sở Thông tin và Truyền thông'];

const seats: readonly Seat[] = [
  ...halls.map((name, index) => seatOf(`hall${index}`, name, name, 'tinh', index === 1, index + 1)),
  ...rows
    .filter((row) => row.level !== 'province')
    .map((row, index) =>
      seatOf(
        row.code,
        row.name,
        row.shortName,
        row.level === 'district' ? row.code : row.parent,
        row.level === 'district',
        index + 4,
      ),
    ),
];

const idOf = (name: string, district?: string) => {
  const group = groups.find((each) => each.name === district)?.id;
  return (
    seats.find((seat) => seat.name === name && (group === undefined || seat.group === group))?.id ?? 'hall1'
  );
};

const request = (id: number, seat: string, speaker: string, topic: string, raised = false): FloorRequest => ({
  id: `f${id}`,
  seat,
  speaker,
  topic,
  raised,
  at: iso(at(8, 40 + id)),
});

const queue: readonly FloorRequest[] = [
  request(2, idOf('Thành phố Pleiku'), 'Chủ tịch UBND thành phố', 'Cải cách hành chính, một cửa điện tử'),
  request(3, seats.find((seat) => seat.state === 'LOST')?.id ?? 'hall0', 'Chủ tịch UBND xã', 'Đường liên xã'),
  request(4, idOf('Xã Kông Lơng Khơng'), 'Phó Chủ tịch UBND xã', 'Sạt lở tuyến đường Đông Trường Sơn'),
  request(5, idOf('Phường Tây Sơn', 'Thị xã An Khê'), 'Chủ tịch UBND phường', 'Vệ sinh môi trường đô thị'),
  request(6, idOf('Xã Ia Mơ'), '', 'Kiến nghị', true),
];

function snapshot(change: Partial<Snapshot>): Snapshot {
  return {
    serverTime: iso(NOW),
    meeting: {
      id: 'm',
      title: 'Hội nghị trực tuyến toàn tỉnh',
      subject: 'Sơ kết 6 tháng đầu năm 2020',
      convener: 'UBND tỉnh',
      chairName: 'Chủ tịch UBND tỉnh',
      state: 'IN_SESSION',
      startsAt: iso(at(8, 0)),
      startedAt: iso(at(8, 3)),
      mainSite: 'hall1',
      deputySite: null,
      chairSite: 'hall1',
      demo: false,
    },
    seats,
    groups,
    programme: {
      layout: 'ONE_ONE',
      fill: 'FIXED',
      cells: ['hall1', idOf('Xã Ia Dom')].map((seat) => ({ seat, slides: false })),
      since: iso(at(9, 8)),
      by: 'Trần Thị Thu',
      card: null,
    },
    preview: { layout: 'ONE', fill: 'FIXED', cells: [] },
    tour: null,
    floor: {
      mode: 'LECTURE',
      speaking: {
        ...request(1, idOf('Xã Ia Dom'), 'Chủ tịch UBND xã', 'Phòng, chống bệnh bạch hầu ở xã biên giới'),
        startedAt: iso(NOW - 252_000),
        limitSeconds: 420,
      },
      onDeck: request(
        9,
        idOf('Huyện Krông Pa'),
        'Phó Chủ tịch UBND huyện',
        'Tiến độ giải ngân vốn đầu tư công',
      ),
      queue,
      limitSeconds: 420,
      locked: true,
      open: ['hall1'],
    },
    rollCall: {
      state: 'RUNNING',
      startedAt: iso(at(7, 45)),
      closedAt: null,
      calling: null,
      nextAt: null,
    },
    calling: null,
    talks: [],
    guests: { link: null, waiting: [], seats: [] },
    operators: [],
    undo: { count: 0, act: null },
    log: [],
    ...change,
  };
}

const view = (change: Partial<Snapshot> = {}): MeetingView => viewOf(snapshot(change), NOW);
const floor = (change: Partial<Snapshot['floor']>): Partial<Snapshot> => ({
  floor: { ...snapshot({}).floor, ...change },
});

export interface InventedOffice {
  readonly view: MeetingView;
  readonly cutSince?: number;
  readonly refused?: string;
  /** What stands in the field for pasting. */
  readonly pasted?: string;
}

export const officeStates: Readonly<Record<string, InventedOffice>> = {
  speaking: { view: view() },
  over: {
    view: view(
      floor({
        speaking: {
          ...request(
            1,
            idOf('Xã Kông Lơng Khơng'),
            'Phó Chủ tịch UBND xã',
            'Sạt lở tuyến đường Đông Trường Sơn và di dời 42 hộ dân',
          ),
          startedAt: iso(NOW - 452_000),
          limitSeconds: 420,
        },
      }),
    ),
  },
  silent: { view: view(floor({ speaking: null })) },
  empty: { view: view(floor({ speaking: null, onDeck: null, queue: [], open: [] })) },
  guests: {
    view: view({
      guests: {
        link: 'l1',
        waiting: [
          {
            id: 'w1',
            card: {
              name: 'Trần Thị Lan',
              title: 'Chuyên gia thủy văn',
              unit: 'Đài Khí tượng Thủy văn khu vực Tây Nguyên',
            },
            since: iso(NOW - 95_000),
          },
          {
            id: 'w2',
            card: { name: 'Rơ Châm H’Yéo', title: 'Phó Giám đốc', unit: 'Bệnh viện Đa khoa tỉnh' },
            since: iso(NOW - 35_000),
          },
        ],
        seats: [],
      },
    }),
  },
  cut: { view: view({ meeting: { ...snapshot({}).meeting, demo: true } }), cutSince: NOW - 4_000 },
  paste: {
    view: view({
      rollCall: {
        state: 'CLOSED',
        startedAt: iso(at(7, 45)),
        closedAt: iso(at(7, 58)),
        calling: null,
        nextAt: null,
      },
    }),
    pasted: [
      '1\tXã Ia Dom, huyện Đức Cơ\tChủ tịch UBND xã\tBiên giới, phòng dịch',
      '2\tPhường Tây Sơn\tChủ tịch UBND phường\tVệ sinh môi trường',
      '3\tXã Kông Lơng Khơng\tPhó Chủ tịch\tĐường Đông Trường Sơn',
      '4\tXã Ia Domm\tChủ tịch',
    ].join('\n'),
  },
  refused: { view: view(), refused: 'Điểm cầu Xã Ia Mơ vừa mất kết nối. Chờ nối lại hoặc mời đơn vị khác.' },
};
