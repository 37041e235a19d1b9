import { useEffect, useRef } from 'react';
import type { Picture } from '../model/person';

interface Props {
  readonly picture: Picture;
  readonly mirrored?: boolean;
  /** `contain` shows the whole of a shared screen; `cover` fills a tile with a face. */
  readonly fit?: 'cover' | 'contain';
}

export function VideoPicture({ picture, mirrored = false, fit = 'cover' }: Props) {
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = element.current;
    if (!video) return;
    picture.attach(video);
    return () => picture.detach(video);
  }, [picture]);
  return (
    <video
      ref={element}
      className={`video video-${fit}${mirrored ? ' video-mirrored' : ''}`}
      autoPlay
      playsInline
      muted
      aria-hidden="true"
      tabIndex={-1}
    />
  );
}
