import { expect, it } from 'vitest';
import type { SiteLine, UnitLine } from '../api/wire';
import { branches, findableSites } from './siteTree';

const unit = (id: string, parent: string | null, name: string, order: number): UnitLine => ({
  id,
  parent,
  name,
  order,
  code: id,
  level: '',
  type: '',
  shortName: name,
  validFrom: '2020-02-01',
  validTo: null,
});
const site = (id: string, of: string, order: number, name = id): SiteLine => ({
  id,
  unit: of,
  name,
  shortName: name,
  place: '',
  organisation: null,
  hall: false,
  closedOn: null,
  order,
  phone: '',
  endpoints: [],
});
const units = [
  unit('p', null, 'Tỉnh Gia Lai', 0),
  unit('b', 'p', 'Huyện KBang', 2),
  unit('a', 'p', 'Thành phố Pleiku', 1),
  unit('b1', 'b', 'Xã Tơ Tung', 1),
];

it('gathers sites under the units below the root, the root first, strangers last', () => {
  const all = [
    site('s4', 'b1', 4),
    site('s3', 'b', 3),
    site('s1', 'p', 1),
    site('s2', 'a', 2),
    site('s9', '?', 9),
  ];
  expect(branches(all, units).map(({ name, sites }) => [name, sites.map(({ id }) => id)])).toEqual([
    ['Tỉnh Gia Lai', ['s1']],
    ['Thành phố Pleiku', ['s2']],
    ['Huyện KBang', ['s3', 's4']],
    ['', ['s9']],
  ]);
});

it('says what a site lies in, a district’s own hall in the province', () => {
  const all = [site('s3', 'b', 3, 'Huyện KBang'), site('s4', 'b1', 4, 'Xã Tơ Tung')];
  expect(findableSites(all, units).map(({ type, within }) => [type, within])).toEqual([
    ['Huyện', 'Tỉnh Gia Lai'],
    ['Xã', 'Huyện KBang'],
  ]);
});
