import { DoorOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MeetingState } from '../../api/wire';
import type { ConsoleCommandId } from '../../model/consoleCommands';
import { nextStep } from '../../model/consoleCommands';
import { countsOf, type Filter, isOver, seatedGuests, spokenName } from '../../model/meeting';
import { duration } from '../../model/text';
import { Mark } from '../../ui/Mark';
import { Sign } from '../../ui/Sign';
import { useClock } from '../../useClock';
import { useConsole, useDesk, useLink, useServerClock, useView } from '../../useConsole';
import { figure, longClock, longDate } from '../../words';

/** States in which the province sees the programme. */
const live = (state: MeetingState) => state === 'IN_SESSION';

/** The line that is always there: what meeting, how it stands, how many, since when, what time. */
export function Strip() {
  const { t } = useTranslation();
  const meeting = useView((view) => view.meeting);
  const { select } = useConsole();
  return (
    <header className="topline">
      <a className="topline-brand" href="/" aria-label={t('strip.home')}>
        <Mark className="topline-mark" />
      </a>
      <div className="topline-name">
        <h1 className="clip" title={meeting.title}>
          {meeting.title}
        </h1>
        <p className="clip">
          {[meeting.subject, meeting.chairName === '' ? '' : t('strip.chair', { name: meeting.chairName })]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <div className="topline-state">
        <span className={`plate ${live(meeting.state) ? 'plate-air' : ''}`}>
          {live(meeting.state) ? <Sign sign="ON_AIR" size={12} /> : null}
          {t(`meetingState.${meeting.state}`)}
        </span>
        {meeting.demo ? <span className="topline-demo">{t('strip.demo')}</span> : null}
      </div>
      <Elapsed />
      <Figures />
      <GuestLamp />
      <ChairSite onSelect={select} />
      <NextStep />
      <Operators />
      <LinkState />
      <WallClock />
    </header>
  );
}

/** From here on a meeting that has not begun is late. */
const LATE_MILLIS = 5 * 60_000;

function Elapsed() {
  const { t } = useTranslation();
  const startedAt = useView((view) => view.meeting.startedAt);
  const startsAt = useView((view) => view.meeting.startsAt);
  const state = useView((view) => view.meeting.state);
  const now = useServerClock();
  const ahead = Date.parse(startsAt) - now;
  const over = ['ENDED', 'RECORDED', 'CLOSED'].includes(state);
  // Made for now: it is not late, its people are coming.
  if (over || (startedAt === null && ahead < 0 && -ahead < LATE_MILLIS)) return null;
  return (
    <div className="topline-figure topline-elapsed">
      <span>{startedAt !== null ? t('strip.elapsed') : ahead > 0 ? t('strip.ahead') : t('strip.late')}</span>
      <strong>{duration(startedAt !== null ? now - Date.parse(startedAt) : Math.abs(ahead))}</strong>
    </div>
  );
}

function Figures() {
  const { t, i18n } = useTranslation();
  const counts = useView(countsOf);
  const { change } = useConsole();
  const filter = useDesk((desk) => desk.filter);
  const show = (name: Filter) => change({ filter: filter === name ? 'ALL' : name });
  return (
    <>
      <div className="topline-figure topline-connected">
        <span>{t('strip.connected')}</span>
        <strong>
          {counts.connected} <small>/ {counts.total}</small>
        </strong>
      </div>
      <div className="topline-figure">
        <span>{t('strip.present')}</span>
        <strong>{counts.present}</strong>
      </div>
      <button
        type="button"
        className="topline-figure"
        aria-pressed={filter === 'POOR'}
        onClick={() => show('POOR')}
      >
        <span>{t('strip.poor')}</span>
        <strong className={counts.by.POOR > 0 ? 'tone-warn' : 'topline-none'}>
          {counts.by.POOR > 0 ? <Sign sign="POOR" size={16} /> : null}
          {counts.by.POOR}
        </strong>
      </button>
      <button
        type="button"
        className="topline-figure"
        aria-pressed={filter === 'LOST'}
        onClick={() => show('LOST')}
      >
        <span>{t('strip.lost')}</span>
        <strong className={counts.by.LOST > 0 ? 'tone-bad' : 'topline-none'}>
          {counts.by.LOST > 0 ? <Sign sign="LOST" size={16} /> : null}
          {counts.by.LOST}
        </strong>
      </button>
      <div className="topline-figure topline-people">
        <span>{t('strip.people')}</span>
        <strong>{figure(counts.people, i18n.language)}</strong>
      </div>
    </>
  );
}

/** Guests have a number of their own; who waits in the lobby lights it. Opens and closes their panel. */
function GuestLamp() {
  const { t } = useTranslation();
  const { change } = useConsole();
  const open = useDesk((desk) => desk.aid === 'GUESTS');
  const waiting = useView((view) => view.guests.waiting.length);
  const seated = useView((view) => seatedGuests(view).length);
  const any = useView((view) => view.guests.link !== null || view.guests.seats.length > 0);
  return (
    <button
      type="button"
      className={`topline-figure topline-guests ${any || waiting > 0 ? '' : 'topline-quiet'}`}
      aria-pressed={open}
      data-act="GUESTS"
      title={t('strip.guestsKey')}
      onClick={() => change({ aid: open ? null : 'GUESTS' })}
    >
      <span>{t('strip.guests')}</span>
      <strong className={waiting > 0 ? 'tone-warn' : seated === 0 ? 'topline-none' : ''}>
        {waiting > 0 ? <DoorOpen size={17} aria-hidden="true" /> : null}
        {waiting > 0 ? t('strip.waiting', { count: waiting }) : seated}
      </strong>
    </button>
  );
}

/** Said only when it is not as planned: the chair's rights have passed to the deputy site. */
function ChairSite({ onSelect }: { onSelect(seat: string): void }) {
  const { t } = useTranslation();
  const name = useView((view) => {
    const seat = view.byId.get(view.meeting.chairSite);
    return seat === undefined || seat.id === view.meeting.mainSite ? null : spokenName(view, seat);
  });
  const chairSite = useView((view) => view.meeting.chairSite);
  if (name === null) return null;
  return (
    <button type="button" className="topline-figure" onClick={() => onSelect(chairSite)}>
      <span>{t('strip.deputyChairs')}</span>
      <strong className="topline-words tone-warn">{name}</strong>
    </button>
  );
}

const stepKeys: Partial<Record<ConsoleCommandId, true>> = {
  END_REHEARSAL: true,
  OPEN_LINES: true,
  ROLL_CALL: true,
  CLOSE_ROLL_CALL: true,
  BEGIN: true,
  RESUME: true,
};

/** Leads on from here, as long as the meeting is not in session. */
function NextStep() {
  const { t } = useTranslation();
  const { perform } = useConsole();
  const step = useView(nextStep);
  const over = useView(isOver);
  const id = useView((view) => view.meeting.id);
  if (over)
    return (
      <div className="topline-step">
        <a className="button" href={`/m/${id}/secretary`}>
          {t('strip.record')}
        </a>
        <a className="button" href="/">
          {t('strip.home')}
        </a>
      </div>
    );
  if (step === null || !stepKeys[step]) return null;
  return (
    <div className="topline-step">
      <button type="button" className="button button-live" data-act={step} onClick={() => perform(step)}>
        {t(`command.${step}`)}
      </button>
    </div>
  );
}

function Operators() {
  const { t } = useTranslation();
  const { acts, me } = useConsole();
  const operators = useView((view) => view.operators);
  if (operators.length === 0) return null;
  const mine = operators.find(({ id }) => id === me);
  return (
    <div className="topline-operators">
      <ul>
        {operators.slice(0, 3).map((operator) => (
          <li key={operator.id} className="clip">
            <b>{operator.name}</b> · {t(`duty.${operator.duty ?? 'NONE'}`)}
          </li>
        ))}
      </ul>
      {mine && operators.length > 1 ? (
        <div className="topline-duty">
          {(['PICTURES', 'SITES'] as const).map((duty) => (
            <button
              key={duty}
              type="button"
              aria-pressed={mine.duty === duty}
              title={t(`command.DUTY_${duty}`)}
              onClick={() => void acts.duty(mine.duty === duty ? null : duty)}
            >
              {t(`duty.${duty}`)}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );
}

/** "Mất máy chủ 00:04 · hình vẫn chạy": the last known state stays, and says that it is old. */
function LinkState() {
  const { t } = useTranslation();
  const link = useLink();
  const now = useClock(link.kind === 'cut');
  const { hearing } = useConsole();
  if (link.kind === 'refused') {
    return (
      <p className="topline-link tone-bad" role="alert">
        {t(link.status === 401 ? 'strip.signedOut' : 'strip.refused')}
      </p>
    );
  }
  if (link.kind !== 'cut') return null;
  return (
    <p className="topline-link tone-bad">
      <Sign sign="LOST" size={14} />
      <span>{t(hearing.get().cut ? 'strip.cutAll' : 'strip.cut', { time: duration(now - link.since) })}</span>
      <span className="hidden" role="alert">
        {t('strip.cutSays')}
      </span>
    </p>
  );
}

function WallClock() {
  const { i18n } = useTranslation();
  const now = useServerClock();
  return (
    <div className="topline-clock">
      <strong>{longClock(now)}</strong>
      <span>{longDate(now, i18n.language)}</span>
    </div>
  );
}
