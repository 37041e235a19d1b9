import type { ReactNode } from 'react';
import { Language } from './Language';

/** The frame of everything outside a meeting. */
export function Front({ children }: { readonly children: ReactNode }) {
  return (
    <div className="front">
      <main className="front-main">{children}</main>
      <footer className="front-foot">
        <Language />
      </footer>
    </div>
  );
}
