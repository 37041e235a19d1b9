import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { findable, guestIds, withSeat } from '../../model/meeting';
import { searchIndex } from '../../model/search';
import { SiteSearch } from '../../ui/SiteSearch';
import { useConsole, useDesk, useView } from '../../useConsole';

/** In the place of the preview's words while a cell is being filled by typing. */
export function CellPicker({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const { acts, change, view } = useConsole();
  const filling = useDesk((desk) => desk.filling);
  const rows = useView((now) => now.rows);
  const guests = useView(guestIds);
  // biome-ignore lint/correctness/useExhaustiveDependencies: names change with the rows only, not with every state
  const index = useMemo(() => searchIndex(findable(view.get())), [rows, guests]);
  if (filling === null) return children;
  const fill = (seat: string | null) => {
    void acts.preview(withSeat(view.get().preview, filling, seat));
    change({ filling: null });
  };
  return (
    <span className="cell-picker">
      <SiteSearch
        key={filling}
        index={index}
        label={t('monitors.fillCell', { place: filling + 1 })}
        placeholder={t('monitors.fillCell', { place: filling + 1 })}
        none={t('wall.nobody')}
        autoFocus
        onPick={fill}
        onClose={() => change({ filling: null })}
      />
      <button
        type="button"
        className="monitor-link"
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => fill(null)}
      >
        {t('monitors.emptyCell')}
      </button>
    </span>
  );
}
