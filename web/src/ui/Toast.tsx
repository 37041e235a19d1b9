import { useEffect } from 'react';

interface Props {
  readonly text: string | null;
  onGone(): void;
}

/** The result of one's own act that leaves no other trace; four seconds. */
export function Toast({ text, onGone }: Props) {
  useEffect(() => {
    if (text === null) return;
    const timer = window.setTimeout(onGone, 4_000);
    return () => window.clearTimeout(timer);
  }, [text, onGone]);
  return (
    <div role="status" aria-live="polite">
      {text === null ? null : <div className="toast">{text}</div>}
    </div>
  );
}
