import { lazy, Suspense, useEffect } from 'react';
import { Door } from './features/door/Door';
import { Ended } from './features/ended/Ended';
import { support } from './media/support';
import type { Visiting } from './media/visit';
import { CheckPage } from './pages/CheckPage';
import { Front } from './pages/Front';
import { MeetingPage } from './pages/MeetingPage';
import { useStore } from './useStore';
import { useTheme } from './useTheme';

const Gallery = lazy(() => import('./pages/Gallery'));

export function Routes({ visiting }: { readonly visiting: Visiting }) {
  return window.location.pathname.replace(/\/$/, '') === '/ui' ? (
    <Suspense fallback={null}>
      <Gallery />
    </Suspense>
  ) : (
    <Visit visiting={visiting} />
  );
}

function Visit({ visiting }: { readonly visiting: Visiting }) {
  const visit = useStore(visiting.state);
  useTheme(visit.step === 'meeting' ? 'dark' : 'system');
  const room = visit.room;
  useEffect(() => {
    document.title = room === '' ? 'Nhà Rông' : `${room} · Nhà Rông`;
  }, [room]);

  switch (visit.step) {
    case 'door':
      return (
        <Front>
          <Door
            room={visit.room}
            name={visit.name}
            unsupported={support() === 'unsupported'}
            onEnter={(name, chosen) => visiting.enter(name, chosen)}
          />
        </Front>
      );
    case 'check':
      return (
        <Front>
          <CheckPage
            room={visit.room}
            name={visit.name}
            media={visit.media}
            joining={visit.joining}
            refusal={visit.refusal}
            onJoin={() => void visiting.enterMeeting()}
            onChange={() => visiting.backToDoor()}
          />
        </Front>
      );
    case 'meeting':
      return <MeetingPage room={visit.room} session={visit.session} media={visit.media} />;
    case 'ended':
      return (
        <Front>
          <Ended
            reason={visit.reason}
            onAgain={() => visiting.again()}
            onDoor={() => visiting.backToDoor()}
          />
        </Front>
      );
  }
}
