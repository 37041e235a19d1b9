const PATIENCE_MILLIS = 8_000;

/** Where the server tells how to trust it. */
export const AUTHORITY = '/authority';

/** Whether the server vouches for itself; one with a given certificate has nothing to be installed. */
export async function hasAuthority(): Promise<boolean> {
  try {
    const answer = await fetch(AUTHORITY, { method: 'HEAD', signal: AbortSignal.timeout(PATIENCE_MILLIS) });
    return answer.ok;
  } catch {
    return false;
  }
}
