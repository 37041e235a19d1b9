import { ArrowDown, ArrowUp, CircleStop, Hand, Lock, LockOpen, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FloorRequest } from '../../api/wire';
import { carriesSeat, dragSeat } from '../../drag';
import { countsOf, groupName, nextSpeaker, spokenName, unseenSpeaker } from '../../model/meeting';
import { clock, duration } from '../../model/text';
import { SquareButton } from '../../ui/Button';
import { CommandButton } from '../../ui/CommandButton';
import { Panel } from '../../ui/Panel';
import { Sign } from '../../ui/Sign';
import { useConsole, useDesk, useHindrance, useSeat, useServerClock, useView } from '../../useConsole';
import { Register } from './Register';

/** Who speaks, who comes next, who waits: one queue of those registered and those who raised a hand. */
export function FloorPanel() {
  const { t } = useTranslation();
  const limit = useView((view) => view.floor.limitSeconds);
  const mode = useView((view) => view.floor.mode);
  const onDeck = useView((view) => view.floor.onDeck);
  const asking = useDesk((desk) => desk.asking);
  return (
    <Panel
      title={t('floor.title')}
      aside={mode === 'LECTURE' ? t('floor.lecture') : t('floor.limit', { count: Math.round(limit / 60) })}
      end={<LockState />}
      className="floor"
    >
      <Speaking />
      {onDeck === null ? null : <OnDeck request={onDeck} />}
      {asking?.kind === 'FLOOR' ? <Register key={asking.seat} seat={asking.seat} /> : null}
      <Queue />
      <Foot />
    </Panel>
  );
}

function LockState() {
  const { t } = useTranslation();
  const { perform } = useConsole();
  const locked = useView((view) => view.floor.locked);
  const open = useView((view) => countsOf(view).by.OPEN);
  const closed = useView((view) => countsOf(view).connected) - open;
  return (
    <button
      type="button"
      className={`plate floor-lock ${locked ? '' : 'tone-warn'}`}
      title={t(locked ? 'floor.unlock' : 'command.LOCK')}
      data-act="LOCK"
      onClick={() => perform('LOCK')}
    >
      {locked ? <Lock size={14} aria-hidden="true" /> : <LockOpen size={14} aria-hidden="true" />}
      {locked ? t('floor.locked', { count: closed }) : t('floor.unlocked', { count: open })}
    </button>
  );
}

function Speaking() {
  const { t } = useTranslation();
  const { select } = useConsole();
  const speaking = useView((view) => view.floor.speaking);
  const seat = useSeat(speaking?.seat ?? null);
  const name = useView((view) => (seat ? spokenName(view, seat) : ''));
  const within = useView((view) => (seat ? groupName(view, seat) : ''));
  const unseen = useView((view) => unseenSpeaker(view) !== null);
  const now = useServerClock();
  if (speaking === null) {
    return <p className="floor-nobody">{t('floor.nobodySpeaks')}</p>;
  }
  const spoken = now - Date.parse(speaking.startedAt);
  const share = Math.min(1, spoken / (speaking.limitSeconds * 1000));
  const over = share >= 1;
  const lost = seat?.connected === false;
  return (
    <button
      type="button"
      className="speaking"
      onClick={() => select(speaking.seat)}
      data-request={speaking.id}
    >
      <span className="speaking-top">
        <b>
          {lost ? <Sign sign="LOST" size={15} /> : null}
          {name}
        </b>
        <span className={over ? 'speaking-over' : ''}>
          <strong>{duration(spoken)}</strong> / {duration(speaking.limitSeconds * 1000)}
        </span>
      </span>
      <span>{[speaking.speaker, name.includes(within) ? '' : within].filter(Boolean).join(' · ')}</span>
      {speaking.topic === '' ? null : <span>{speaking.topic}</span>}
      {lost ? <span className="speaking-lost">{t('floor.speakerLost')}</span> : null}
      {unseen ? <span className="speaking-lost">{t('floor.speakerUnseen')}</span> : null}
      {over ? <span className="speaking-lost">{t('floor.timeOver')}</span> : null}
      <span className="speaking-bar">
        <i style={{ transform: `scaleX(${share})` }} />
      </span>
    </button>
  );
}

