import { useState } from 'react';
import type { Sign as SignName } from '../model/meeting';
import { Sign, toneOf } from './Sign';

interface Props {
  /** Address, or null while there is none. */
  readonly src: string | null;
  /** Stands where no picture is, and in the place of the last one when nobody is there any more. */
  readonly sign: SignName;
}

/** States in which an old picture would tell a lie. */
const gone: readonly SignName[] = [
  'LOST',
  'LEFT',
  'ABSENT',
  'EXCUSED',
  'EXPECTED',
  'RINGING',
  'BY_TELEPHONE',
];

/** A still picture. The one before stays until the new one is there, so that a wall of them does not flicker. */
export function Still({ src, sign }: Props) {
  const [loaded, setLoaded] = useState<string | null>(null);
  if (src === null || gone.includes(sign)) {
    return (
      <span className={`still tone-${toneOf(sign)}`}>
        <Sign sign={sign} size={22} />
      </span>
    );
  }
  return (
    <span className="still">
      {loaded !== null && loaded !== src ? <img src={loaded} alt="" /> : null}
      <img
        key={src}
        src={src}
        alt=""
        loading="lazy"
        decoding="async"
        onLoad={() => setLoaded(src)}
        style={loaded === src ? undefined : { opacity: 0 }}
      />
    </span>
  );
}
