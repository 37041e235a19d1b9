import { useId } from 'react';

/** The woven band along the foot of a television and on its cards, 12 px high. */
export function Weave() {
  const id = useId();
  return (
    <svg className="tv-weave" aria-hidden="true" preserveAspectRatio="none">
      <defs>
        <pattern id={id} width="48" height="12" patternUnits="userSpaceOnUse">
          <rect width="48" height="12" fill="#1c2233" />
          <path d="M0 12 6 6l6 6zM12 12l6-6 6 6zM24 12l6-6 6 6zM36 12l6-6 6 6z" fill="#8c2a26" />
          <path d="M12 0l4 4-4 4-4-4zM36 0l4 4-4 4-4-4z" fill="#d9a441" />
          <path d="M24 2l2 2-2 2-2-2zM0 2l2 2-2 2-2-2zM48 2l2 2-2 2-2-2z" fill="#f3ead7" />
        </pattern>
      </defs>
      <rect width="100%" height="12" fill={`url(#${id})`} />
    </svg>
  );
}
