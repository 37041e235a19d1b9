import type { Health, SiteLine, UnitImportPlan, UnitLine } from '../api/wire';
import { wellHealth } from '../model/health.fixture';
import { rows } from './inventedOffice';

/** The units of 2020; sites and equipment are made up. For `/ui` only. */
export const units: readonly UnitLine[] = rows.map((row, order) => ({
  id: row.code,
  parent: row.parent === '' ? null : row.parent,
  code: row.code,
  level: row.level,
  type: row.type,
  name: row.name,
  shortName: row.shortName,
  order,
  validFrom: '2020-02-01',
  validTo: null,
}));

export const sites: readonly SiteLine[] = rows
  .filter((row) => row.level !== 'province')
  .map((row, order) => ({
    id: `s${row.code}`,
    unit: row.code,
    name: row.level === 'district' ? `Hội trường ${row.name}` : row.name,
    shortName: row.shortName,
    place: units.find(({ id }) => id === row.parent)?.name ?? '',
    hall: row.level === 'district',
    closedOn: null,
    organisation: `UBND ${row.name.charAt(0).toLowerCase()}${row.name.slice(1)}`,
    order,
    phone: `${600 + (order % 40)}-${String(order % 90).padStart(2, '0')}`,
    endpoints:
      order % 17 === 9
        ? []
        : [
            {
              id: `e${row.code}`,
              kind: 'KIOSK' as const,
              role: 'MAIN' as const,
              name: 'Hộp ti vi',
              address: '',
              pairedAt: '2020-06-20T02:10:00Z',
              lastSeen: '2020-07-15T02:11:40Z',
              revoked: false,
            },
            ...(order % 5 === 0
              ? [
                  {
                    id: `r${row.code}`,
                    kind: 'KIOSK' as const,
                    role: 'SPARE' as const,
                    address: '',
                    name: 'Máy tính văn phòng',
                    pairedAt: '2020-03-02T07:00:00Z',
                    lastSeen: '2020-05-11T01:30:00Z',
                    revoked: true,
                  },
                ]
              : []),
          ],
  }));

const plan: UnitImportPlan = {
  validFrom: '2020-10-01',
  begins: ['Phường Chi Lăng Mới'],
  ends: [units[31], units[32]].map((unit) => unit?.name ?? ''),
  changes: [units[40], units[52]].map((unit) => unit?.name ?? ''),
  unchanged: 232,
  refusal: null,
  problems: [],
};

export interface InventedDirectory {
  readonly view?: 'import';
  readonly typed?: string;
  readonly open?: readonly string[];
  readonly selected?: string;
  readonly code?: string;
  readonly plan?: UnitImportPlan;
  readonly units?: readonly UnitLine[] | null;
  readonly fault?: string;
  /** Looked at by a clerk, who keeps telephone numbers and devices. */
  readonly clerk?: boolean;
  /** What was done last. */
  readonly done?: string;
}

export const directoryStates: Readonly<Record<string, InventedDirectory>> = {
  unit: { open: ['64', '631'], selected: '631' },
  commune: { open: ['64', '622'], selected: '23575' },
  bare: { open: ['64', '622'], selected: rows[27]?.code, code: '4F7-K2M' },
  clerk: { open: ['64', '622'], selected: '23575', clerk: true },
  done: { open: ['64', '622'], selected: '23575', done: 'Đã sửa Xã Ia Dom.' },
  search: { typed: 'ia o' },
  import: { view: 'import', plan, open: ['64'] },
  'import-faults': {
    view: 'import',
    open: ['64'],
    plan: {
      ...plan,
      refusal: null,
      problems: [
        'dòng 14: thiếu parent_code, chỉ cấp tỉnh mới được để trống',
        'dòng 27: mã 23575 đã có ở dòng 26',
        'dòng 103: level "xa" không có; dùng province, district hoặc commune',
      ],
    },
  },
  empty: { units: [] },
  loading: { units: null },
  fault: { units: null, fault: 'Máy chủ chưa trả lời. Thử lại sau ít phút.' },
};

export const healthStates: Readonly<Record<string, Health | string>> = {
  well: wellHealth,
  troubles: {
    ...wellHealth,
    sites: { connected: 231, expected: 240 },
    disk: { path: 'data', freeBytes: 1.2e9, totalBytes: 500e9 },
    certificate: { until: '2020-08-01T00:00:00Z', subject: 'hop.gialai.gov.vn' },
    clock: { source: null, offMillis: null },
    audit: { events: 48_211, verifiedAt: '2020-07-15T00:00:00Z', ok: false },
    database: { ...wellHealth.database, writeMillis: 340, lastBackupAt: null },
    delays: [
      {
        door: 'SIGN_IN',
        account: 'thuky.vp',
        address: '',
        failures: 9,
        until: '2020-07-15T02:20:00Z',
      },
      { door: 'PAIRING', account: null, address: '10.64.77.2', failures: 4, until: '2020-07-15T02:12:30Z' },
    ],
  },
  fault: 'Máy chủ chưa trả lời.',
};
