/** The states of a site that are drawn in a shape of their own; see the design language for all of them. */
export type Glyph = 'ringing' | 'onDeck' | 'onAir' | 'lost' | 'present' | 'absent' | 'excused' | 'phone' | 'expected';

/** Drawn on a 16 px grid; silhouettes differ in outline, so that they hold small, in grey and in print. */
export function StateGlyph({ glyph, size = 16 }: { readonly glyph: Glyph; readonly size?: number | string }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" className={`glyph glyph-${glyph}`}>
      {shapes[glyph]}
    </svg>
  );
}

const line = { fill: 'none', stroke: 'currentColor', strokeLinecap: 'round', strokeLinejoin: 'round' } as const;

const shapes: Readonly<Record<Glyph, React.ReactNode>> = {
  expected: <circle cx="8" cy="8" r="5" {...line} strokeLinecap="butt" strokeWidth="1.6" strokeDasharray="1.9 2.03" />,
  ringing: (
    <>
      <circle cx="8" cy="8" r="1.9" fill="currentColor" />
      <path d="M8 2.6A5.4 5.4 0 0 1 13.4 8M8 13.4A5.4 5.4 0 0 1 2.6 8" {...line} strokeWidth="1.8" />
    </>
  ),
  onDeck: <path d="M5.2 3.4v9.2L12.4 8Z" {...line} strokeWidth="1.7" />,
  onAir: <path d="M4.8 2.8v10.4L13 8Z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />,
  lost: <path d="m3.8 3.8 8.4 8.4m0-8.4-8.4 8.4" {...line} strokeWidth="2.4" />,
  present: <circle cx="8" cy="8" r="3.7" fill="currentColor" />,
  excused: (
    <>
      <circle cx="8" cy="8" r="5.2" {...line} strokeWidth="1.5" />
      <path d="M5.6 8h4.8" {...line} strokeWidth="1.7" />
    </>
  ),
  absent: (
    <>
      <circle cx="8" cy="8" r="5.2" {...line} strokeWidth="1.7" />
      <path d="m4.4 11.6 7.2-7.2" {...line} strokeWidth="1.7" />
    </>
  ),
  phone: (
    <path
      d="M4.2 2.6c.9-.5 1.6-.3 2 .5l.8 1.6c.3.7.2 1.2-.4 1.7l-.8.7c.6 1.3 1.6 2.3 2.9 2.9l.7-.8c.5-.6 1-.7 1.7-.4l1.6.8c.8.4 1 1.1.5 2-.7 1.3-1.9 1.9-3.4 1.5-3.6-1-6.2-3.6-7.2-7.2-.4-1.5.2-2.7 1.6-3.3Z"
      fill="currentColor"
    />
  ),
};
