/**
 * Keeps the screen from going dark for as long as the page lives. The browser drops the lock whenever the page is hidden;
 * it is taken again when it is seen again. Browsers without it, or a box that refuses, go without.
 *
 * @returns ends it
 */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let over = false;
  const take = async () => {
    if (over || document.visibilityState !== 'visible' || (lock !== null && !lock.released)) return;
    lock = (await navigator.wakeLock?.request('screen').catch(() => null)) ?? null;
    if (over) void lock?.release();
  };
  const seen = () => void take();
  document.addEventListener('visibilitychange', seen);
  void take();
  return () => {
    over = true;
    document.removeEventListener('visibilitychange', seen);
    void lock?.release();
  };
}
