import { describe, expect, it } from 'vitest';
import type { SiteLine, UnitLine } from '../api/wire';
import { search, searchIndex } from './search';
import { findableUnits, holdsAt, isWholeCode, pairingCode, pathTo, treeRows, unitTree } from './units';

const unit = (id: string, parent: string | null, name: string, order: number): UnitLine => ({
  id,
  parent,
  code: id,
  level: parent === null ? 'province' : 'commune',
  type: name.split(' ')[0] ?? '',
  name,
  shortName: name,
  order,
  validFrom: '2020-02-01',
  validTo: null,
});
const site = (id: string, where: string, paired: boolean, revoked = false): SiteLine => ({
  id,
  unit: where,
  name: id,
  shortName: id,
  place: '',
  organisation: null,
  hall: false,
  closedOn: null,
  order: 0,
  phone: '',
  endpoints: [
    {
      id: `${id}e`,
      kind: 'KIOSK',
      role: 'MAIN',
      name: '',
      address: '',
      pairedAt: paired ? '2020-07-01' : null,
      lastSeen: null,
      revoked,
    },
  ],
});

const units = [
  unit('c2', 'h', 'Xã Ia Dom', 4),
  unit('p', null, 'Tỉnh Gia Lai', 1),
  unit('c1', 'h', 'Xã Ia O', 3),
  unit('h', 'p', 'Huyện Đức Cơ', 2),
  unit('o', 'gone', 'Xã Mồ côi', 5),
];
const sites = [site('s1', 'c1', true), site('s2', 'c2', true, true), site('s3', 'h', false)];

describe('units', () => {
  it('make a tree in official order, and lose none whose parent is not there', () => {
    const tree = unitTree(units, sites);
    expect(tree.map(({ unit: { id } }) => id)).toEqual(['p', 'o']);
    expect(tree[0]?.children[0]?.children.map(({ unit: { id } }) => id)).toEqual(['c1', 'c2']);
    expect(tree[0]).toMatchObject({ sites: 3, equipped: 1 });
  });

  it('are somebody’s as far as a role reaches: downwards, and everywhere with the whole house', () => {
    const me = (unit: string, house = false) => ({
      roles: [{ role: 'ADMINISTRATOR' as const, unit, unitName: '', house }],
    });
    expect(holdsAt(me('h'), units, 'c1', 'ADMINISTRATOR')).toBe(true);
    expect(holdsAt(me('h'), units, 'h', 'ADMINISTRATOR')).toBe(true);
    expect(holdsAt(me('h'), units, 'p', 'ADMINISTRATOR')).toBe(false);
    expect(holdsAt(me('h'), units, 'c1', 'DISTRICT_CLERK')).toBe(false);
    // Before the first list there is no root: the house is still its administrator's afterwards.
    expect(holdsAt(me('no-unit', true), units, 'c1', 'ADMINISTRATOR')).toBe(true);
  });

  it('are drawn as far as they are open', () => {
    const tree = unitTree(units, sites);
    const ids = (open: string[]) =>
      treeRows(tree, new Set(open)).map(({ node, depth }) => `${node.unit.id}${depth}`);
    expect(ids([])).toEqual(['p1', 'o1']);
    expect(ids(['p'])).toEqual(['p1', 'h2', 'o1']);
    expect(ids(['p', 'h', 'c1'])).toEqual(['p1', 'h2', 'c13', 'c23', 'o1']);
  });

  it('know the way from the root, also when it leads in a circle', () => {
    expect(pathTo(units, 'c2').map(({ id }) => id)).toEqual(['p', 'h', 'c2']);
    expect(pathTo(units, 'nobody')).toEqual([]);
    expect(pathTo([unit('a', 'b', 'A', 1), unit('b', 'a', 'B', 2)], 'a').map(({ id }) => id)).toEqual([
      'b',
      'a',
    ]);
  });

  it('are found without diacritics, with what they lie in', () => {
    const hits = search(searchIndex(findableUnits(units)), 'ia dom duc', 3);
    expect(hits[0]).toMatchObject({ id: 'c2', within: 'Huyện Đức Cơ' });
  });
});

describe('pairing code', () => {
  it('is read however it was written', () => {
    expect(['4f7k2m', '4F7 K2M', ' 4f7-k2m!', '4f', '4F7-K2M99'].map(pairingCode)).toEqual([
      '4F7-K2M',
      '4F7-K2M',
      '4F7-K2M',
      '4F',
      '4F7-K2M',
    ]);
    expect(isWholeCode('4F7-K2M')).toBe(true);
    expect(isWholeCode('4F7-K')).toBe(false);
  });
});
