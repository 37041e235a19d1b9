import type { JoinRefused } from '../../api/join';

/** The sentence for a refusal, by its code first and by its status else. */
export function refusalKey(refusal: Pick<JoinRefused, 'status' | 'code'>) {
  if (refusal.code === 'media') return 'join.media';
  if (refusal.status === 0) return 'join.unreachable';
  if (refusal.code === 'room-full' || refusal.status === 409) return 'join.full';
  if (refusal.status === 400 || refusal.status === 413 || refusal.status === 422) return 'join.bad';
  if (refusal.status === 408 || refusal.status === 429 || refusal.status >= 500) return 'join.busy';
  return 'join.refused';
}
