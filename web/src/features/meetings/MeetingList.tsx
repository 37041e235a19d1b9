import { useTranslation } from 'react-i18next';
import type { MeetingState, MeetingSummary } from '../../api/wire';
import { clock } from '../../model/text';
import { Sign } from '../../ui/Sign';
import { shortDate } from '../../words';

interface Props {
  /** Null until the list has come. */
  readonly meetings: readonly MeetingSummary[] | null;
  /** Where a meeting leads whoever sits here. */
  href(meeting: MeetingSummary): string;
}

const over: readonly MeetingState[] = ['ENDED', 'RECORDED', 'CLOSED'];
const running: readonly MeetingState[] = ['LOBBY', 'ROLL_CALL', 'IN_SESSION', 'SUSPENDED', 'REHEARSING'];

const rank = ({ state }: MeetingSummary) => (running.includes(state) ? 0 : over.includes(state) ? 2 : 1);

/** Those that run, those that come, those that were; each by its time. */
export function MeetingList({ meetings, href }: Props) {
  const { t } = useTranslation();
  if (meetings === null) return <p className="meetings-none">{t('meetings.loading')}</p>;
  if (meetings.length === 0) return <p className="meetings-none">{t('meetings.none')}</p>;
  const sorted = [...meetings].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (rank(a) === 2 ? b.startsAt.localeCompare(a.startsAt) : a.startsAt.localeCompare(b.startsAt)),
  );
  return (
    <ul className="meetings">
      {sorted.map((meeting) => (
        <li key={meeting.id}>
          <a className="meeting-line" href={href(meeting)} data-meeting={meeting.id}>
            <span className="meeting-when">
              <b>{clock(Date.parse(meeting.startsAt))}</b>
              <small>{shortDate(Date.parse(meeting.startsAt))}</small>
            </span>
            <span className="meeting-what">
              <b>{meeting.title}</b>
              <small>{meeting.subject}</small>
            </span>
            <span className="meeting-count">
              {running.includes(meeting.state)
                ? t('meetings.connected', { connected: meeting.connected, sites: meeting.sites })
                : t('meetings.sites', { count: meeting.sites })}
            </span>
            <span className={`plate ${meeting.state === 'IN_SESSION' ? 'plate-air' : ''}`}>
              {meeting.state === 'IN_SESSION' ? <Sign sign="ON_AIR" size={12} /> : null}
              {t(`meetingState.${meeting.state}`)}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
