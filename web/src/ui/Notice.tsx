import { CircleX, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

interface Props {
  readonly look: 'info' | 'warn' | 'bad';
  readonly title: string;
  readonly children?: ReactNode;
  readonly acts?: ReactNode;
}

const icons = { info: Info, warn: TriangleAlert, bad: CircleX };

/** Stands beside the thing it explains; a fault is a state, not a message that passes. */
export function Notice({ look, title, children, acts }: Props) {
  const Icon = icons[look];
  return (
    <div className={`notice notice-${look}`} role={look === 'info' ? undefined : 'alert'}>
      <Icon size={18} aria-hidden="true" />
      <div className="notice-body">
        <strong>{title}</strong>
        {children}
        {acts ? <div className="notice-acts">{acts}</div> : null}
      </div>
    </div>
  );
}
