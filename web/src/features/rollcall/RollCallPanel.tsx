import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Seat } from '../../api/wire';
import {
  countsOf,
  type Filter,
  type Sign as SignName,
  type Standing,
  spokenName,
  standingOf,
  standings,
} from '../../model/meeting';
import { clock, duration } from '../../model/text';
import { Panel } from '../../ui/Panel';
import { Sign, toneOf } from '../../ui/Sign';
import { useConsole, useDesk, useHindrance, useSeat, useServerClock, useView } from '../../useConsole';
import { figure } from '../../words';

const signs: Readonly<Record<Standing, SignName>> = {
  PRESENT: 'PRESENT',
  PRESENT_LOST: 'LOST',
  UNMARKED: 'CONNECTED',
  RINGING: 'RINGING',
  PHONE: 'BY_TELEPHONE',
  EXCUSED: 'EXCUSED',
  ABSENT: 'ABSENT',
  LEFT: 'LEFT',
  MISSING: 'EXPECTED',
};

const filterOf: Readonly<Record<Standing, Filter>> = {
  PRESENT: 'ALL',
  PRESENT_LOST: 'LOST',
  UNMARKED: 'UNMARKED',
  RINGING: 'RINGING',
  PHONE: 'PHONE',
  EXCUSED: 'AWAY',
  ABSENT: 'AWAY',
  LEFT: 'LEFT',
  MISSING: 'EXPECTED',
};

const counted = new WeakMap<readonly Seat[], Readonly<Record<Standing, number>>>();

function standingsOf(seats: readonly Seat[]): Readonly<Record<Standing, number>> {
  let counts = counted.get(seats);
  if (!counts) {
    const sums = Object.fromEntries(standings.map((standing) => [standing, 0])) as Record<Standing, number>;
    for (const seat of seats) sums[standingOf(seat)]++;
    counts = sums;
    counted.set(seats, counts);
  }
  return counts;
}

/** One bar in the order of states; present counts also those lost since, the wall shows now. */
export function RollCallPanel() {
  const { t, i18n } = useTranslation();
  const { change } = useConsole();
  const roll = useView((view) => view.rollCall);
  const seats = useView((view) => view.seats);
  const counts = useView(countsOf);
  const filter = useDesk((desk) => desk.filter);
  const sums = standingsOf(seats);
  const shown = standings.filter((standing) => standing === 'PRESENT' || sums[standing] > 0);
  const aside =
    roll.state === 'CLOSED' && roll.closedAt !== null
      ? t('roll.closed', { time: clock(Date.parse(roll.closedAt)) })
      : roll.state === 'RUNNING' && roll.startedAt !== null
        ? t('roll.running', { time: clock(Date.parse(roll.startedAt)) })
        : t('roll.notYet');
  const show = (standing: Standing) => {
    const name = filterOf[standing];
    change({ filter: filter === name ? 'ALL' : name });
  };
  return (
    <Panel
      title={t('roll.title')}
      aside={aside}
      end={
        <span className="rollcall-sum">
          <b>{counts.present}</b> / {counts.total}
        </span>
      }
      className="rollcall"
    >
      <div className="rollcall-body">
        <div className="rollcall-bar" aria-hidden="true">
          {standings
            .filter((standing) => sums[standing] > 0)
            .map((standing) => (
              <button
                key={standing}
                type="button"
                tabIndex={-1}
                className={`rollcall-part rollcall-${standing}`}
                style={{ flexGrow: sums[standing] }}
                onClick={() => show(standing)}
              />
            ))}
        </div>
        <ul className="rollcall-legend">
          {shown.map((standing) => (
            <li key={standing}>
              <button
                type="button"
                aria-pressed={filterOf[standing] === filter && filter !== 'ALL'}
                onClick={() => show(standing)}
              >
                <span className={`tone-${toneOf(signs[standing])}`}>
                  <Sign sign={signs[standing]} size={13} />
                </span>
                <span className="clip">{t(`standing.${standing}`)}</span>
                <b>{sums[standing]}</b>
              </button>
            </li>
          ))}
        </ul>
        <p className="rollcall-people">
          {t('roll.people')} <b>{t('roll.peopleOf', { number: figure(counts.people, i18n.language) })}</b>
        </p>
        {roll.state === 'RUNNING' ? <Calling /> : roll.state === 'NOT_YET' ? <Start /> : null}
      </div>
    </Panel>
  );
}

function Start() {
  const { t } = useTranslation();
  const { perform } = useConsole();
  const why = useHindrance('ROLL_CALL');
  if (why !== null) return null;
  return (
    <button type="button" className="button" data-act="ROLL_CALL" onClick={() => perform('ROLL_CALL')}>
      {t('command.ROLL_CALL')}
    </button>
  );
}

const paces = [5, 10, 15, 20, 30] as const;

/** The tour that calls one site after the other, and the one being called. */
function Calling() {
  const { t } = useTranslation();
  const { acts, perform, view } = useConsole();
  const calling = useView((now) => now.rollCall.calling);
  const nextAt = useView((now) => now.rollCall.nextAt);
  const groups = useView((now) => now.groups);
  const [pace, setPace] = useState(10);
  const [group, setGroup] = useState('');
  const seat = useSeat(calling);
  const name = useView((now) => (seat ? spokenName(now, seat) : ''));
  return (
    <div className="rollcall-calling">
      {seat ? (
        <>
          <p className="rollcall-called">
            <span>{t('roll.calling')}</span> <b>{name}</b>{' '}
            {nextAt === null ? null : <Countdown at={nextAt} />}
          </p>
          <div className="rollcall-acts">
            <button
              type="button"
              className="button button-live"
              onClick={() => {
                void acts.mark(seat.id, 'PRESENT', view.get().byId.get(seat.id)?.headcount);
              }}
            >
              {t('command.MARK')}
            </button>
            <button type="button" className="button" onClick={() => void acts.rollCallTour(0)}>
              {t('roll.stopTour')}
            </button>
          </div>
        </>
      ) : (
        <div className="rollcall-tour">
          <label>
            <span className="hidden">{t('roll.whichGroup')}</span>
            <select className="input" value={group} onChange={(event) => setGroup(event.target.value)}>
              <option value="">{t('roll.all')}</option>
              {groups.map(({ id, shortName }) => (
                <option key={id} value={id}>
                  {shortName}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span className="hidden">{t('roll.pace')}</span>
            <select className="input" value={pace} onChange={(event) => setPace(Number(event.target.value))}>
              {paces.map((seconds) => (
                <option key={seconds} value={seconds}>
                  {t('console.seconds', { count: seconds })}
                </option>
              ))}
            </select>
          </label>
          <button
            type="button"
            className="button"
            data-act="ROLL_CALL_TOUR"
            onClick={() => void acts.rollCallTour(pace, group === '' ? undefined : group)}
          >
            {t('roll.tour')}
          </button>
        </div>
      )}
      <button
        type="button"
        className="button"
        data-act="CLOSE_ROLL_CALL"
        onClick={() => perform('CLOSE_ROLL_CALL')}
      >
        {t('command.CLOSE_ROLL_CALL')}
      </button>
    </div>
  );
}

function Countdown({ at }: { readonly at: string }) {
  const now = useServerClock();
  return <em>{duration(Date.parse(at) - now)}</em>;
}
