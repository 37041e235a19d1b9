import { CircleStop, EyeOff, MicOff, MoveRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FloorRequest, Seat } from '../../api/wire';
import { groupName, type MeetingView, nextSpeaker, spokenName, unseenSpeaker } from '../../model/meeting';
import { clock, duration } from '../../model/text';
import { HoldButton } from '../../ui/HoldButton';
import { Mark } from '../../ui/Mark';
import { Sign } from '../../ui/Sign';

export interface ChairActs {
  onGrant(id: string): void;
  onNext(): void;
  onRevoke(): void;
  onSilence(): void;
}

interface Props extends ChairActs {
  readonly view: MeetingView;
  /** This machine's clock, milliseconds since the epoch. */
  readonly now: number;
  /** Since when the server is out of reach, this machine's clock; null while it is not. */
  readonly cutSince: number | null;
  /** Why the last act was not done; null when it was. */
  readonly refused: string | null;
}

/** When the last minute begins the bar has a mark. In seconds. */
const LAST_SECONDS = 60;

/** Four things for a chair: who speaks, who waits, how the vote went, and silence. */
export function Chair({ view, now, cutSince, refused, onGrant, onNext, onRevoke, onSilence }: Props) {
  const { t } = useTranslation();
  const { meeting, floor } = view;
  const time = now + view.skew;
  const next = nextSpeaker(view);
  const nextSeat = next ? view.byId.get(next.seat) : undefined;
  const waiting = floor.onDeck ? [floor.onDeck, ...floor.queue] : floor.queue;
  return (
    <main className="chair">
      <header className="chair-head">
        <Mark />
        <h1>{meeting.title}</h1>
        <p>{meeting.subject}</p>
        {meeting.demo ? <p className="chair-sample">{t('kiosk.sample')}</p> : null}
        <p className="chair-clock">{clock(time)}</p>
      </header>
      <section className="chair-now" aria-label={t('chair.speaking')}>
        {cutSince !== null ? (
          <p className="chair-cut">{t('chair.cut', { time: duration(now - cutSince) })}</p>
        ) : refused !== null ? (
          <p className="chair-cut" role="alert">
            {refused}
          </p>
        ) : null}
        <Speaking view={view} time={time} />
        <div className="chair-acts">
          <button
            type="button"
            className="chair-button chair-primary"
            disabled={next === null}
            data-act="next"
            onClick={onNext}
          >
            <MoveRight size={24} aria-hidden="true" />
            {nextSeat ? t('chair.invite', { name: spokenName(view, nextSeat) }) : t('chair.nobody')}
          </button>
          <button
            type="button"
            className="chair-button"
            disabled={floor.speaking === null}
            data-act="revoke"
            onClick={onRevoke}
          >
            <CircleStop size={24} aria-hidden="true" />
            {t('chair.stop')}
          </button>
        </div>
      </section>
      <section className="chair-wait" aria-label={t('chair.waiting')}>
        <p className="chair-wait-head">
          <b>{t('chair.waiting')}</b>
          <span>{t('chair.units', { count: waiting.length })}</span>
        </p>
        {waiting.length === 0 ? (
          <p className="chair-empty">{t('chair.noneWaiting')}</p>
        ) : (
          <ol>
            {waiting.map((request) => (
              <Waiting
                key={request.id}
                view={view}
                request={request}
                onDeck={request === floor.onDeck}
                onGrant={onGrant}
              />
            ))}
          </ol>
        )}
      </section>
      <section className="chair-vote" aria-label={t('chair.vote')}>
        <p>
          <b>{t('chair.vote')}</b>
        </p>
        <p className="chair-empty">{t('chair.noVote')}</p>
      </section>
      <section className="chair-silence" aria-label={t('chair.microphones')}>
        <HoldButton
          seconds={1}
          again={t('chair.again')}
          className="chair-button chair-hold"
          icon={<MicOff size={24} aria-hidden="true" />}
          act="silence"
          onDone={onSilence}
        >
          {t('chair.silence')}
        </HoldButton>
        <p>{t('chair.silenceHow')}</p>
      </section>
    </main>
  );
}

