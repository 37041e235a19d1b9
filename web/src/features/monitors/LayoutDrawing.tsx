import type { Layout } from '../../api/wire';
import { places, slidesFirst } from '../../model/layout';

/** A layout in small; slides are filled. */
export function LayoutDrawing({ layout }: { readonly layout: Layout }) {
  return (
    <svg width="28" height="17" viewBox="-0.75 -0.75 29.5 18.5" aria-hidden="true">
      {places(layout, 28, 17, 1.6).map((place, index) => (
        <rect
          key={`${place.x}-${place.y}`}
          x={place.x}
          y={place.y}
          width={place.width}
          height={place.height}
          fill={slidesFirst(layout) && index === 0 ? 'currentColor' : 'none'}
          stroke="currentColor"
          strokeWidth="1.3"
        />
      ))}
    </svg>
  );
}
