import { Mic } from 'lucide-react';
import { type CSSProperties, memo, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Seat } from '../../api/wire';
import { dragSeat } from '../../drag';
import { exceptionsOf, filters, type GroupSeats, signOf, spokenName } from '../../model/meeting';
import { Age } from '../../ui/Age';
import { Sign, toneOf } from '../../ui/Sign';
import { useConsole, useDesk, useSeat, useView } from '../../useConsole';
import { useGrowing } from '../../useGrowing';
import { sameList } from '../../useStore';
import { calledInVain, nameInRow, shortFault, stateWord } from '../../words';
import { shownSign, useSeatLabel } from './useSeatLabel';

/** One cell for each site, a row for each district, and what is not well by name on the right. */
export function Matrix() {
  const { t } = useTranslation();
  const rows = useView((view) => view.rows);
  const { select } = useConsole();
  const drawn = useGrowing(rows.length, 10, 5);
  const widest = Math.max(1, ...rows.map((row) => row.seats.length));
  return (
    <div
      role="grid"
      aria-label={t('wall.title')}
      aria-colcount={widest + 2}
      aria-rowcount={rows.length + 1}
      className="matrix"
      style={{ '--columns': widest, '--rows': rows.length } as CSSProperties}
      onClick={(event) => {
        const seat = (event.target as Element).closest<HTMLElement>('[data-seat]')?.dataset.seat;
        if (seat) select(seat);
      }}
      onDragStart={(event) => {
        const seat = (event.target as HTMLElement).dataset.seat;
        if (seat) dragSeat(event, seat);
      }}
      onKeyDown={() => undefined}
    >
      <div role="row" className="hidden" aria-rowindex={1}>
        <span role="columnheader" aria-colindex={1}>
          {t('wall.group')}
        </span>
        {Array.from({ length: widest }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its number
          <span key={index} role="columnheader" aria-colindex={index + 2}>
            {index + 1}
          </span>
        ))}
        <span role="columnheader" aria-colindex={widest + 2}>
          {t('wall.exceptions')}
        </span>
      </div>
      {rows.slice(0, drawn).map((row, index) => (
        <Row key={row.group.id} row={row} index={index} widest={widest} />
      ))}
    </div>
  );
}

const Row = memo(function Row({
  row,
  index,
  widest,
}: {
  readonly row: GroupSeats;
  readonly index: number;
  readonly widest: number;
}) {
  const first = index === 0 ? row.seats[0] : undefined;
  return (
    <div role="row" className="matrix-row" aria-rowindex={index + 2}>
      <RowHead row={row} />
      <div className="matrix-cells">
        {row.seats.map((id, column) => (
          <MatrixCell key={id} id={id} column={column + 2} first={id === first} />
        ))}
      </div>
      <Exceptions row={row} column={widest + 2} />
    </div>
  );
});

function RowHead({ row }: { readonly row: GroupSeats }) {
  const connected = useView((view) => row.seats.filter((id) => view.byId.get(id)?.connected === true).length);
  const running = useView((view) => view.meeting.startedAt !== null);
  return (
    <span role="rowheader" className="matrix-head" aria-colindex={1}>
      <b className="clip">{row.group.shortName}</b>
      <span className={running && connected < row.seats.length ? 'matrix-less' : ''}>
        <i>{connected}</i>/{row.seats.length}
      </span>
    </span>
  );
}

const MatrixCell = memo(function MatrixCell({
  id,
  column,
  first,
}: {
  readonly id: string;
  readonly column: number;
  readonly first: boolean;
}) {
  const { view } = useConsole();
  const label = useSeatLabel();
  const seat = useSeat(id);
  const selected = useDesk((desk) => desk.selected === id);
  const reachable = useDesk((desk) => (desk.selected === null ? first : desk.selected === id));
  const dimmed = useDesk((desk) => seat !== undefined && !filters[desk.filter](seat));
  const seen = useDesk((desk) => desk.seen.has(id));
  if (!seat) return null;
  const sign = shownSign(seat, seen);
  const open = seat.microphone === 'OPEN' || seat.microphone === 'MUTED_THERE';
  return (
    <button
      type="button"
      role="gridcell"
      aria-colindex={column}
      aria-selected={selected}
      aria-label={label(view.get(), seat)}
      tabIndex={reachable ? 0 : -1}
      draggable
      data-seat={id}
      data-state={seat.state}
      title={spokenName(view.get(), seat)}
      className={`cell cell-${sign} ${seat.hall ? 'cell-hall' : ''} ${selected ? 'cell-selected' : ''} ${dimmed ? 'cell-dimmed' : ''}`}
    >
      <Sign sign={sign} size={open ? 12 : 14} />
      {open ? <Mic className="cell-open" size={10} strokeWidth={3} aria-hidden="true" /> : null}
    </button>
  );
});

/** Room for one exception, in pixels: a name and how long; and for the count of those that find none. */
const EXCEPTION_PIXELS = 122;
const REST_PIXELS = 34;

function Exceptions({ row, column }: { readonly row: GroupSeats; readonly column: number }) {
  const { t } = useTranslation();
  const { change } = useConsole();
  const seen = useDesk((desk) => desk.seen);
  const seats = useView(
    (view) =>
      exceptionsOf(view, row.seats).filter((seat) => shownSign(seat, seen.has(seat.id)) !== 'PRESENT'),
    sameList,
  );
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(3);
  useEffect(() => {
    const element = box.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setRoom(Math.max(0, Math.floor((entry.contentRect.width - REST_PIXELS) / EXCEPTION_PIXELS)));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // A single one may have the whole width, however long its fault.
  const shown = seats.length === 1 ? seats : seats.slice(0, room);
  const rest = seats.length - shown.length;
  return (
    <div role="gridcell" className="exceptions" ref={box} aria-colindex={column}>
      {shown.map((seat) => (
        <Exception key={seat.id} seat={seat} group={row.group.shortName} />
      ))}
      {rest > 0 ? (
        <button
          type="button"
          tabIndex={-1}
          className="exceptions-rest"
          title={seats.map((seat) => seat.shortName).join(', ')}
          onClick={() => change({ wall: 'TABLE' })}
        >
          {t('wall.more', { count: rest })}
        </button>
      ) : null}
    </div>
  );
}

const Exception = memo(function Exception({ seat, group }: { readonly seat: Seat; readonly group: string }) {
  const { t, i18n } = useTranslation();
  const { select } = useConsole();
  const skew = useView((view) => view.skew);
  const sign = signOf(seat);
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`exception tone-${toneOf(sign)}`}
      title={sign === 'EXPECTED' ? calledInVain(t, seat) : undefined}
      onClick={() => select(seat.id)}
    >
      <Sign sign={sign} size={12} />
      <span className="hidden">{stateWord(t, seat, sign)} </span>
      <b>{nameInRow(t, seat, group)}</b>
      {/* Beside a red cross a time needs no word. */}
      <em>
        {sign === 'LOST' ? <Age since={seat.since} skew={skew} /> : shortFault(t, i18n.language, seat, 0)}
      </em>
    </button>
  );
});
