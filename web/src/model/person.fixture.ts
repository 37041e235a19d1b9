import type { Person } from './person';

/** A participant for tests; only what differs needs saying. */
export function person(identity: string, change: Partial<Person> = {}): Person {
  return {
    identity,
    name: identity,
    isLocal: false,
    joinedAt: 0,
    microphone: 'off',
    camera: 'on',
    speaking: false,
    lastSpokeAt: 0,
    handRaisedAt: null,
    line: 'good',
    picture: null,
    screen: null,
    stale: false,
    ...change,
  };
}

export const aPicture = { key: 'k', paused: false, attach: () => undefined, detach: () => undefined };
