import type { ReactNode } from 'react';
import { Language } from './Language';

interface Props {
  readonly children: ReactNode;
  /** Beside the languages. */
  readonly foot?: ReactNode;
}

/** The frame of everything outside a meeting. */
export function Front({ children, foot }: Props) {
  return (
    <div className="front">
      <main className="front-main">{children}</main>
      <footer className="front-foot">
        <Language />
        {foot === undefined ? null : <div className="front-aside">{foot}</div>}
      </footer>
    </div>
  );
}
