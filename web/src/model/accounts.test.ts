import { expect, it } from 'vitest';
import type { AccountLine } from '../api/wire';
import { countOf, foundAccounts, sameGrants } from './accounts';

const account = (name: string, login: string, more: Partial<AccountLine> = {}): AccountLine => ({
  id: login,
  account: login,
  name,
  demo: false,
  disabled: false,
  ready: true,
  secondStep: true,
  madeAt: '2020-07-01T00:00:00Z',
  grants: [{ role: 'DISTRICT_CLERK', unit: 'u', unitName: 'Huyện Đức Cơ' }],
  changeable: true,
  delay: null,
  ...more,
});
const all = [
  account('Trần Văn Bình', 'binh.tran', { secondStep: false }),
  account('Nguyễn Thị An', 'an.nguyen', { ready: false }),
  account('Rơ Châm Đức', 'duc.rocham', { disabled: true, grants: [] }),
];

it('finds by name, account and unit without diacritics, every word, sorted by given name', () => {
  const names = (typed: string) => foundAccounts(all, typed, 'all').map((each) => each.account);
  expect(names('')).toEqual(['an.nguyen', 'binh.tran', 'duc.rocham']);
  expect(names('duc co')).toEqual(['an.nguyen', 'binh.tran']);
  expect(names('nguyen an')).toEqual(['an.nguyen']);
  expect(names('binh.')).toEqual(['binh.tran']);
  expect(names('xyz')).toEqual([]);
});

it('counts what wants a look, sample accounts left out', () => {
  const list = [...all, account('Mẫu', 'mau', { demo: true, ready: false, secondStep: false })];
  expect([
    countOf(list, 'all'),
    countOf(list, 'new'),
    countOf(list, 'bare'),
    countOf(list, 'locked'),
  ]).toEqual([4, 1, 1, 1]);
});

it('compares roles whatever their order', () => {
  const a = { role: 'CHAIR', unit: null } as const;
  const b = { role: 'OBSERVER', unit: 'u' } as const;
  expect(sameGrants([a, b], [b, a])).toBe(true);
  expect(sameGrants([a], [{ ...a, unit: 'u' }])).toBe(false);
});
