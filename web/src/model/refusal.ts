/** What of a refusal decides; the server's own words are for its log, not for people. */
export interface Refusal {
  /** HTTP status; 0 when the server could not be reached. */
  readonly status: number;
  readonly code: string;
}

/** The sentence for a refusal, by its code first and by its status else. */
export function refusalKey(refusal: Refusal) {
  if (refusal.code === 'media') return 'join.media';
  if (refusal.status === 0) return 'join.unreachable';
  if (refusal.code === 'room-full' || refusal.status === 409) return 'join.full';
  if (refusal.code === 'rooms-closed') return 'join.roomsClosed';
  if (refusal.status === 400 || refusal.status === 413 || refusal.status === 422) return 'join.bad';
  if (refusal.status === 408 || refusal.status === 429 || refusal.status >= 500) return 'join.busy';
  return 'join.refused';
}
