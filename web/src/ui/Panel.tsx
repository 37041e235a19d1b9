import { type ReactNode, useId } from 'react';

interface Props {
  readonly title: string;
  /** Beside the title, smaller. */
  readonly aside?: ReactNode;
  /** At the right end of the head. */
  readonly end?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A named region of the console. */
export function Panel({ title, aside, end, className = '', children }: Props) {
  const id = useId();
  return (
    <section className={`board ${className}`} aria-labelledby={id}>
      <header className="board-head">
        <h2 id={id}>{title}</h2>
        {aside === undefined ? null : <span className="board-aside">{aside}</span>}
        {end === undefined ? null : <span className="board-end">{end}</span>}
      </header>
      {children}
    </section>
  );
}