function OnDeck({ request }: { readonly request: FloorRequest }) {
  const { t } = useTranslation();
  const { select } = useConsole();
  const seat = useSeat(request.seat);
  const name = useView((view) => (seat ? spokenName(view, seat) : ''));
  return (
    <button type="button" className="on-deck" onClick={() => select(request.seat)} data-request={request.id}>
      <span className="speaking-top">
        <b>
          {seat?.connected === false ? <Sign sign="LOST" size={15} /> : null}
          {name}
        </b>
        <span className="plate plate-deck">
          <Sign sign="ON_DECK" size={12} />
          {t('state.ON_DECK').toUpperCase()}
        </span>
      </span>
      <span>{[request.speaker, request.topic].filter(Boolean).join(' · ')}</span>
    </button>
  );
}

/** While the pointer is over the queue it does not move under it; what came meanwhile is counted. */
function useHeld(queue: readonly FloorRequest[]) {
  const [held, setHeld] = useState<readonly FloorRequest[] | null>(null);
  const shown = held ?? queue;
  const known = new Set(shown.map(({ id }) => id));
  // Nobody is offered who does not wait any more.
  const waiting = new Set(queue.map(({ id }) => id));
  return {
    shown: shown.filter(({ id }) => waiting.has(id)),
    more: queue.filter(({ id }) => !known.has(id)).length,
    hold: () => setHeld(queue),
    release: () => setHeld(null),
  };
}

function Queue() {
  const { t } = useTranslation();
  const { acts, perform } = useConsole();
  const queue = useView((view) => view.floor.queue);
  const { shown, more, hold, release } = useHeld(queue);
  const [dragged, setDragged] = useState<string | null>(null);
  const move = (id: string, to: number) => {
    const ids = queue.map((request) => request.id).filter((each) => each !== id);
    ids.splice(Math.max(0, to), 0, id);
    release();
    void acts.orderFloor(ids);
  };
  if (queue.length === 0) {
    return (
      <div className="queue queue-empty">
        <p>{t('floor.empty')}</p>
        <button type="button" className="button" onClick={() => perform('REGISTER')}>
          <Plus size={15} aria-hidden="true" />
          {t('command.REGISTER')}
        </button>
      </div>
    );
  }
  return (
    <div className="queue">
      <ol className="queue-list" aria-label={t('floor.queue')} onPointerEnter={hold} onPointerLeave={release}>
        {shown.map((request, index) => (
          <Waiting
            key={request.id}
            request={request}
            number={index + 1}
            place={index}
            last={index === shown.length - 1}
            onMove={(to) => move(request.id, to)}
            onDragStart={() => setDragged(request.id)}
            onDropped={() => {
              if (dragged !== null && dragged !== request.id) move(dragged, index);
              setDragged(null);
            }}
          />
        ))}
      </ol>
      {more > 0 ? (
        <button type="button" className="queue-more" onClick={release}>
          {t('floor.more', { count: more })}
        </button>
      ) : null}
    </div>
  );
}

interface WaitingProps {
  readonly request: FloorRequest;
  readonly number: number;
  readonly place: number;
  readonly last: boolean;
  onMove(to: number): void;
  onDragStart(): void;
  onDropped(): void;
}

