import { Mic, MicOff, Users } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { dragSeat } from '../../drag';
import { filters, type GroupSeats, spokenName } from '../../model/meeting';
import { Sign, toneOf } from '../../ui/Sign';
import { Still } from '../../ui/Still';
import { useConsole, useDesk, useSeat, useServerClock, useView } from '../../useConsole';
import { useGrowing } from '../../useGrowing';
import { sameList } from '../../useStore';
import { nameInRow, shortFault, stateWord } from '../../words';
import { shownSign, useSeatLabel } from './useSeatLabel';

/** Tiles with the still picture each site sends every few seconds. */
export function Stills() {
  const rows = useView((view) => view.rows);
  const { t } = useTranslation();
  const { select } = useConsole();
  const drawn = useGrowing(rows.length, 3, 2);
  return (
    <div
      role="grid"
      aria-label={t('wall.title')}
      className="tiles"
      onClick={(event) => {
        const seat = (event.target as Element).closest<HTMLElement>('[data-seat]')?.dataset.seat;
        if (seat) select(seat);
      }}
      onDragStart={(event) => {
        const seat = (event.target as HTMLElement).closest<HTMLElement>('[data-seat]')?.dataset.seat;
        if (seat) dragSeat(event, seat);
      }}
      onKeyDown={() => undefined}
    >
      {rows.slice(0, drawn).map((row, index) => (
        <Group key={row.group.id} row={row} first={index === 0} />
      ))}
    </div>
  );
}

function Group({ row, first }: { readonly row: GroupSeats; readonly first: boolean }) {
  const filter = useDesk((desk) => desk.filter);
  const shown = useView(
    (view) =>
      row.seats.filter((id) => {
        const seat = view.byId.get(id);
        return seat !== undefined && filters[filter](seat);
      }),
    sameList,
  );
  if (shown.length === 0) return null;
  return (
    <div role="row" className="tiles-row">
      <span role="rowheader" className="tiles-head">
        {row.group.shortName}
      </span>
      <div className="tiles-cells">
        {shown.map((id, index) => (
          <SiteTile key={id} id={id} group={row.group.shortName} first={first && index === 0} />
        ))}
      </div>
    </div>
  );
}

const SiteTile = memo(function SiteTile({
  id,
  group,
  first,
}: {
  readonly id: string;
  readonly group: string;
  readonly first: boolean;
}) {
  const { t } = useTranslation();
  const { view, still } = useConsole();
  const label = useSeatLabel();
  const seat = useSeat(id);
  const selected = useDesk((desk) => desk.selected === id);
  const reachable = useDesk((desk) => (desk.selected === null ? first : desk.selected === id));
  const seen = useDesk((desk) => desk.seen.has(id));
  if (!seat) return null;
  const sign = shownSign(seat, seen);
  const open = seat.microphone === 'OPEN';
  return (
    <button
      type="button"
      role="gridcell"
      aria-selected={selected}
      tabIndex={reachable ? 0 : -1}
      draggable
      data-seat={id}
      data-state={seat.state}
      title={spokenName(view.get(), seat)}
      className={`site-tile site-tile-${sign} ${selected ? 'cell-selected' : ''}`}
    >
      <Still src={still(seat)} sign={sign} />
      <span className="hidden">{label(view.get(), seat)}: </span>
      <span className="site-tile-words">
        <span className="site-tile-name">
          <Sign sign={sign} size={13} />
          <b>{nameInRow(t, seat, group)}</b>
        </span>
        {sign === 'PRESENT' ? (
          <span className="site-tile-line">
            <Users size={13} aria-hidden="true" /> {seat.headcount ?? '–'}
          </span>
        ) : (
          <span className={`site-tile-line tone-${toneOf(sign)}`}>
            <Fault id={id} word={stateWord(t, seat, sign)} />
          </span>
        )}
      </span>
      <span className={`site-tile-mic ${open ? 'site-tile-mic-open' : ''}`}>
        {open ? <Mic size={13} aria-hidden="true" /> : <MicOff size={13} aria-hidden="true" />}
      </span>
    </button>
  );
});

function Fault({ id, word }: { readonly id: string; readonly word: string }) {
  const { t, i18n } = useTranslation();
  const seat = useSeat(id);
  const now = useServerClock();
  return <>{(seat && shortFault(t, i18n.language, seat, now)) || word}</>;
}
