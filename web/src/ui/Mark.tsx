/** The tall roof of a communal house. */
export function Mark({ className = 'mark' }: { readonly className?: string }) {
  return (
    <svg className={className} viewBox="0 0 32 32" aria-hidden="true">
      <path
        d="M16 1.500C17.600 8 21.400 15 26.500 20.500H5.500C10.600 15 14.400 8 16 1.500Z"
        fill="currentColor"
      />
      <path d="M13.400 20.500v-3.700L16 13.600l2.600 3.200v3.700Z" fill="var(--panel)" />
      <path
        d="M5.500 24.500h21M9 23v7M16 23v7M23 23v7"
        stroke="currentColor"
        strokeWidth="2.200"
        fill="none"
      />
    </svg>
  );
}

/** The woven band, 12 px high, on cards. */
export function Band() {
  return (
    <div className="band" aria-hidden="true">
      <svg aria-hidden="true" height="12">
        <defs>
          <pattern id="weave" width="24" height="12" patternUnits="userSpaceOnUse">
            <path d="M0 6 6 0l6 6-6 6Z" fill="var(--brand-indigo)" />
            <path d="M3 6l3-3 3 3-3 3Z" fill="var(--brand-gold)" />
            <path
              d="M18 1v10M15.500 3.500l2.500 2.500 2.500-2.500M15.500 8.500 18 6l2.500 2.500"
              stroke="#f3f1ec"
              strokeWidth="1.200"
              fill="none"
            />
          </pattern>
        </defs>
        <rect width="4000" height="12" fill="url(#weave)" />
      </svg>
    </div>
  );
}
