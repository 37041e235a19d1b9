import type { Person } from './person';
import { compareNames, fold } from './text';

/** Order on the stage: the order of arrival, so that a tile keeps its place for the whole meeting. */
export function byArrival(a: Person, b: Person): number {
  return a.joinedAt - b.joinedAt || compareNames(a.name, b.name) || (a.identity < b.identity ? -1 : 1);
}

/** Order in the list: raised hands first, by the hour they rose; then by name. */
export function byHandThenName(a: Person, b: Person): number {
  if (a.handRaisedAt !== null || b.handRaisedAt !== null) {
    if (a.handRaisedAt === null) return 1;
    if (b.handRaisedAt === null) return -1;
    if (a.handRaisedAt !== b.handRaisedAt) return a.handRaisedAt - b.handRaisedAt;
  }
  return compareNames(a.name, b.name) || (a.identity < b.identity ? -1 : 1);
}

/** Place in the queue of raised hands, from 1; empty for everybody else. */
export function handPlaces(people: readonly Person[]): ReadonlyMap<string, number> {
  const raised = people.filter((person) => person.handRaisedAt !== null).sort(byHandThenName);
  return new Map(raised.map((person, index) => [person.identity, index + 1]));
}

/** The list of participants as the panel shows it: searched without diacritics and sorted. */
export function listed(people: readonly Person[], search: string): Person[] {
  const wanted = fold(search);
  const words = wanted === '' ? [] : wanted.split(' ');
  return people
    .filter((person) => {
      const name = fold(person.name);
      return words.every((word) => name.includes(word));
    })
    .sort(byHandThenName);
}

/** How long those seen before a cut keep their place while everybody finds the way back. */
export const RETURN_GRACE_MILLIS = 20_000;

/**
 * Keeps the places of those who vanished with our own connection.
 *
 * @param before what was shown last
 * @param now who the room knows at this moment
 * @param holdUntil milliseconds since the epoch until which vanished people keep their place; 0 for never
 */
export function carryOver(
  before: readonly Person[],
  now: readonly Person[],
  holdUntil: number,
  at: number,
): readonly Person[] {
  if (at >= holdUntil) return now;
  const known = new Set(now.map((person) => person.identity));
  const missing = before
    .filter((person) => !known.has(person.identity))
    .map(
      (person): Person =>
        person.stale
          ? person
          : {
              ...person,
              stale: true,
              speaking: false,
              picture: null,
              screen: null,
              microphone: 'none',
              camera: 'none',
            },
    );
  return missing.length === 0 ? now : [...now, ...missing];
}

/** True when both would be drawn alike, so that the old object can be kept and its tile need not be drawn again. */
export function samePerson(a: Person, b: Person): boolean {
  const keys = Object.keys(a) as (keyof Person)[];
  return keys.every((key) => a[key] === b[key]);
}
