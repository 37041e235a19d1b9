import { CloudOff, Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { totalsOf } from '../../model/attendance';
import type { MeetingView } from '../../model/meeting';
import { clock, duration } from '../../model/text';
import { Button } from '../../ui/Button';
import { Mark } from '../../ui/Mark';

interface Props {
  readonly view: MeetingView;
  readonly now: number;
  readonly cutSince: number | null;
  onExport(): void;
  onStartRollCall(): void;
  onCloseRollCall(): void;
}

/** Of what the bar is made, in the order of the bar, with the class of each part. */
const parts = ['present', 'phone', 'excused', 'absent', 'open'] as const;
const words = {
  present: 'secretary.present',
  phone: 'secretary.phone',
  excused: 'secretary.excused',
  absent: 'secretary.absent',
  open: 'secretary.open',
} as const;

/** Meeting and clock, and how the roll call stands: one bar, its figures, the people. */
export function Top({ view, now, cutSince, onExport, onStartRollCall, onCloseRollCall }: Props) {
  const { t, i18n } = useTranslation();
  const figure = new Intl.NumberFormat(i18n.language === 'en' ? 'en-GB' : 'vi-VN');
  const totals = totalsOf(view.seats);
  const { meeting, rollCall } = view;
  return (
    <header className="office-top">
      <div className="office-top-name">
        <Mark />
        <div>
          <h1>{meeting.title}</h1>
          <p>{meeting.subject}</p>
        </div>
        {meeting.demo ? <p className="office-sample">{t('kiosk.sample')}</p> : null}
      </div>
      <div className="roll-total">
        <div className="roll-bar" aria-hidden="true">
          {parts.map((part) =>
            totals[part] > 0 ? (
              <i key={part} className={`roll-${part}`} style={{ flexGrow: totals[part] }} />
            ) : null,
          )}
        </div>
        <ul className="roll-legend" aria-label={t('secretary.rollCall')}>
          {parts.map((part) => (
            <li key={part}>
              <i className={`roll-${part}`} aria-hidden="true" />
              {t(words[part])} <b>{totals[part]}</b>
            </li>
          ))}
          <li className="roll-people">
            <b>{t('secretary.people', { count: totals.people, figure: figure.format(totals.people) })}</b>
          </li>
        </ul>
      </div>
      <div className="office-top-acts">
        {rollCall.state === 'RUNNING' ? (
          <Button onClick={onCloseRollCall}>{t('secretary.closeRollCall')}</Button>
        ) : rollCall.state === 'NOT_YET' ? (
          <Button look="primary" onClick={onStartRollCall}>
            {t('secretary.startRollCall')}
          </Button>
        ) : (
          <p className="roll-closed">
            {t('secretary.closedAt', { time: rollCall.closedAt ? clock(Date.parse(rollCall.closedAt)) : '' })}
          </p>
        )}
        <Button icon={<Download size={18} aria-hidden="true" />} onClick={onExport}>
          {t('secretary.export')}
        </Button>
        <p className="office-clock">{clock(now + view.skew)}</p>
      </div>
      {cutSince === null ? null : (
        <p className="office-cut" role="status">
          <CloudOff size={18} aria-hidden="true" />
          {t('chair.cut', { time: duration(now - cutSince) })}
        </p>
      )}
    </header>
  );
}
