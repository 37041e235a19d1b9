import { useEffect, useState } from 'react';

/**
 * How many of a long list are drawn: some at once, the rest a few more with each frame, so that a key that brings up hundreds
 * of sites is answered by the next frame. Begins anew when its component does.
 *
 * @param first that many cover what is seen
 */
export function useGrowing(total: number, first: number, step: number): number {
  const [count, setCount] = useState(first);
  useEffect(() => {
    if (count >= total) return;
    const frame = window.requestAnimationFrame(() => setCount(count + step));
    return () => window.cancelAnimationFrame(frame);
  }, [count, total, step]);
  return Math.min(count, total);
}
