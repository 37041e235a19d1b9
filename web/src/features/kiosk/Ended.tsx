import { useTranslation } from 'react-i18next';
import type { Kiosk } from '../../api/wire';
import { clock, duration } from '../../model/text';
import { Mark } from '../../ui/Mark';
import { Foot, Head, Sample } from './Parts';
import { Weave } from './Weave';

interface Props {
  readonly kiosk: Kiosk;
  /** Server's time, milliseconds since the epoch. */
  readonly now: number;
  /** When this screen saw the end, server's time. */
  readonly endedAt: number;
}

/** The thank-you after a meeting. */
export function Ended({ kiosk, now, endedAt }: Props) {
  const { t } = useTranslation();
  const { meeting, seat } = kiosk;
  const started = meeting?.startedAt ? Date.parse(meeting.startedAt) : null;
  return (
    <main className="tv tv-ended" data-scene="ended">
      <Head site={kiosk.site} now={now} />
      <div className="tv-thanks">
        <Mark className="tv-card-mark" />
        <h1>{t('kiosk.ended')}</h1>
        <p className="tv-thanks-line">{t('kiosk.thanks', { name: kiosk.site.name })}</p>
        <p className="tv-thanks-meeting">{meeting?.title}</p>
        <p className="tv-thanks-line">
          {started === null
            ? t('kiosk.endedAt', { time: clock(endedAt) })
            : t('kiosk.lasted', {
                from: clock(started),
                to: clock(endedAt),
                time: duration(endedAt - started),
              })}
          {seat?.headcount != null ? ` · ${t('kiosk.people', { count: seat.headcount })}` : ''}
        </p>
        <p className="tv-thanks-hint">{t('kiosk.endedHow')}</p>
      </div>
      <Foot help={kiosk.help} />
      <Weave />
      <Sample shown={kiosk.demo} />
    </main>
  );
}