function Speaking({ view, time }: { readonly view: MeetingView; readonly time: number }) {
  const { t } = useTranslation();
  const { speaking } = view.floor;
  if (speaking === null) {
    const open = view.floor.open
      .map((id) => view.byId.get(id))
      .filter((seat): seat is Seat => seat !== undefined)
      .map((seat) => spokenName(view, seat));
    return (
      <>
        <h2 className="chair-silent">{t('chair.noneSpeaking')}</h2>
        <p className="chair-who">
          {open.length === 0 ? t('chair.allClosed') : t('chair.open', { names: open.slice(0, 4).join(', ') })}
        </p>
      </>
    );
  }
  const seat = view.byId.get(speaking.seat);
  const within = seat ? groupName(view, seat) : '';
  const spent = Math.max(0, time - Date.parse(speaking.startedAt));
  const limit = speaking.limitSeconds * 1_000;
  const left = limit - spent;
  return (
    <>
      <p className="chair-plate">
        <Sign sign="ON_AIR" size={16} />
        {t('chair.speaking')}
      </p>
      <h2>{seat?.name ?? speaking.seat}</h2>
      <p className="chair-who">{[speaking.speaker, seat?.hall ? '' : within].filter(Boolean).join(' · ')}</p>
      <p className="chair-topic">{speaking.topic}</p>
      {seat?.state === 'LOST' ? (
        <p className="chair-tag chair-bad">
          <Sign sign="LOST" size={16} />
          {t('chair.lostSpeaking')}
        </p>
      ) : null}
      {unseenSpeaker(view) === null ? null : (
        <p className="chair-tag">
          <EyeOff size={18} aria-hidden="true" />
          {t('chair.unseen')}
        </p>
      )}
      <div className="chair-timer">
        <b>{duration(spent)}</b>
        {limit > 0 ? (
          <span>
            {t('chair.of', { time: duration(limit) })}
            <em className={left < 0 ? 'chair-bad' : undefined}>
              {left < 0
                ? t('chair.over', { time: duration(-left) })
                : t('chair.left', { time: duration(left) })}
            </em>
          </span>
        ) : null}
      </div>
      {limit > 0 ? (
        <div className="chair-bar" aria-hidden="true">
          <i
            style={{ width: `${Math.min(100, (spent / limit) * 100).toFixed(1)}%` }}
            className={left < 0 ? 'chair-bar-over' : undefined}
          />
          {speaking.limitSeconds > LAST_SECONDS ? (
            <u style={{ left: `${(1 - LAST_SECONDS / speaking.limitSeconds) * 100}%` }} />
          ) : null}
        </div>
      ) : null}
    </>
  );
}

interface WaitingProps {
  readonly view: MeetingView;
  readonly request: FloorRequest;
  readonly onDeck: boolean;
  onGrant(id: string): void;
}

function Waiting({ view, request, onDeck, onGrant }: WaitingProps) {
  const { t } = useTranslation();
  const seat = view.byId.get(request.seat);
  const there = seat?.connected === true;
  const lost = seat?.state === 'LOST';
  const name = seat ? spokenName(view, seat) : request.seat;
  const within = seat && !seat.hall && !name.includes(' · ') ? groupName(view, seat) : '';
  return (
    <li className={onDeck ? 'chair-deck' : undefined}>
      <div>
        <h3>{name}</h3>
        <p className="chair-small">{[request.speaker, within].filter(Boolean).join(' · ')}</p>
        {request.topic === '' || lost ? null : <p className="chair-small">{request.topic}</p>}
        {lost ? (
          <p className="chair-tag chair-bad">
            <Sign sign="LOST" size={16} />
            {t('chair.lostWaiting')}
          </p>
        ) : !there ? (
          <p className="chair-tag">
            <Sign sign="EXPECTED" size={16} />
            {t('chair.notThere')}
          </p>
        ) : onDeck ? (
          <p className="chair-tag">
            <Sign sign="ON_DECK" size={16} />
            {seat.poor === null && seat.camera === 'OK' ? t('chair.inPlace') : t('chair.inPlacePoor')}
          </p>
        ) : null}
      </div>
      <button
        type="button"
        className="chair-call"
        disabled={!there}
        aria-label={there ? t('chair.inviteFull', { name }) : t('chair.waitFor', { name })}
        onClick={() => onGrant(request.id)}
      >
        {there ? t('chair.call') : t('chair.wait')}
      </button>
    </li>
  );
}
