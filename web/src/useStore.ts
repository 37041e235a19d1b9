import { useRef, useSyncExternalStore } from 'react';
import type { Store } from './media/store';

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}

/**
 * A part of a store; the component is drawn anew only when that part is another one.
 *
 * @param equal when two parts count as the same; by identity unless told
 */
export function useSelect<T, P>(
  store: Store<T>,
  select: (value: T) => P,
  equal: (a: P, b: P) => boolean = Object.is,
): P {
  const last = useRef<{ readonly part: P } | null>(null);
  return useSyncExternalStore(store.subscribe, () => {
    const part = select(store.get());
    if (last.current === null || !equal(last.current.part, part)) last.current = { part };
    return last.current.part;
  });
}

/** Whether two lists hold the same things in the same order. */
export function sameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => Object.is(item, b[index]));
}
