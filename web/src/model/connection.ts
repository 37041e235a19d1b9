/** How the page stands towards the server. Times in milliseconds since the epoch. */
export type Connection =
  | { readonly kind: 'joining' }
  | { readonly kind: 'together' }
  /** Signalling is gone and being resumed; `flowing` when picture or sound is seen to arrive all the same. */
  | { readonly kind: 'signalLost'; readonly since: number; readonly flowing: boolean }
  /** Nothing flows; the page is on its way back by itself. */
  | { readonly kind: 'lost'; readonly since: number }
  | { readonly kind: 'ended'; readonly reason: EndReason };

/** Why the meeting is over for this page. `refused` carries the problem code of the server. */
export type EndReason =
  | { readonly kind: 'left' }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'removed' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string };

/** The longest wait between two tries, in milliseconds. */
export const LONGEST_WAIT_MILLIS = 3_000;

/**
 * The wait before try number `attempt` (from 0), in milliseconds. The random part keeps 240 sites from coming
 * back in the same instant after a restart.
 *
 * @param random in [0, 1)
 */
export function backoffMillis(attempt: number, random: number): number {
  const step = Math.min(LONGEST_WAIT_MILLIS, 250 * 2 ** Math.min(attempt, 10));
  return Math.round(step * (0.5 + random / 2));
}

/** Whether a connection which is there may be used to send. */
export function flows(connection: Connection): boolean {
  return connection.kind === 'together';
}
