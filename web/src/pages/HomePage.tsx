import { ArrowLeft, BookOpen, CircleUserRound, HeartPulse, LogOut, Plus, Tv, Users } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActRefused, createMeeting, get, type NewMeeting as NewMeetingRequest } from '../api/acts';
import { listen, type StreamState } from '../api/events';
import { hasRole, signOut } from '../api/me';
import type { Me, MeetingSummary, SiteLine, UnitLine } from '../api/wire';
import { MeetingList } from '../features/meetings/MeetingList';
import { NewMeeting } from '../features/newmeeting/NewMeeting';
import { useProblem } from '../problem';
import { Button } from '../ui/Button';
import { Mark } from '../ui/Mark';
import { Notice } from '../ui/Notice';
import { Front } from './Front';
import '../ui/console.css';

/** Where a meeting leads this person: to the desk, the secretary's page or the chair's tablet. */
export function meetingHref(me: Me, id: string): string {
  const path = `/m/${encodeURIComponent(id)}`;
  if (hasRole(me, 'OPERATOR', 'DISTRICT_CLERK', 'OBSERVER')) return path;
  if (hasRole(me, 'SECRETARY')) return `${path}/secretary`;
  if (hasRole(me, 'CHAIR')) return `${path}/chair`;
  return '/kiosk';
}

/** Whether meetings are this person's business; to administer alone is not enough. */
const meets = (me: Me): boolean =>
  hasRole(me, 'OPERATOR', 'SECRETARY', 'CHAIR', 'DISTRICT_CLERK', 'OBSERVER', 'SITE');

/** The list of meetings, as the server tells it; nothing is asked for whom it would refuse. */
function useMeetings(wanted: boolean): {
  readonly meetings: readonly MeetingSummary[] | null;
  readonly link: StreamState;
} {
  const [meetings, setMeetings] = useState<readonly MeetingSummary[] | null>(null);
  const [link, setLink] = useState<StreamState>({ kind: 'connecting' });
  useEffect(() => {
    if (!wanted) return;
    return listen('/api/events', (news) => {
      if (news.kind === 'state') setLink(news.state);
      else if (news.name === 'meetings') setMeetings(news.data as readonly MeetingSummary[]);
    });
  }, [wanted]);
  return { meetings, link };
}

export function HomePage({ me, onLeft }: { readonly me: Me; onLeft(): void }) {
  const { t } = useTranslation();
  const { meetings, link } = useMeetings(meets(me));
  const [making, setMaking] = useState(false);
  useEffect(() => {
    document.title = t('app.name');
  }, [t]);
  return (
    <HomeView
      me={me}
      meetings={meetings}
      cut={link.kind === 'cut'}
      making={making ? <Making onBack={() => setMaking(false)} me={me} /> : null}
      onMake={() => setMaking(true)}
      onSignOut={() => void signOut().finally(onLeft)}
    />
  );
}

interface ViewProps {
  readonly me: Me;
  readonly meetings: readonly MeetingSummary[] | null;
  readonly cut: boolean;
  /** The form for a new meeting in the place of the list, or null. */
  readonly making: React.ReactNode;
  onMake(): void;
  onSignOut(): void;
}

