import { useEffect, useRef } from 'react';

interface Props {
  readonly label: string;
  /** Subscribes to the level, 0 to 1; returns the end of it. Null draws an empty meter. */
  readonly watch: ((onLevel: (level: number) => void) => () => void) | null;
}

/** Drawn past React: twenty levels a second are no reason to render. */
export function Meter({ label, watch }: Props) {
  const fill = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = fill.current;
    if (!watch || !element) return;
    const end = watch((level) => {
      element.style.transform = `scaleX(${level.toFixed(3)})`;
    });
    return () => {
      end();
      element.style.transform = 'scaleX(0)';
    };
  }, [watch]);
  return (
    <div className="meter" role="img" aria-label={label}>
      <div className="meter-fill" ref={fill} />
    </div>
  );
}
