import { Undo2 } from 'lucide-react';
import { Button } from './Button';

interface Props {
  /** What was done; null while nothing was. */
  readonly words: string | null;
  readonly label: string;
  /** Null where the server cannot take it back. */
  readonly onUndo: (() => void) | null;
}

/** What was done last, with the way back beside it; stays until something else is done. */
export function Undo({ words, label, onUndo }: Props) {
  return (
    <div role="status" className={words === null ? 'hidden' : 'undo'}>
      {words === null ? null : (
        <>
          <span>{words}</span>
          {onUndo === null ? null : (
            <Button look="quiet" icon={<Undo2 size={18} aria-hidden="true" />} onClick={onUndo}>
              {label}
            </Button>
          )}
        </>
      )}
    </div>
  );
}
