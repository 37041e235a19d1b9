import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';

interface Props {
  /** The whole label with the time: "Kết thúc · giữ 2 giây". */
  readonly children: ReactNode;
  readonly icon?: ReactNode;
  /** How long to hold, in seconds. */
  readonly seconds?: number;
  /** Shown instead of the label after a short press: what to do. */
  readonly again: string;
  readonly disabled?: boolean;
  readonly className?: string;
  readonly act?: string;
  onDone(): void;
}

/** After a short press a second one within this time does it, for who cannot hold. In milliseconds. */
const AGAIN_MILLIS = 4_000;
/** Shorter is a click, not a hold let go too early. In milliseconds. */
const CLICK_MILLIS = 350;

/** For what cannot be taken back: pressing fills the button, letting go empties it. Nothing pops up. */
export function HoldButton({
  children,
  icon,
  seconds = 2,
  again,
  disabled = false,
  className = '',
  act,
  onDone,
}: Props) {
  const [holding, setHolding] = useState(false);
  const [armed, setArmed] = useState(false);
  const since = useRef(0);
  const timer = useRef(0);
  const done = useRef(onDone);
  done.current = onDone;

  useEffect(() => () => window.clearTimeout(timer.current), []);
  useEffect(() => {
    if (!armed) return;
    const end = window.setTimeout(() => setArmed(false), AGAIN_MILLIS);
    return () => window.clearTimeout(end);
  }, [armed]);

  const perform = () => {
    setHolding(false);
    setArmed(false);
    since.current = 0;
    done.current();
  };
  const press = () => {
    if (disabled || since.current !== 0) return;
    since.current = Date.now();
    setHolding(true);
    timer.current = window.setTimeout(perform, seconds * 1000);
  };
  const release = (click: boolean) => {
    if (since.current === 0) return;
    const held = Date.now() - since.current;
    since.current = 0;
    window.clearTimeout(timer.current);
    setHolding(false);
    if (!click || held > CLICK_MILLIS) return;
    if (armed) perform();
    else setArmed(true);
  };
  const isHoldKey = (event: KeyboardEvent) => event.key === ' ' || event.key === 'Enter';

  return (
    <button
      type="button"
      className={`button hold ${holding ? 'hold-held' : ''} ${className}`}
      style={{ '--hold': `${seconds}s` } as React.CSSProperties}
      disabled={disabled}
      data-act={act}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        // The pointer may slip off the button while it is held.
        event.currentTarget.setPointerCapture?.(event.pointerId);
        press();
      }}
      onPointerUp={() => release(true)}
      onPointerCancel={() => release(false)}
      onKeyDown={(event) => {
        if (!isHoldKey(event)) return;
        event.preventDefault();
        event.stopPropagation();
        if (!event.repeat) press();
      }}
      onKeyUp={(event) => {
        if (!isHoldKey(event)) return;
        event.preventDefault();
        release(true);
      }}
      onClick={(event) => {
        // A screen reader clicks without pressing.
        if (event.detail === 0 && since.current === 0) {
          if (armed) perform();
          else setArmed(true);
        }
      }}
      onBlur={() => release(false)}
    >
      {icon}
      <span className="hold-words">{armed ? again : children}</span>
    </button>
  );
}