export function HomeView({ me, meetings, cut, making, onMake, onSignOut }: ViewProps) {
  const { t } = useTranslation();
  const may = hasRole(me, 'OPERATOR', 'SECRETARY', 'DISTRICT_CLERK');
  return (
    <Front>
      <div className="home">
        <header className="home-head">
          <Mark />
          <div className="home-who">
            <h1>{me.name}</h1>
            <p>
              {me.roles.map(({ role, unitName }) => `${t(`role.${role}`)} · ${unitName}`).join('; ')}
              {me.demo ? ` · ${t('strip.demo')}` : ''}
            </p>
          </div>
          <nav className="home-ways" aria-label={t('home.ways')}>
            {hasRole(me, 'ADMINISTRATOR', 'OPERATOR', 'DISTRICT_CLERK') ? (
              <a className="button" href="/directory">
                <BookOpen size={18} aria-hidden="true" />
                {t('home.directory')}
              </a>
            ) : null}
            {hasRole(me, 'ADMINISTRATOR') ? (
              <a className="button" href="/accounts">
                <Users size={18} aria-hidden="true" />
                {t('home.accounts')}
              </a>
            ) : null}
            {me.roles.some(({ role, house }) => role === 'ADMINISTRATOR' && house) ? (
              <a className="button" href="/health">
                <HeartPulse size={18} aria-hidden="true" />
                {t('home.health')}
              </a>
            ) : null}
            {hasRole(me, 'SITE') ? (
              <a className="button" href="/kiosk">
                <Tv size={18} aria-hidden="true" />
                {t('home.kiosk')}
              </a>
            ) : null}
            {hasRole(me, 'SITE') ? null : (
              <a className="button" href="/account">
                <CircleUserRound size={18} aria-hidden="true" />
                {t('home.own')}
              </a>
            )}
            <Button icon={<LogOut size={18} aria-hidden="true" />} onClick={onSignOut}>
              {t('home.signOut')}
            </Button>
          </nav>
        </header>
        {cut ? (
          <Notice look="warn" title={t('home.cut')}>
            {t('home.cutHow')}
          </Notice>
        ) : null}
        {making ??
          (meets(me) ? (
            <section aria-labelledby="meetings">
              <div className="home-bar">
                <h2 id="meetings">{t('meetings.title')}</h2>
                {may ? (
                  <Button look="primary" icon={<Plus size={18} aria-hidden="true" />} onClick={onMake}>
                    {t('meetings.make')}
                  </Button>
                ) : null}
              </div>
              <MeetingList meetings={meetings} href={({ id }) => meetingHref(me, id)} />
            </section>
          ) : (
            <Notice look="info" title={t('home.administers')}>
              {t('home.administersOnly')}
            </Notice>
          ))}
      </div>
    </Front>
  );
}

/** The form with what it needs from the directory. */
function Making({ me, onBack }: { readonly me: Me; onBack(): void }) {
  const { t } = useTranslation();
  const problem = useProblem();
  const [sites, setSites] = useState<readonly SiteLine[] | null>(null);
  const [units, setUnits] = useState<readonly UnitLine[]>([]);
  const [refusal, setRefusal] = useState<ActRefused | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let gone = false;
    Promise.all([get<readonly SiteLine[]>('/api/sites'), get<readonly UnitLine[]>('/api/units')])
      .then(([allSites, allUnits]) => {
        if (gone) return;
        setSites(allSites);
        setUnits(allUnits);
      })
      .catch((error: unknown) => {
        if (!gone) setRefusal(error instanceof ActRefused ? error : new ActRefused(0, 'unreachable'));
      });
    return () => {
      gone = true;
    };
  }, []);
  const make = (meeting: NewMeetingRequest) => {
    setBusy(true);
    createMeeting(meeting)
      .then(({ id }) => window.location.assign(meetingHref(me, id)))
      .catch((error: unknown) => {
        setRefusal(error instanceof ActRefused ? error : new ActRefused(0, 'unreachable'));
        setBusy(false);
      });
  };
  return (
    <>
      <div className="home-bar">
        <h2>{t('newMeeting.title')}</h2>
        <Button icon={<ArrowLeft size={18} aria-hidden="true" />} onClick={onBack}>
          {t('newMeeting.back')}
        </Button>
      </div>
      {refusal === null ? null : (
        <Notice look="warn" title={t('newMeeting.refused')}>
          {problem(refusal)}
        </Notice>
      )}
      {sites === null ? (
        <p className="meetings-none">{t('newMeeting.loading')}</p>
      ) : (
        <NewMeeting
          sites={sites}
          units={units}
          convener={me.roles[0]?.unitName ?? ''}
          busy={busy}
          now={Date.now()}
          onMake={make}
        />
      )}
    </>
  );
}
