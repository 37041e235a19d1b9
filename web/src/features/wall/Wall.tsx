import { LayoutGrid, Monitor, Table2 } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Direction, neighbour, selecting, type WallView } from '../../model/desk';
import { findable, guestIds } from '../../model/meeting';
import { searchIndex } from '../../model/search';
import { Segments } from '../../ui/Segments';
import { SiteSearch } from '../../ui/SiteSearch';
import { useConsole, useDesk, useView } from '../../useConsole';
import { Filters } from './Filters';
import { Matrix } from './Matrix';
import { SiteTable } from './SiteTable';
import { Stills } from './Stills';

/** All sites, each in its place. */
export function Wall() {
  const { t } = useTranslation();
  const wall = useDesk((desk) => desk.wall);
  const none = useView((view) => view.seats.length === 0);
  const box = useRef<HTMLDivElement>(null);
  const onKeyDown = useArrows(box);
  return (
    <section className="board wall" aria-label={t('wall.title')}>
      <header className="board-head wall-head">
        <h2>{t('wall.title')}</h2>
        <Filters />
        <div className="board-end">
          <Find />
          <Views />
        </div>
      </header>
      {none ? (
        <p className="console-empty">{t('wall.empty')}</p>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: the grid within takes the keys; arrows mean the same in all three
        <div className="wall-body" ref={box} onKeyDown={onKeyDown}>
          {wall === 'MATRIX' ? <Matrix /> : wall === 'STILLS' ? <Stills /> : <SiteTable />}
        </div>
      )}
    </section>
  );
}

const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'LEFT',
  ArrowRight: 'RIGHT',
  ArrowUp: 'UP',
  ArrowDown: 'DOWN',
  Home: 'FIRST',
  End: 'LAST',
};

/** Arrows move the eye; the cursor goes with it when it stands on the wall. */
function useArrows(box: React.RefObject<HTMLDivElement | null>): (event: KeyboardEvent) => void {
  const { desk, view, select } = useConsole();
  const selected = useDesk((now) => now.selected);
  useEffect(() => {
    if (selected === null || !box.current?.contains(document.activeElement)) return;
    box.current.querySelector<HTMLElement>(`[data-seat="${CSS.escape(selected)}"]`)?.focus();
  }, [selected, box]);
  return (event) => {
    const direction = arrows[event.key];
    if (!direction || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    select(neighbour(view.get(), desk.get(), direction));
  };
}

function Find() {
  const { t } = useTranslation();
  const { desk, view, select } = useConsole();
  const rows = useView((now) => now.rows);
  const guests = useView(guestIds);
  // biome-ignore lint/correctness/useExhaustiveDependencies: names change with the rows only, not with every state
  const index = useMemo(() => searchIndex(findable(view.get())), [rows, guests]);
  return (
    <div className="wall-find" data-find="wall">
      <SiteSearch
        index={index}
        label={t('command.FIND')}
        placeholder={t('wall.find')}
        none={t('wall.nobody')}
        cap={desk.get().singleKeys ? '/' : undefined}
        onPick={(seat) => {
          desk.update((now) => selecting({ ...now, filter: 'ALL' }, seat));
          select(seat);
          // The cursor comes to the cell, so that the next key means this site.
          window.requestAnimationFrame(() =>
            document.querySelector<HTMLElement>(`.wall-body [data-seat="${CSS.escape(seat)}"]`)?.focus(),
          );
        }}
      />
    </div>
  );
}

function Views() {
  const { t } = useTranslation();
  const { change } = useConsole();
  const wall = useDesk((desk) => desk.wall);
  return (
    <Segments<WallView>
      label={t('wall.views')}
      value={wall}
      choices={[
        { id: 'MATRIX', label: t('wall.MATRIX'), icon: <LayoutGrid size={14} aria-hidden="true" /> },
        { id: 'STILLS', label: t('wall.STILLS'), icon: <Monitor size={14} aria-hidden="true" /> },
        { id: 'TABLE', label: t('wall.TABLE'), icon: <Table2 size={14} aria-hidden="true" /> },
      ]}
      onChoose={(chosen) => change({ wall: chosen })}
    />
  );
}
