import { describe, expect, it } from 'vitest';
import { aPicture, person } from './person.fixture';
import { byArrival, carryOver, handPlaces, listed, samePerson } from './roster';

describe('roster', () => {
  it('keeps the order of arrival on the stage', () => {
    const people = [person('c', { joinedAt: 3 }), person('a', { joinedAt: 1 }), person('b', { joinedAt: 1 })];
    expect(people.sort(byArrival).map((one) => one.identity)).toEqual(['a', 'b', 'c']);
  });

  it('lists raised hands first, by the hour they rose, then names in Vietnamese order', () => {
    const people = [
      person('1', { name: 'Ơ' }),
      person('2', { name: 'O' }),
      person('3', { name: 'Đak', handRaisedAt: 20 }),
      person('4', { name: 'Dak' }),
      person('5', { name: 'Z', handRaisedAt: 10 }),
    ];
    expect(listed(people, '').map((one) => one.name)).toEqual(['Z', 'Đak', 'Dak', 'O', 'Ơ']);
    expect([...handPlaces(people)]).toEqual([
      ['5', 1],
      ['3', 2],
    ]);
  });

  it.each([
    ['kong long', 'X. Kông Lơng Khơng · H. KBang'],
    ['kbang khong', 'X. Kông Lơng Khơng · H. KBang'],
    ['dak roong', 'X. Đăk Roong · H. KBang'],
    ['AYUN PA', 'TX. Ayun Pa'],
    ['aiun', 'TX. Ayun Pa'],
  ])('finds %s without diacritics', (search, name) => {
    const people = [
      person('1', { name: 'X. Kông Lơng Khơng · H. KBang' }),
      person('2', { name: 'X. Đăk Roong · H. KBang' }),
      person('3', { name: 'TX. Ayun Pa' }),
    ];
    expect(listed(people, search).map((one) => one.name)).toEqual([name]);
  });

  it('finds nobody for a name nobody has', () => {
    expect(listed([person('1', { name: 'Pleiku' })], 'huế')).toEqual([]);
  });

  it('keeps the places of those who vanished with the connection, greyed, until the grace ends', () => {
    const before = [person('me', { isLocal: true }), person('a', { speaking: true, picture: aPicture })];
    const now = [person('me', { isLocal: true })];
    const held = carryOver(before, now, 100, 50);
    expect(held.map((one) => `${one.identity} ${one.stale} ${one.speaking} ${one.picture}`)).toEqual([
      'me false false null',
      'a true false null',
    ]);
    expect(carryOver(held, now, 100, 100)).toEqual(now);
    const returned = [...now, person('a')];
    expect(carryOver(held, returned, 100, 60)).toBe(returned);
  });

  it('sees a change in any field', () => {
    expect(samePerson(person('a'), person('a'))).toBe(true);
    expect(samePerson(person('a'), person('a', { line: 'poor' }))).toBe(false);
  });
});
