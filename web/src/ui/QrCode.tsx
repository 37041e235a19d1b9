import { correction, generate } from 'lean-qr';
import { useMemo } from 'react';

/** Quiet zone on every side, in modules (ISO/IEC 18004 asks for four). */
const QUIET = 4;

/** A text as a square to be scanned, drawn as one path: sharp at any size. What it says must stand beside it in words. */
export function QrCode({ text, className }: { readonly text: string; readonly className: string }) {
  const { path, side } = useMemo(() => {
    const code = generate(text, { minCorrectionLevel: correction.M });
    let squares = '';
    for (let y = 0; y < code.size; y++) {
      for (let x = 0; x < code.size; x++) {
        if (code.get(x, y)) squares += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
      }
    }
    return { path: squares, side: code.size + 2 * QUIET };
  }, [text]);
  return (
    <svg className={className} viewBox={`0 0 ${side} ${side}`} shapeRendering="crispEdges" aria-hidden="true">
      <rect width={side} height={side} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
