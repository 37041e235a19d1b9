import type { ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly icon?: ReactNode;
  /** Shown on the cap; null for none. */
  readonly cap?: string | null;
  /** Its key where there is no room for a cap: behind the label when the pointer rests on it. */
  readonly hint?: string | null;
  /** Why it cannot be done now; the button stays reachable and says so. */
  readonly reason?: string | null;
  readonly look?: 'plain' | 'live';
  readonly pressed?: boolean;
  readonly act?: string;
  readonly className?: string;
  onClick(): void;
}

/** A button for an act of the console. One that cannot be done now says why instead of vanishing or going dead. */
export function CommandButton({
  label,
  icon,
  cap,
  hint,
  reason,
  look = 'plain',
  pressed,
  act,
  className = '',
  onClick,
}: Props) {
  return (
    <button
      type="button"
      className={`button ${look === 'live' ? 'button-live' : ''} ${className}`}
      aria-disabled={reason ? true : undefined}
      aria-pressed={pressed}
      title={reason ?? (hint ? `${label} (${hint})` : label)}
      data-act={act}
      onClick={() => {
        if (!reason) onClick();
      }}
    >
      {icon}
      <span className="clip">{label}</span>
      {cap ? <kbd>{cap}</kbd> : null}
    </button>
  );
}
