import { useMemo } from 'react';
import type { Picture } from '../model/person';

/** A device's own track as a picture, for the preview in the green room. */
export function useTrackPicture(track: MediaStreamTrack | null): Picture | null {
  return useMemo(
    () =>
      track === null
        ? null
        : {
            key: track.id,
            paused: false,
            attach: (element) => {
              element.srcObject = new MediaStream([track]);
            },
            detach: (element) => {
              element.srcObject = null;
            },
          },
    [track],
  );
}
