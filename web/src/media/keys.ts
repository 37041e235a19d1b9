import type { Keys } from './session';

/** What a tab remembers of the meeting it is in, so that a reload leads back to it. */
export interface Remembered {
  readonly room: string;
  readonly name: string;
}

const KEYS = 'nharong.keys';
const PLACE = 'nharong.place';
const WISHES = 'nharong.wishes';

/** The keys of one tab and room: they end with the tab. */
export function tabKeys(room: string): Keys {
  return {
    read: () => {
      const kept = parse(sessionStorage.getItem(KEYS));
      return kept.room === room && typeof kept.identity === 'string' && typeof kept.resume === 'string'
        ? { identity: kept.identity, resume: kept.resume }
        : {};
    },
    write: ({ identity, resume }) => {
      if (identity !== '' && resume !== '')
        sessionStorage.setItem(KEYS, JSON.stringify({ room, identity, resume }));
    },
    forget: () => sessionStorage.removeItem(KEYS),
  };
}

export function rememberPlace(place: Remembered | null): void {
  if (place) sessionStorage.setItem(PLACE, JSON.stringify(place));
  else sessionStorage.removeItem(PLACE);
}

export function rememberedPlace(): Remembered | null {
  const kept = parse(sessionStorage.getItem(PLACE));
  return typeof kept.room === 'string' && typeof kept.name === 'string'
    ? { room: kept.room, name: kept.name }
    : null;
}

/** What a person chose last on this machine. */
export interface Wishes {
  readonly name: string;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly microphoneId: string;
  readonly cameraId: string;
  readonly speakerId: string;
  readonly singleKeys: boolean;
  /** Said at the door of a meeting's link. */
  readonly guestTitle: string;
  readonly guestUnit: string;
}

export function wishes(): Wishes {
  const kept = parse(localStorage.getItem(WISHES));
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const yes = (value: unknown) => value !== false;
  return {
    name: text(kept.name),
    microphone: yes(kept.microphone),
    camera: yes(kept.camera),
    microphoneId: text(kept.microphoneId),
    cameraId: text(kept.cameraId),
    speakerId: text(kept.speakerId),
    singleKeys: yes(kept.singleKeys),
    guestTitle: text(kept.guestTitle),
    guestUnit: text(kept.guestUnit),
  };
}

export function wish(change: Partial<Wishes>): void {
  localStorage.setItem(WISHES, JSON.stringify({ ...wishes(), ...change }));
}

function parse(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
