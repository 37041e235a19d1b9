import { useEffect, useRef } from 'react';
import { duration } from '../model/text';
import { everySecond } from '../useClock';

interface Props {
  readonly since: string;
  /** What to add to this machine's clock to have the server's, in milliseconds. */
  readonly skew: number;
}

/** For how long. Drawn past React: a table of 240 of them turning every second is no reason to render. */
export function Age({ since, skew }: Props) {
  const box = useRef<HTMLSpanElement>(null);
  const words = () => duration(Date.now() + skew - Date.parse(since));
  const latest = useRef(words);
  latest.current = words;
  useEffect(
    () =>
      everySecond(() => {
        if (box.current) box.current.textContent = latest.current();
      }),
    [],
  );
  return <span ref={box}>{words()}</span>;
}
