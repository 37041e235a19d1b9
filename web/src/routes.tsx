import { lazy, Suspense, useEffect, useRef } from 'react';
import { Door } from './features/door/Door';
import { Ended } from './features/ended/Ended';
import { support } from './media/support';
import { knownPath, type Visiting } from './media/visit';
import { Authority } from './pages/Authority';
import { CheckPage } from './pages/CheckPage';
import { Front } from './pages/Front';
import { MeetingPage } from './pages/MeetingPage';
import { useStore } from './useStore';
import { useTheme } from './useTheme';

type VisitStep = ReturnType<Visiting['state']['get']>['step'];

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

/** With each new screen the cursor goes to its beginning: to its heading, at the door to the first empty field. */
function useFocus(step: VisitStep): void {
  const first = useRef(true);
  useEffect(() => {
    const heading = document.querySelector<HTMLElement>('h1');
    const field = [...document.querySelectorAll<HTMLInputElement>('.door input')].find(
      ({ value }) => value === '',
    );
    // A phone would raise its keyboard over the page.
    if (step === 'door' && field && window.matchMedia('(hover: hover)').matches) field.focus();
    else if (!first.current && heading) {
      heading.tabIndex = -1;
      heading.focus();
    }
    first.current = false;
  }, [step]);
}

function Visit({ visiting }: { readonly visiting: Visiting }) {
  const visit = useStore(visiting.state);
  useTheme(visit.step === 'meeting' ? 'dark' : 'system');
  useFocus(visit.step);
  const room = visit.room;
  useEffect(() => {
    document.title = room === '' ? 'Nhà Rông' : `${room} · Nhà Rông`;
  }, [room]);

  switch (visit.step) {
    case 'door':
      return (
        <Front foot={<Authority />}>
          <Door
            room={visit.room}
            name={visit.name}
            unsupported={support() === 'unsupported'}
            astray={!knownPath(window.location.pathname)}
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
