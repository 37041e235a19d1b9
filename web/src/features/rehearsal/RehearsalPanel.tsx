import { ClipboardList } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CheckFault } from '../../api/wire';
import type { ConsoleCommandId } from '../../model/consoleCommands';
import { groupName, spokenName } from '../../model/meeting';
import { checkFaults, type Failed, rehearsalOf } from '../../model/rehearsal';
import { clock } from '../../model/text';
import { Panel } from '../../ui/Panel';
import { Sign } from '../../ui/Sign';
import { useConsole, useHindrance, useView } from '../../useConsole';
import './rehearsal.css';

/** Before the meeting: the technical check, and what the last one found. */
export function RehearsalPanel() {
  const { t } = useTranslation();
  const running = useView((view) => view.meeting.state === 'REHEARSING');
  const total = useView((view) => view.seats.length);
  const { passed, failed, unknown, at } = useView((view) => rehearsalOf(view.seats));
  const never = at === null && !running;
  return (
    <Panel
      title={t('rehearsal.title')}
      aside={
        running
          ? t('rehearsal.running')
          : at === null
            ? t('rehearsal.notYet')
            : t('rehearsal.at', { time: clock(at) })
      }
      end={
        never ? null : (
          <span className="rollcall-sum">
            <b>{passed}</b> / {total}
          </span>
        )
      }
      className="rollcall rehearsal"
    >
      <div className="rollcall-body">
        {never ? (
          <p className="rehearsal-how">{t('rehearsal.how')}</p>
        ) : (
          <>
            <div className="rollcall-bar" aria-hidden="true">
              {passed > 0 ? (
                <span className="rollcall-part rollcall-PRESENT" style={{ flexGrow: passed }} />
              ) : null}
              {failed.length > 0 ? (
                <span className="rollcall-part rollcall-ABSENT" style={{ flexGrow: failed.length }} />
              ) : null}
              {unknown > 0 ? (
                <span className="rollcall-part rollcall-MISSING" style={{ flexGrow: unknown }} />
              ) : null}
            </div>
            <ul className="rehearsal-sums">
              <li>
                <span className="tone-ok">
                  <Sign sign="PRESENT" size={13} />
                </span>
                <span className="clip">{t('rehearsal.passed')}</span>
                <b>{passed}</b>
              </li>
              {running ? (
                <li>
                  <span className="tone-info">
                    <Sign sign="RINGING" size={13} />
                  </span>
                  <span className="clip">{t('rehearsal.waiting')}</span>
                  <b>{unknown}</b>
                </li>
              ) : (
                sums(failed).map(([fault, count]) => (
                  <li key={fault}>
                    <span className="tone-bad">
                      <Sign sign="ABSENT" size={13} />
                    </span>
                    <span className="clip">{t(`rehearsal.fault.${fault}`)}</span>
                    <b>{count}</b>
                  </li>
                ))
              )}
            </ul>
            {running ? null : failed.length === 0 ? (
              <p>{t('rehearsal.none')}</p>
            ) : (
              <FailedList failed={failed} />
            )}
          </>
        )}
        <div className="rehearsal-acts">
          {running ? (
            <>
              <Act id="END_REHEARSAL" label={t('rehearsal.end')} />
              <Act id="OPEN_LINES" label={t('rehearsal.open')} />
            </>
          ) : (
            <>
              {failed.length > 0 ? (
                <Act id="REHEARSE_FAILED" label={t('rehearsal.failedOnly', { count: failed.length })} />
              ) : null}
              <Act id="REHEARSE" label={t(never ? 'rehearsal.begin' : 'rehearsal.again')} />
            </>
          )}
        </div>
      </div>
    </Panel>
  );
}

const sums = (failed: readonly Failed[]): readonly (readonly [CheckFault, number])[] =>
  checkFaults
    .map((fault) => [fault, failed.filter((one) => one.fault === fault).length] as const)
    .filter(([, count]) => count > 0);

function Act({ id, label }: { readonly id: ConsoleCommandId; readonly label: string }) {
  const { t } = useTranslation();
  const { perform } = useConsole();
  const why = useHindrance(id);
  return (
    <button
      type="button"
      className="button"
      data-act={id}
      disabled={why !== null}
      title={why === null ? undefined : t(`hindrance.${why}`)}
      onClick={() => perform(id)}
    >
      {label}
    </button>
  );
}

/** Whom to phone: a click looks at the site; the whole list goes to the districts' clerks as text. */
function FailedList({ failed }: { readonly failed: readonly Failed[] }) {
  const { t } = useTranslation();
  const { select, view, say } = useConsole();
  const copy = () => {
    const now = view.get();
    const { at } = rehearsalOf(now.seats);
    const lines = failed.map(({ seat, fault }) => {
      const row = t('rehearsal.row', {
        name: seat.name,
        group: groupName(now, seat),
        fault: t(`rehearsal.fault.${fault}`).toLowerCase(),
      });
      return seat.phone === '' ? row : t('rehearsal.phone', { row, phone: seat.phone });
    });
    const head = t('rehearsal.list', { time: clock(at ?? 0), title: now.meeting.title });
    void navigator.clipboard
      ?.writeText([head, ...lines].join('\n'))
      .then(() => say(t('rehearsal.copied')))
      .catch(() => undefined);
  };
  return (
    <>
      <ul className="rehearsal-failed">
        {failed.map(({ seat, fault }) => (
          <li key={seat.id}>
            <button type="button" onClick={() => select(seat.id)}>
              <span className="clip">{spokenName(view.get(), seat)}</span>
              <em>{t(`rehearsal.fault.${fault}`)}</em>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className="button rehearsal-copy" onClick={copy}>
        <ClipboardList size={14} aria-hidden="true" />
        {t('rehearsal.copy')}
      </button>
    </>
  );
}
