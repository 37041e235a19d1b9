import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cell, Composition, Programme, Seat } from '../../api/wire';
import { carriesSeat, droppedSeat } from '../../drag';
import { type Place, places } from '../../model/layout';
import { groupName, signOf, spokenName, withSeat } from '../../model/meeting';
import { Sign, toneOf } from '../../ui/Sign';
import { Still } from '../../ui/Still';
import { VideoPicture } from '../../ui/VideoPicture';
import { useConsole, useDesk, useView } from '../../useConsole';
import { useSelect } from '../../useStore';
import { stateWord } from '../../words';

interface Props {
  readonly composition: Composition;
  readonly place: 'preview' | 'programme';
  readonly card: Programme['card'];
}

/** The picture of a monitor: the cells of a layout, each with what really comes from there. */
export function Frame({ composition, place, card }: Props) {
  const { t } = useTranslation();
  const title = useView((view) => view.meeting.title);
  if (card !== null) {
    return (
      <div className="frame">
        <div className="frame-card">
          <strong>{t(`card.${card}`)}</strong>
          <span>{title}</span>
        </div>
      </div>
    );
  }
  return (
    <div className="frame">
      {places(composition.layout, 100, 100, 0).map((at, index) => (
        <FrameCell
          key={`${composition.layout}-${at.x}-${at.y}`}
          index={index}
          cell={composition.cells[index] ?? { seat: null, slides: false }}
          at={at}
          place={place}
          filled={composition.fill === 'FIXED'}
        />
      ))}
    </div>
  );
}

interface CellProps {
  readonly index: number;
  readonly cell: Cell;
  readonly at: Place;
  readonly place: 'preview' | 'programme';
  /** By hand; else the server fills it when it comes on air. */
  readonly filled: boolean;
}

function FrameCell({ index, cell, at, place, filled }: CellProps) {
  const { t } = useTranslation();
  const { acts, change, pictures, view } = useConsole();
  const seat = useView((now) => (cell.seat === null ? undefined : now.byId.get(cell.seat)));
  const name = useView((now) => (seat === undefined ? '' : spokenName(now, seat)));
  const within = useView((now) => (seat === undefined || seat.hall ? '' : groupName(now, seat)));
  const filling = useDesk((desk) => place === 'preview' && desk.filling === index);
  const [over, setOver] = useState(false);
  const key =
    place === 'programme'
      ? `programme:${index}`
      : cell.seat === null
        ? ''
        : `${cell.slides ? 'screen' : 'camera'}:${cell.seat}`;
  const picture = useSelect(pictures, (all) => all.get(key));
  const box = {
    left: `${at.x}%`,
    top: `${at.y}%`,
    width: `${at.width}%`,
    height: `${at.height}%`,
  };
  const inside = (
    <>
      {picture && (place === 'programme' || seat?.connected !== false) ? (
        <VideoPicture picture={picture} fit={cell.slides ? 'contain' : 'cover'} />
      ) : (
        <NoPicture
          seat={seat}
          empty={filled ? t('monitors.emptyHint') : t('monitors.filledLater')}
          preview={place === 'preview'}
        />
      )}
      {name === '' ? null : (
        <span className={`frame-name ${at.main ? 'frame-name-main' : ''}`}>
          {cell.slides ? t('monitors.slidesOf', { name }) : name}
          {at.main && within !== '' && !name.includes(within) ? <small> · {within}</small> : null}
        </span>
      )}
    </>
  );
  if (place === 'programme') {
    return (
      <div className="frame-cell" style={box} data-cell={index}>
        {inside}
      </div>
    );
  }
  return (
    <button
      type="button"
      className={`frame-cell frame-open ${over || filling ? 'frame-over' : ''}`}
      style={box}
      data-cell={index}
      title={t('monitors.cellHow')}
      onClick={() => change({ filling: index })}
      onDragOver={(event) => {
        if (!carriesSeat(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const dropped = droppedSeat(event);
        if (dropped === null) return;
        event.preventDefault();
        void acts.preview(withSeat(view.get().preview, index, dropped));
      }}
    >
      <span className="hidden">{t('monitors.cell', { place: index + 1 })}</span>
      {inside}
    </button>
  );
}

/**
 * Where no moving picture comes from: the last still, or what the site's state is. The programme has a still only at a desk that
 * asked for stills; elsewhere no picture there means that none is on air.
 */
function NoPicture({
  seat,
  empty,
  preview,
}: {
  readonly seat: Seat | undefined;
  readonly empty: string;
  readonly preview: boolean;
}) {
  const { t } = useTranslation();
  const { still, stills } = useConsole();
  if (!seat) return <span className="frame-none">{preview ? empty : ''}</span>;
  const sign = signOf(seat);
  const src = (preview || stills) && seat.connected ? still(seat) : null;
  if (src !== null) return <Still src={src} sign={sign} />;
  return (
    <span className={`frame-none tone-${toneOf(sign)}`}>
      <Sign sign={sign} size={20} />
      {seat.connected ? t('monitors.noPicture') : stateWord(t, seat, sign)}
    </span>
  );
}
