import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActRefused } from '../api/acts';
import { Lobby } from '../features/guests/Lobby';
import { standingWords } from '../features/secretary/RollCall';
import { Secretary } from '../features/secretary/Secretary';
import { attendanceCsv } from '../model/attendance';
import { isOver, isRunning, type Standing } from '../model/meeting';
import { clock } from '../model/text';
import { meetingOf } from '../pageTable';
import { useProblem } from '../problem';
import { useClock } from '../useClock';
import { useTheme } from '../useTheme';
import { Away } from './Away';
import { saveFile } from './saveFile';
import { useMeeting } from './useMeeting';
import '../ui/console.css';
import './office.css';
import '../features/guests/guests.css';
import '../features/secretary/secretary.css';

/** How long the reason of a refused act stands, in milliseconds. */
const REFUSED_MILLIS = 8_000;

/** `/m/{meeting}/secretary`: roll call, guests who wait, and list of speakers. */
export default function SecretaryPage() {
  const { t } = useTranslation();
  useTheme('light');
  const problem = useProblem();
  const meeting = meetingOf(window.location.pathname);
  const { view, link, me, acts } = useMeeting(meeting);
  const now = useClock();
  const [refused, setRefused] = useState<{ readonly words: string; readonly at: number } | null>(null);
  if (view === null) return <Away link={link} me={me} />;

  /** Why it was not done, or null. */
  const done = async (act: Promise<unknown>): Promise<string | null> => {
    try {
      await act;
      return null;
    } catch (error) {
      return problem(error instanceof ActRefused ? error : new ActRefused(0, 'unreachable'));
    }
  };
  const send = (act: Promise<unknown>) => {
    void done(act).then((words) => setRefused(words === null ? null : { words, at: Date.now() }));
  };
  const save = () => {
    const standing = Object.fromEntries(
      Object.entries(standingWords).map(([each, word]) => [each, t(word)]),
    ) as Record<Standing, string>;
    const columns = [
      t('secretary.columnNumber'),
      t('secretary.columnGroup'),
      t('secretary.columnSite'),
      t('secretary.columnStanding'),
      t('secretary.columnPeople'),
      t('secretary.columnNote'),
      t('secretary.columnSince'),
    ] as const;
    const csv = attendanceCsv(view, { columns, standing, total: t('secretary.columnTotal') }, (iso) =>
      clock(Date.parse(iso)),
    );
    saveFile(
      new Blob([csv], { type: 'text/csv;charset=utf-8' }),
      `${t('secretary.fileName')}-${meeting}.csv`,
    );
  };
  return (
    <Secretary
      view={view}
      now={now}
      cutSince={link.kind === 'cut' ? link.since : null}
      refused={refused !== null && now - refused.at < REFUSED_MILLIS ? refused.words : null}
      lobby={
        // Stands as long as guests have a way in, so that nothing moves when one comes.
        !isOver(view) && (view.guests.link !== null || view.guests.waiting.length > 0) ? (
          <Lobby
            title={t('guests.lobby')}
            waiting={view.guests.waiting}
            running={isRunning(view)}
            now={now + view.skew}
            onAdmit={(ids) => send(acts.admit(ids))}
            onRefuse={(id, reason) => send(acts.refuseGuest(id, reason))}
          />
        ) : null
      }
      onExport={save}
      onStartRollCall={() => send(acts.startRollCall())}
      onCloseRollCall={() => send(acts.closeRollCall())}
      onMark={(seat, as, headcount, note) => done(acts.mark(seat, as, headcount, note))}
      onRequest={(seat, speaker, topic) => done(acts.requestFloor(seat, speaker, topic))}
      onOrder={(ids) => send(acts.orderFloor(ids))}
      onGrant={(id) => send(acts.grant(id))}
      onDeck={(id) => send(acts.onDeck(id))}
      onNext={() => send(acts.nextFloor())}
      onRevoke={() => send(acts.revoke())}
      onWithdraw={(id) => send(acts.withdraw(id))}
    />
  );
}
