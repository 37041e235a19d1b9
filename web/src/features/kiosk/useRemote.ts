import { useEffect, useRef } from 'react';
import { type RemoteKey, remoteKey } from '../../model/kiosk';

/**
 * Hears the keys of a remote control, wherever the focus stands: on a television nothing else has it. Arrows repeat while
 * held, OK and figures do not.
 *
 * @param figures 0–9 alone: where a keyboard walks over several buttons, OK and the arrows are theirs
 */
export function useRemote(onKey: (key: RemoteKey) => void, figures = false): void {
  const latest = useRef(onKey);
  latest.current = onKey;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const key = remoteKey(event.key);
      if (key === null || (figures && !/\d/.test(key))) return;
      // The focused button would do the same a second time.
      event.preventDefault();
      if (event.repeat && (key === 'ok' || /\d/.test(key))) return;
      latest.current(key);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [figures]);
}
