import { ArrowDown, ArrowUp, CircleStop, ClipboardPaste, GripVertical, Hand, X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FloorRequest } from '../../api/wire';
import { type MeetingView, nextSpeaker, spokenName } from '../../model/meeting';
import { movedBefore, movedBy } from '../../model/pastedSpeakers';
import { clock, duration } from '../../model/text';
import { Button, SquareButton } from '../../ui/Button';
import { Sign } from '../../ui/Sign';
import { Paste, type PasteActs } from './Paste';
import { Register } from './Register';

export interface SpeakerActs extends PasteActs {
  onOrder(ids: readonly string[]): void;
  onGrant(id: string): void;
  onDeck(id: string): void;
  onNext(): void;
  onRevoke(): void;
  onWithdraw(id: string): void;
}

interface Props extends SpeakerActs {
  readonly view: MeetingView;
  readonly now: number;
  /** Why the last act was not done; null when it was. */
  readonly refused: string | null;
  readonly pasted?: string;
}

/** The list of speakers: who speaks, who prepares, who waits in which order; and how one gets onto it. */
export function Speakers({ view, now, refused, pasted, ...acts }: Props) {
  const { t } = useTranslation();
  const [pasting, setPasting] = useState(pasted !== undefined);
  const { floor } = view;
  const next = nextSpeaker(view);
  return (
    <section className="office-panel sec-speakers" aria-label={t('secretary.speakers')}>
      <div className="office-panel-head">
        <h2>{t('secretary.speakers')}</h2>
        <p className="office-panel-note">{t('secretary.waiting', { count: floor.queue.length })}</p>
        <Button
          icon={<ClipboardPaste size={18} aria-hidden="true" />}
          aria-pressed={pasting}
          onClick={() => setPasting(!pasting)}
        >
          {t('secretary.paste')}
        </Button>
      </div>
      {refused === null ? null : (
        <p className="office-refused" role="alert">
          {refused}
        </p>
      )}
      <div className="sec-speakers-scroll">
        <Now view={view} now={now} onRevoke={acts.onRevoke} />
        {floor.onDeck ? (
          <div className="sec-speaker sec-speaker-deck">
            <Sign sign="ON_DECK" size={16} />
            <Who view={view} request={floor.onDeck} />
            <Button onClick={() => acts.onGrant(floor.onDeck?.id ?? '')}>{t('chair.call')}</Button>
          </div>
        ) : null}
        <Queue view={view} {...acts} />
        <div className="sec-speakers-next">
          <Button look="primary" disabled={next === null} onClick={acts.onNext}>
            {next ? t('chair.invite', { name: nameOf(view, next.seat) }) : t('chair.nobody')}
          </Button>
        </div>
      </div>
      {pasting ? (
        <Paste view={view} initial={pasted} onRequest={acts.onRequest} onClose={() => setPasting(false)} />
      ) : (
        <Register view={view} onRequest={acts.onRequest} />
      )}
    </section>
  );
}

function Now({
  view,
  now,
  onRevoke,
}: {
  readonly view: MeetingView;
  readonly now: number;
  onRevoke(): void;
}) {
  const { t } = useTranslation();
  const { speaking } = view.floor;
  if (speaking === null) return <p className="sec-speaker-none">{t('chair.noneSpeaking')}</p>;
  const spent = now + view.skew - Date.parse(speaking.startedAt);
  const left = speaking.limitSeconds * 1_000 - spent;
  return (
    <div className="sec-speaker sec-speaker-now">
      <Sign sign="ON_AIR" size={16} />
      <Who view={view} request={speaking} />
      <p className="sec-speaker-timer">
        <b>{duration(spent)}</b>
        {speaking.limitSeconds > 0 ? (
          <span>
            {left < 0
              ? t('chair.over', { time: duration(-left) })
              : t('chair.left', { time: duration(left) })}
          </span>
        ) : null}
      </p>
      <Button icon={<CircleStop size={18} aria-hidden="true" />} onClick={onRevoke}>
        {t('secretary.stop')}
      </Button>
    </div>
  );
}

function Who({ view, request }: { readonly view: MeetingView; readonly request: FloorRequest }) {
  const { t } = useTranslation();
  const seat = view.byId.get(request.seat);
  return (
    <span className="sec-speaker-who">
      <b>{seat ? spokenName(view, seat) : request.seat}</b>
      <span title={request.topic}>{[request.speaker, request.topic].filter(Boolean).join(' · ')}</span>
      {seat?.state === 'LOST' ? (
        <span className="sec-speaker-lost">
          <Sign sign="LOST" size={12} />
          {t('chair.lostWaiting')}
        </span>
      ) : null}
    </span>
  );
}

type QueueProps = { readonly view: MeetingView } & Pick<SpeakerActs, 'onOrder' | 'onDeck' | 'onWithdraw'>;

/** Ordered by the pointer, or by Alt and the arrows; the focus goes with the one that moves. */
function Queue({ view, onOrder, onDeck, onWithdraw }: QueueProps) {
  const { t } = useTranslation();
  const { queue } = view.floor;
  const ids = queue.map((request) => request.id);
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  if (queue.length === 0) return <p className="office-empty">{t('chair.noneWaiting')}</p>;
  const drop = (before: string | null) => {
    if (dragged !== null && dragged !== before) onOrder(movedBefore(ids, dragged, before));
    setDragged(null);
    setOver(null);
  };
  const press = (event: KeyboardEvent, id: string) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    onOrder(movedBy(ids, id, event.key === 'ArrowUp' ? -1 : 1));
  };
  return (
    <ol className="sec-speakers-queue">
      {queue.map((request, index) => {
        const name = nameOf(view, request.seat);
        return (
          <li
            key={request.id}
            className={`sec-speaker${over === request.id ? ' sec-speaker-over' : ''}${dragged === request.id ? ' sec-speaker-dragged' : ''}`}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              setDragged(request.id);
            }}
            onDragEnd={() => {
              setDragged(null);
              setOver(null);
            }}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              setOver(request.id);
            }}
            onDrop={(event) => {
              event.preventDefault();
              drop(request.id);
            }}
            onKeyDown={(event) => press(event, request.id)}
          >
            <span className="sec-speaker-place">
              <GripVertical size={16} aria-hidden="true" />
              {index + 1}
            </span>
            <Who view={view} request={request} />
            {request.raised ? (
              <span className="sec-speaker-raised" title={t('secretary.raised')}>
                <Hand size={14} aria-hidden="true" />
                {clock(Date.parse(request.at))}
              </span>
            ) : null}
            <span className="sec-speaker-acts">
              <SquareButton
                label={t('secretary.up', { name })}
                icon={<ArrowUp size={16} aria-hidden="true" />}
                disabled={index === 0}
                onClick={() => onOrder(movedBy(ids, request.id, -1))}
              />
              <SquareButton
                label={t('secretary.down', { name })}
                icon={<ArrowDown size={16} aria-hidden="true" />}
                disabled={index === queue.length - 1}
                onClick={() => onOrder(movedBy(ids, request.id, 1))}
              />
              <Button onClick={() => onDeck(request.id)}>{t('secretary.prepare')}</Button>
              <SquareButton
                label={t('secretary.withdraw', { name })}
                icon={<X size={16} aria-hidden="true" />}
                onClick={() => onWithdraw(request.id)}
              />
            </span>
          </li>
        );
      })}
    </ol>
  );
}

const nameOf = (view: MeetingView, id: string): string => {
  const seat = view.byId.get(id);
  return seat ? spokenName(view, seat) : id;
};
