import type { Sign as SignName } from '../model/meeting';

const line = {
  fill: 'none',
  stroke: 'currentColor',
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

/** Outlines that differ, so that they hold at 12 px, in grey and in print. */
const drawings: Readonly<Record<SignName, React.ReactNode>> = {
  EXPECTED: (
    <circle {...line} cx="8" cy="8" r="5" strokeWidth="1.6" strokeDasharray="1.9 2.03" strokeLinecap="butt" />
  ),
  RINGING: (
    <>
      <circle cx="8" cy="8" r="1.9" fill="currentColor" />
      <path
        {...line}
        className="sign-arcs"
        d="M8 2.6A5.4 5.4 0 0 1 13.4 8M8 13.4A5.4 5.4 0 0 1 2.6 8"
        strokeWidth="1.8"
      />
    </>
  ),
  CONNECTED: <circle {...line} cx="8" cy="8" r="4.6" strokeWidth="2" />,
  CHECKED: (
    <>
      <circle {...line} cx="8" cy="8" r="5.4" strokeWidth="1.5" />
      <path {...line} d="m5.6 8.2 1.7 1.7 3.2-3.5" strokeWidth="1.6" />
    </>
  ),
  PRESENT: <circle cx="8" cy="8" r="3.7" fill="currentColor" />,
  ON_DECK: <path {...line} d="M5.2 3.4v9.2L12.4 8Z" strokeWidth="1.7" />,
  ON_AIR: <path {...line} d="M4.8 2.8v10.4L13 8Z" fill="currentColor" strokeWidth="1" />,
  LOST: <path {...line} d="m3.8 3.8 8.4 8.4m0-8.4-8.4 8.4" strokeWidth="2.4" />,
  RETURNED: (
    <>
      <circle cx="8" cy="8" r="1.9" fill="currentColor" />
      <path {...line} d="M12.9 6A5.3 5.3 0 1 0 13.3 8.8" strokeWidth="1.7" />
      <path {...line} d="M13.6 2.7v3.6H10" strokeWidth="1.7" />
    </>
  ),
  LEFT: <path {...line} d="M6 3H3.4v10H6M6.6 8h6.2m-2.4-2.6L13 8l-2.6 2.6" strokeWidth="1.6" />,
  EXCUSED: (
    <>
      <circle {...line} cx="8" cy="8" r="5.2" strokeWidth="1.5" />
      <path {...line} d="M5.6 8h4.8" strokeWidth="1.7" />
    </>
  ),
  ABSENT: (
    <>
      <circle {...line} cx="8" cy="8" r="5.2" strokeWidth="1.7" />
      <path {...line} d="m4.4 11.6 7.2-7.2" strokeWidth="1.7" />
    </>
  ),
  BY_TELEPHONE: (
    <path
      fill="currentColor"
      d="M4.2 2.6c.9-.5 1.6-.3 2 .5l.8 1.6c.3.7.2 1.2-.4 1.7l-.8.7c.6 1.3 1.6 2.3 2.9 2.9l.7-.8c.5-.6 1-.7 1.7-.4l1.6.8c.8.4 1 1.1.5 2-.7 1.3-1.9 1.9-3.4 1.5-3.6-1-6.2-3.6-7.2-7.2-.4-1.5.2-2.7 1.6-3.3Z"
    />
  ),
  POOR: (
    <>
      <path {...line} d="M8 2.1 14.6 13.5H1.4Z" fill="currentColor" strokeWidth="1" />
      <path {...line} className="sign-knock" d="M8 6.3v3.4M8 11.5v.2" strokeWidth="1.7" />
    </>
  ),
};

/** What a state looks like; its word stands beside it or is read out by what it stands in. */
export function Sign({ sign, size = 14 }: { readonly sign: SignName; readonly size?: number }) {
  return (
    <svg className="sign" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      {drawings[sign]}
    </svg>
  );
}

/** Class that gives words or a cell the colour of a state. */
export function toneOf(sign: SignName): 'live' | 'bad' | 'warn' | 'ok' | 'info' | 'quiet' {
  switch (sign) {
    case 'ON_AIR':
    case 'ON_DECK':
      return 'live';
    case 'LOST':
    case 'ABSENT':
      return 'bad';
    case 'POOR':
      return 'warn';
    case 'CHECKED':
    case 'RETURNED':
    case 'PRESENT':
      return 'ok';
    case 'RINGING':
    case 'CONNECTED':
    case 'BY_TELEPHONE':
      return 'info';
    default:
      return 'quiet';
  }
}
