import { CloudOff, TriangleAlert } from 'lucide-react';

interface Props {
  readonly look: 'warn' | 'bad';
  readonly text: string;
}

/** Across the top of the stage while something is wrong with the connection; the picture stays free. */
export function ConnectionBand({ look, text }: Props) {
  const Icon = look === 'bad' ? CloudOff : TriangleAlert;
  return (
    <div className={`link link-${look} link-state`}>
      <Icon size={18} aria-hidden="true" />
      {text}
    </div>
  );
}
