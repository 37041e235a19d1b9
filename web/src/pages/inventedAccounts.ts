import type { AccountLine, Delay, Me, OwnSession } from '../api/wire';
import type { AccountsView } from '../features/accounts/Accounts';
import type { Handover } from '../features/accounts/acts';
import type { AccountFilter } from '../model/accounts';
import { rows } from './inventedOffice';

const families = [
  'Nguyễn',
  'Trần',
  'Rơ Châm',
  'Lê',
  'Phạm',
  'Siu',
  'Đặng',
  'Kpă',
  'Võ',
  'Ksor',
  'Rah Lan',
] as const;
const given = [
  'Hồng Vân',
  'Quốc Bảo',
  'H’Bluên',
  'Minh Tuấn',
  'Thị Thu Hà',
  'Y Khoa',
  'Văn Hùng',
  'Thuyên',
  'Thị Kim Ngân',
  'Đình Phước',
  'Thanh Sơn',
  'Thị Mỹ Lệ',
  'Gia Lâm',
] as const;
const districts = rows.filter(({ level }) => level === 'district');
const bare = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[\u0300-\u036f’]/g, '')
    .replace(/đ/gi, 'd')
    .toLowerCase()
    .split(' ');

/** Some hundred people of a province; nobody of them is anybody. */
export const accounts: readonly AccountLine[] = Array.from({ length: 180 }, (_, at) => {
  const name = `${families[at % families.length]} ${given[at % given.length]}`;
  const words = bare(name);
  const district = districts[at % districts.length];
  return {
    id: `a${at}`,
    account: `${words.at(-1)}.${words[0]}${at < 100 ? '' : at}`,
    name,
    demo: false,
    disabled: at % 23 === 7,
    ready: at % 11 !== 4,
    secondStep: at % 4 === 0,
    madeAt: '2020-06-20T02:10:00Z',
    grants:
      at === 0
        ? [{ role: 'ADMINISTRATOR', unit: null, unitName: 'Tỉnh Gia Lai' }]
        : at % 6 === 1
          ? [
              { role: 'DISTRICT_CLERK', unit: district?.code ?? '', unitName: district?.name ?? '' },
              { role: 'SECRETARY', unit: district?.code ?? '', unitName: district?.name ?? '' },
            ]
          : [{ role: 'DISTRICT_CLERK', unit: district?.code ?? '', unitName: district?.name ?? '' }],
    changeable: at % 30 !== 3,
    delay: at === 5 ? { failures: 7, until: '2020-07-15T02:12:30Z' } : null,
  };
});

export const delays: readonly Delay[] = [
  { door: 'SIGN_IN', account: 'khoa.siu', address: '', failures: 7, until: '2020-07-15T02:12:30Z' },
  { door: 'PAIRING', account: '', address: '10.64.77.2', failures: 14, until: '2020-07-15T02:11:58Z' },
];

export interface InventedAccounts {
  readonly accounts?: readonly AccountLine[] | null;
  readonly fault?: string;
  readonly view?: AccountsView;
  readonly typed?: string;
  readonly filter?: AccountFilter;
  readonly selected?: string;
  readonly adding?: boolean;
  readonly handover?: Handover;
  readonly done?: string;
}

export const accountStates: Readonly<Record<string, InventedAccounts>> = {
  list: {},
  one: { selected: 'a1' },
  delayed: { selected: 'a5' },
  locked: { selected: 'a7', done: 'Đã khóa Kpă Thuyên; mọi phiên đã kết thúc.' },
  own: { selected: 'a0' },
  above: { selected: 'a3' },
  new: { adding: true },
  handover: {
    selected: 'a4',
    handover: {
      account: 'ha.pham',
      name: 'Phạm Thị Thu Hà',
      code: { id: 'a4', code: 'K7QM-2XHD-9FRT-VB4C', expiresAt: '2020-07-22T02:10:00Z' },
    },
  },
  waiting: { view: 'waiting' },
  search: { typed: 'duc co ngan' },
  nobody: { typed: 'xyz' },
  loading: { accounts: null },
  fault: {
    accounts: null,
    fault: 'Việc quản trị cần xác thực hai bước. Bật ở trang Tài khoản của tôi.',
  },
};

export const person: Me = {
  id: 'a1',
  name: 'Trần Quốc Bảo',
  roles: [
    { role: 'DISTRICT_CLERK', unit: '622', unitName: 'Thành phố Pleiku', house: false },
    { role: 'SECRETARY', unit: '622', unitName: 'Thành phố Pleiku', house: false },
  ],
  csrf: '',
  demo: false,
  version: '0',
  site: null,
  secondStep: 'NONE',
};

const windows =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
const phone =
  'Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36';
const session = (id: string, agent: string, from: string, current: boolean): OwnSession => ({
  id,
  account: 'bao.tran',
  name: person.name,
  from,
  agent,
  madeAt: '2020-07-15T00:10:00Z',
  lastSeen: '2020-07-15T02:11:00Z',
  current,
});
export const ownSessions: readonly OwnSession[] = [
  session('s1', windows, '10.64.31.7', true),
  session('s2', phone, '10.64.40.112', false),
  session('s3', windows, '10.64.31.9', false),
];

export const offer = {
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  uri: 'otpauth://totp/Nh%C3%A0%20R%C3%B4ng%3Abao.tran?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Nh%C3%A0%20R%C3%B4ng',
};
export const recovery = [
  'K7QM-2XHD-9FRT-VB4C',
  'M3PD-7CQX-4HTB-8RWK',
  '9WNR-XK2F-QT6M-3DHP',
  'B8HC-4MRT-KX9D-7QWF',
  'T2XQ-6PDN-H8RK-4CMB',
  'F9KD-3WTX-7NQH-R2PM',
  'Q4MB-8HXR-2DKT-9FWC',
  'X7RN-5KPD-C3QW-6THM',
  'D6TC-9QXM-4BHR-2KNP',
  'H3WF-7RKX-8TDQ-5MCB',
];
