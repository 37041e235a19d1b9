import { Search } from 'lucide-react';
import { type Ref, useId, useState } from 'react';
import { type Findable, type SearchIndex, search } from '../model/search';

interface Props {
  readonly index: SearchIndex;
  readonly label: string;
  readonly placeholder: string;
  /** Said when nothing is called so. */
  readonly none: string;
  readonly cap?: string;
  readonly autoFocus?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
  onPick(id: string): void;
  /** Esc, or the cursor went elsewhere. */
  onClose?(): void;
}

const MOST_HITS = 7;

/** Finds a site by what is typed in a hurry; arrows and Enter, or a click. A combobox with a list below it. */
export function SiteSearch({
  index,
  label,
  placeholder,
  none,
  cap,
  autoFocus = false,
  inputRef,
  onPick,
  onClose,
}: Props) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const hits: Findable[] = typed === '' ? [] : search(index, typed, MOST_HITS);
  const pick = (hit: Findable | undefined) => {
    if (!hit) return;
    setTyped('');
    setAt(0);
    onPick(hit.id);
  };
  return (
    <div className="find">
      <Search size={15} aria-hidden="true" />
      <input
        ref={inputRef}
        className="input"
        role="combobox"
        aria-label={label}
        aria-expanded={typed !== ''}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={hits[at] ? `${list}-${at}` : undefined}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: only where the operator has just asked to type
        autoFocus={autoFocus}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'ArrowDown') setAt(Math.min(at + 1, hits.length - 1));
          else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
          else if (event.key === 'Enter') pick(hits[at]);
          else if (event.key === 'Escape') {
            setTyped('');
            onClose?.();
            event.currentTarget.blur();
          } else return;
          event.preventDefault();
        }}
        onBlur={() => {
          setTyped('');
          onClose?.();
        }}
      />
      {cap && typed === '' ? <kbd>{cap}</kbd> : null}
      {typed === '' ? null : (
        <div className="find-hits" id={list} role="listbox" aria-label={label}>
          {hits.map((hit, place) => (
            <div
              key={hit.id}
              id={`${list}-${place}`}
              role="option"
              tabIndex={-1}
              aria-selected={place === at}
              className="find-hit"
              // Before the field loses the cursor.
              onPointerDown={(event) => {
                event.preventDefault();
                pick(hit);
              }}
            >
              <b>{hit.name}</b> <span>{hit.within}</span>
            </div>
          ))}
          {hits.length === 0 ? <p className="find-none">{none}</p> : null}
        </div>
      )}
    </div>
  );
}