function Waiting({ request, number, place, last, onMove, onDragStart, onDropped }: WaitingProps) {
  const { t } = useTranslation();
  const { acts, select } = useConsole();
  const seat = useSeat(request.seat);
  const within = useView((view) => (seat && !seat.hall ? groupName(view, seat) : ''));
  const lost = seat !== undefined && !seat.connected;
  const name = useView((view) => (seat ? spokenName(view, seat) : ''));
  return (
    <li
      className="waiting"
      draggable
      onDragStart={(event) => {
        dragSeat(event, request.seat);
        onDragStart();
      }}
      onDragOver={(event) => {
        if (carriesSeat(event)) event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        onDropped();
      }}
    >
      <span className="waiting-number">{number}</span>
      <button
        type="button"
        className="waiting-who"
        onClick={() => select(request.seat)}
        data-request={request.id}
      >
        <span className="waiting-top">
          <b>{name}</b>
          {within === '' || name.includes(within) ? null : <small>{within}</small>}
          <span className={`waiting-how ${lost ? 'tone-bad' : ''}`}>
            {lost ? (
              <>
                <Sign sign="LOST" size={13} />
                {t('floor.lostKept')}
              </>
            ) : request.raised ? (
              <>
                <Hand size={14} aria-hidden="true" />
                <span className="hidden">{t('floor.raised')}</span>
                {clock(Date.parse(request.at))}
              </>
            ) : (
              t('floor.registered')
            )}
          </span>
        </span>
        <span
          className="waiting-topic clip"
          title={[request.speaker, request.topic].filter(Boolean).join(' · ')}
        >
          {[request.speaker, request.topic].filter(Boolean).join(' · ')}
        </span>
      </button>
      <span className="waiting-acts">
        <IconAct label={t('floor.up', { name })} disabled={place === 0} onClick={() => onMove(place - 1)}>
          <ArrowUp size={14} aria-hidden="true" />
        </IconAct>
        <IconAct label={t('floor.down', { name })} disabled={last} onClick={() => onMove(place + 1)}>
          <ArrowDown size={14} aria-hidden="true" />
        </IconAct>
        <IconAct label={t('floor.toDeck', { name })} onClick={() => void acts.onDeck(request.id)}>
          <Sign sign="ON_DECK" size={14} />
        </IconAct>
        <IconAct label={t('floor.grant', { name })} onClick={() => void acts.grant(request.id)}>
          <Sign sign="ON_AIR" size={14} />
        </IconAct>
        <IconAct label={t('floor.withdraw', { name })} onClick={() => void acts.withdraw(request.id)}>
          <X size={14} aria-hidden="true" />
        </IconAct>
      </span>
    </li>
  );
}

function IconAct({
  label,
  disabled,
  onClick,
  children,
}: {
  readonly label: string;
  readonly disabled?: boolean;
  readonly children: React.ReactNode;
  onClick(): void;
}) {
  return (
    <button
      type="button"
      className="icon-act"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

function Foot() {
  const { t } = useTranslation();
  const { perform } = useConsole();
  const whyNot = useHindrance('NEXT');
  const whyNotStop = useHindrance('STOP');
  const nextId = useView((view) => nextSpeaker(view)?.seat ?? null);
  const next = useView((view) => {
    const seat = nextId === null ? undefined : view.byId.get(nextId);
    return seat ? spokenName(view, seat) : null;
  });
  const empty = useView((view) => view.floor.queue.length === 0);
  return (
    <div className="floor-foot">
      <CommandButton
        look="live"
        label={next ? t('floor.invite', { name: next }) : t('command.NEXT')}
        cap="N"
        act="NEXT"
        reason={whyNot && t(`hindrance.${whyNot}`)}
        onClick={() => perform('NEXT')}
      />
      <CommandButton
        icon={<CircleStop size={16} aria-hidden="true" />}
        label={t('command.STOP')}
        cap="."
        act="STOP"
        reason={whyNotStop && t(`hindrance.${whyNotStop}`)}
        onClick={() => perform('STOP')}
      />
      {empty ? null : (
        <SquareButton
          icon={<Plus size={16} aria-hidden="true" />}
          label={t('command.REGISTER')}
          data-act="REGISTER"
          onClick={() => perform('REGISTER')}
        />
      )}
    </div>
  );
}
