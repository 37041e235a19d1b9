import { Mic, MicOff } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Seat } from '../../api/wire';
import { dragSeat } from '../../drag';
import { filters, groupName, spokenName } from '../../model/meeting';
import { Age } from '../../ui/Age';
import { Sign, toneOf } from '../../ui/Sign';
import { useConsole, useDesk, useSeat, useView } from '../../useConsole';
import { useGrowing } from '../../useGrowing';
import { sameList } from '../../useStore';
import { megabits, percent, rungWord, stateWord } from '../../words';
import { shownSign, useSeatLabel } from './useSeatLabel';

const columns = [
  'name',
  'state',
  'microphone',
  'camera',
  'rung',
  'loss',
  'delay',
  'bits',
  'since',
  'headcount',
  'note',
  'phone',
] as const;

/** Everything that is known of each site, in official order. */
export function SiteTable() {
  const { t } = useTranslation();
  const filter = useDesk((desk) => desk.filter);
  const { select } = useConsole();
  const shown = useView(
    (view) =>
      view.rows.flatMap((row) =>
        row.seats.filter((id) => {
          const seat = view.byId.get(id);
          return seat !== undefined && filters[filter](seat);
        }),
      ),
    sameList,
  );
  const drawn = useGrowing(shown.length, 30, 30);
  return (
    <div className="site-table-box">
      <table
        role="grid"
        aria-label={t('wall.title')}
        className="site-table"
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
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={`column-${column}`}>
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.slice(0, drawn).map((id, index) => (
            <TableRow key={id} id={id} first={index === 0} />
          ))}
        </tbody>
      </table>
      {shown.length === 0 ? <p className="console-empty">{t('wall.noneOf')}</p> : null}
    </div>
  );
}

const TableRow = memo(function TableRow({ id, first }: { readonly id: string; readonly first: boolean }) {
  const { t, i18n } = useTranslation();
  const { view } = useConsole();
  const label = useSeatLabel();
  const seat = useSeat(id);
  const skew = useView((now) => now.skew);
  const group = useView((now) => (seat === undefined ? '' : groupName(now, seat)));
  const selected = useDesk((desk) => desk.selected === id);
  const reachable = useDesk((desk) => (desk.selected === null ? first : desk.selected === id));
  const seen = useDesk((desk) => desk.seen.has(id));
  if (!seat) return null;
  const sign = shownSign(seat, seen);
  const there = seat.connected;
  return (
    <tr
      data-seat={id}
      data-state={seat.state}
      draggable
      tabIndex={reachable ? 0 : -1}
      aria-selected={selected}
      aria-label={label(view.get(), seat)}
      className={selected ? 'cell-selected' : ''}
    >
      <td className="column-name" title={spokenName(view.get(), seat)}>
        <b>{seat.shortName}</b> {seat.hall || group === seat.shortName ? null : <span>{group}</span>}
      </td>
      <td className={`column-state tone-${toneOf(sign)}`}>
        <span>
          <Sign sign={sign} size={13} />
          {stateWord(t, seat, sign)}
        </span>
      </td>
      <td className="column-microphone">
        <Microphone seat={seat} />
      </td>
      <td className={seat.camera === 'OK' || !there ? '' : 'tone-warn'}>
        {there ? t(`camera.${seat.camera}`) : ''}
      </td>
      <td>{there ? rungWord(t, seat.rung) : ''}</td>
      <td className="column-loss">
        {there && seat.lossPercent !== null ? percent(seat.lossPercent, i18n.language) : ''}
      </td>
      <td className="column-delay">{there && seat.delayMillis !== null ? seat.delayMillis : ''}</td>
      <td className="column-bits">
        {there && seat.downKbps !== null && seat.upKbps !== null
          ? `${megabits(seat.downKbps, i18n.language)} / ${megabits(seat.upKbps, i18n.language)}`
          : ''}
      </td>
      <td className="column-since">
        <Age since={seat.since} skew={skew} />
      </td>
      <td className="column-headcount">{seat.headcount ?? ''}</td>
      <td className="column-note clip" title={seat.note}>
        {seat.note}
      </td>
      <td className="column-phone">{seat.phone}</td>
    </tr>
  );
});

function Microphone({ seat }: { readonly seat: Seat }) {
  const { t } = useTranslation();
  const open = seat.microphone === 'OPEN';
  if (seat.microphone === 'NONE') return null;
  return (
    <span className={open ? 'mic-open' : 'mic-closed'}>
      {open ? <Mic size={13} aria-hidden="true" /> : <MicOff size={13} aria-hidden="true" />}
      {t(`microphone.${seat.microphone}`)}
    </span>
  );
}
