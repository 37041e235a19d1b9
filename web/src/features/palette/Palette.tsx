import { X } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type ConsoleCommandId,
  consoleCommand,
  consoleCommands,
  hindrance,
} from '../../model/consoleCommands';
import { findable, guestIds, spokenName } from '../../model/meeting';
import { search, searchIndex } from '../../model/search';
import { fold } from '../../model/text';
import { HoldButton } from '../../ui/HoldButton';
import { Panel } from '../../ui/Panel';
import { useConsole, useDesk, useView } from '../../useConsole';
import { useKeyCap } from './useKeyCap';

/** Every act by name, and every site. Stands in the side column: no box in front of the work. */
export function Palette() {
  const { t } = useTranslation();
  const { change, perform, select, view, desk } = useConsole();
  const cap = useKeyCap();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const rows = useView((now) => now.rows);
  const guests = useView(guestIds);
  const selected = useDesk((now) => now.selected);
  const seat = useView((now) => {
    const found = selected === null ? undefined : now.byId.get(selected);
    return found && spokenName(now, found);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: names change with the rows only, not with every state
  const index = useMemo(() => searchIndex(findable(view.get())), [rows, guests]);
  const close = () => change({ aid: null });
  const box = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<ConsoleCommandId | null>(null);

  // What can be done now stands first, as it was when the last letter was typed: nothing changes its place under the hand.
  const commands = useMemo(() => {
    const words = fold(typed).split(' ').filter(Boolean);
    const found = consoleCommands
      .filter(({ id }) => id !== 'PALETTE')
      .map((command) => ({
        ...command,
        label: t(`command.${command.id}`),
        now: hindrance(command.id, view.get(), desk.get()) === null,
      }))
      .filter(({ label }) => words.every((word) => fold(label).includes(word)));
    return typed === '' ? found : [...found.filter(({ now }) => now), ...found.filter(({ now }) => !now)];
  }, [typed, t, view, desk]);
  const sites = typed === '' ? [] : search(index, typed, 4);
  const count = commands.length + sites.length;
  const go = (place: number) => {
    const command = commands[place];
    if (command) {
      if (hindrance(command.id, view.get(), desk.get()) !== null) return;
      if (command.hold !== undefined) {
        setHeld(command.id);
        return;
      }
      close();
      perform(command.id);
      return;
    }
    const site = sites[place - commands.length];
    if (site) {
      close();
      select(site.id);
    }
  };
  return (
    <Panel
      title={t('palette.title')}
      end={
        <button type="button" className="icon-act" aria-label={t('console.close')} onClick={close}>
          <X size={16} aria-hidden="true" />
        </button>
      }
      className="aid"
    >
      <div className="palette-field">
        <input
          className="input"
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={count > 0 ? `${list}-${at}` : undefined}
          aria-label={t('palette.find')}
          placeholder={t('palette.find')}
          // biome-ignore lint/a11y/noAutofocus: only where the operator has just asked to type
          autoFocus
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
            if (move !== 0) {
              const next = Math.min(count - 1, Math.max(0, at + move));
              setAt(next);
              box.current?.querySelector(`[data-place="${next}"]`)?.scrollIntoView({ block: 'nearest' });
            } else if (event.key === 'Enter') {
              go(at);
            } else if (event.key === 'Escape') close();
            else return;
            event.preventDefault();
          }}
        />
      </div>
      {held === null ? null : <Held command={held} onDone={close} />}
      <div className="palette-list" id={list} role="listbox" aria-label={t('palette.title')} ref={box}>
        {commands.map((command, place) => (
          <Entry
            key={command.id}
            id={`${list}-${place}`}
            place={place}
            chosen={place === at}
            command={command.id}
            label={command.ofSite && seat ? `${command.label} · ${seat}` : command.label}
            cap={cap(command.id)}
            hold={command.hold}
            onGo={() => go(place)}
          />
        ))}
        {sites.map((site, index_) => {
          const place = commands.length + index_;
          return (
            <div
              key={site.id}
              id={`${list}-${place}`}
              data-place={place}
              role="option"
              tabIndex={-1}
              aria-selected={place === at}
              className="palette-entry"
              onClick={() => go(place)}
              onKeyDown={() => undefined}
            >
              <span>
                {site.name} <small>{site.within}</small>
              </span>
            </div>
          );
        })}
        {count === 0 ? <p className="console-empty">{t('palette.none')}</p> : null}
      </div>
    </Panel>
  );
}

interface EntryProps {
  readonly id: string;
  readonly place: number;
  readonly chosen: boolean;
  readonly command: ConsoleCommandId;
  readonly label: string;
  readonly cap: string;
  readonly hold: number | undefined;
  onGo(): void;
}

function Entry({ id, place, chosen, command, label, cap, hold, onGo }: EntryProps) {
  const { t } = useTranslation();
  const selected = useDesk((desk) => desk.selected);
  const why = useView((view) => hindrance(command, view, { selected }));
  return (
    <div
      id={id}
      data-place={place}
      data-act={command}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      aria-disabled={why !== null}
      className="palette-entry"
      onClick={onGo}
      onKeyDown={() => undefined}
    >
      <span>
        {label}
        {why === null ? null : <small> {t(`hindrance.${why}`)}</small>}
      </span>
      {hold !== undefined ? (
        <small className="tone-bad">{t('console.hold', { count: hold })}</small>
      ) : cap === '' ? null : (
        <kbd>{cap}</kbd>
      )}
    </div>
  );
}

/** What cannot be taken back is not done from the list: its button stands here, with the cursor on it, to be held. */
function Held({ command, onDone }: { readonly command: ConsoleCommandId; onDone(): void }) {
  const { t } = useTranslation();
  const { perform } = useConsole();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('button')?.focus(), []);
  const { hold = 2 } = consoleCommand(command);
  return (
    <div className="palette-held" ref={box}>
      <HoldButton
        seconds={hold}
        again={t('console.again')}
        onDone={() => {
          onDone();
          perform(command);
        }}
      >
        {t(`command.${command}`)} · {t('console.hold', { count: hold }).toLowerCase()}
      </HoldButton>
    </div>
  );
}
