import { STILL_MILLIS } from '../model/kiosk';
import type { Hall } from './hall';

const WIDTH = 256;
const HEIGHT = 144;
/** What the server takes at most, in bytes. */
export const STILL_BYTES = 12 * 1024;
const QUALITIES = [0.72, 0.55, 0.4, 0.25];

/**
 * Sends a small still of the hall every few seconds while it is wanted, each pause a little different from the last so
 * that 240 screens do not send in step.
 *
 * @param wanted asked before each one
 * @param send takes one JPEG; what it throws costs this still and nothing else
 * @returns ends it
 */
export function sendStills(
  hall: Hall,
  wanted: () => boolean,
  send: (still: Blob) => Promise<void>,
): () => void {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  let timer = 0;
  let over = false;
  const next = () => {
    if (!over) timer = window.setTimeout(() => void one(), STILL_MILLIS * (0.8 + 0.4 * Math.random()));
  };
  const one = async () => {
    if (wanted() && hall.draw(canvas)) {
      const still = await smallJpeg(canvas, STILL_BYTES);
      if (still && !over) await send(still).catch(() => undefined);
    }
    next();
  };
  next();
  return () => {
    over = true;
    window.clearTimeout(timer);
  };
}

/** The best JPEG of a canvas that fits; null when even the worst is too large. */
export async function smallJpeg(canvas: HTMLCanvasElement, mostBytes: number): Promise<Blob | null> {
  for (const quality of QUALITIES) {
    const still = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
    if (still && still.size <= mostBytes) return still;
  }
  return null;
}
