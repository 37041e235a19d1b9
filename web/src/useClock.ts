import { useSyncExternalStore } from 'react';

/** One timer for all clocks of the page, so that they turn together and the screen is drawn once. */
const ticking = new Set<() => void>();
let timer = 0;
let now = Date.now();

/**
 * Calls this every second from now on.
 *
 * @returns the end of it
 */
export function everySecond(tick: () => void): () => void {
  ticking.add(tick);
  if (timer === 0) {
    now = Date.now();
    timer = window.setInterval(() => {
      now = Date.now();
      for (const each of [...ticking]) each();
    }, 1_000);
  }
  return () => {
    ticking.delete(tick);
    if (ticking.size > 0) return;
    window.clearInterval(timer);
    timer = 0;
  };
}

const never = () => () => undefined;
const read = () => now;

/** Milliseconds since the epoch, new every second while `running`. */
export function useClock(running = true): number {
  // The first clock after a pause must not show the second in which the last one stopped.
  if (timer === 0) now = Date.now();
  return useSyncExternalStore(running ? everySecond : never, read);
}
