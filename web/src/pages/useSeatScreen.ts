import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Layout } from '../api/wire';
import { PICTURE } from '../features/kiosk/Programme';
import { topics } from '../features/kiosk/words';
import type { Seat } from '../media/seat';
import { places } from '../model/layout';

const FAILED_MILLIS = 5_000;

/** Tells the server how large each picture of the programme is drawn here, anew with each layout and size of the window. */
export function useShownSizes(seat: Seat, layout: Layout | null): void {
  useEffect(() => {
    const tell = () => {
      if (layout === null) return;
      const scale = Math.min(window.innerWidth / 1920, window.innerHeight / 1080) * window.devicePixelRatio;
      seat.show(
        places(layout, PICTURE.width, PICTURE.height, PICTURE.gap).map(({ width, height }) => ({
          width: width * scale,
          height: height * scale,
        })),
      );
    };
    tell();
    window.addEventListener('resize', tell);
    return () => window.removeEventListener('resize', tell);
  }, [layout, seat]);
}

/** Sends acts; that one failed stands on the screen for a while. */
export function useSend(): { readonly failed: boolean; send(call: Promise<unknown>): void } {
  const [failed, setFailed] = useState(false);
  return {
    failed,
    send: (call) => {
      call
        .then(() => setFailed(false))
        .catch(() => {
          setFailed(true);
          window.setTimeout(() => setFailed(false), FAILED_MILLIS);
        });
    },
  };
}

/**
 * What one is going to speak about, chosen while waiting for the floor and gone with the place in the queue.
 *
 * @param raise tells the server
 */
export function useTopic(
  queued: boolean,
  send: (call: Promise<unknown>) => void,
  raise: (topic: string) => Promise<unknown>,
): { readonly topic: string; sayTopic(place: number): void } {
  const { t } = useTranslation();
  const [topic, setTopic] = useState('');
  useEffect(() => {
    if (!queued) setTopic('');
  }, [queued]);
  return {
    topic,
    sayTopic: (place) => {
      const word = topics[place];
      if (!word || !queued) return;
      const chosen = t(word);
      send(raise(chosen).then(() => setTopic(chosen)));
    },
  };
}
