import { useState } from 'react';
import { ActRefused } from '../api/acts';
import { Chair } from '../features/chair/Chair';
import { meetingOf } from '../pageTable';
import { useProblem } from '../problem';
import { useClock } from '../useClock';
import { useTheme } from '../useTheme';
import { Away } from './Away';
import { useMeeting } from './useMeeting';
import '../ui/console.css';
import './office.css';
import '../features/chair/chair.css';

/** How long the reason of a refused act stands, in milliseconds. */
const REFUSED_MILLIS = 8_000;

/** `/m/{meeting}/chair`: the chair's tablet. */
export default function ChairPage() {
  useTheme('light');
  const problem = useProblem();
  const { view, link, me, acts } = useMeeting(meetingOf(window.location.pathname));
  const now = useClock();
  const [refused, setRefused] = useState<{ readonly words: string; readonly at: number } | null>(null);
  if (view === null) return <Away link={link} me={me} />;

  const send = (act: Promise<unknown>) => {
    act
      .then(() => setRefused(null))
      .catch((error: unknown) => {
        const words = problem(error instanceof ActRefused ? error : new ActRefused(0, 'unreachable'));
        setRefused({ words, at: Date.now() });
      });
  };
  return (
    <Chair
      view={view}
      now={now}
      cutSince={link.kind === 'cut' ? link.since : null}
      refused={refused !== null && now - refused.at < REFUSED_MILLIS ? refused.words : null}
      onGrant={(id) => send(acts.grant(id))}
      onNext={() => send(acts.nextFloor())}
      onRevoke={() => send(acts.revoke())}
      onSilence={() =>
        send(
          acts.microphones(
            view.seats.map((seat) => seat.id).filter((id) => id !== view.meeting.chairSite),
            false,
          ),
        )
      }
    />
  );
}
