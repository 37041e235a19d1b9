import { Suspense, useEffect, useRef, useState } from 'react';
import { Door } from './features/door/Door';
import { Ended } from './features/ended/Ended';
import { rememberedPlace } from './media/keys';
import { support } from './media/support';
import { knownPath, roomOf, type Visiting } from './media/visit';
import { Authority } from './pages/Authority';
import { CheckPage } from './pages/CheckPage';
import { Entrance } from './pages/Entrance';
import { Front } from './pages/Front';
import { MeetingPage } from './pages/MeetingPage';
import { pageOf } from './pageTable';
import { useStore } from './useStore';
import { useTheme } from './useTheme';

type VisitStep = ReturnType<Visiting['state']['get']>['step'];

interface Props {
  /** Begins a guest's visit; called only where there is one, since it opens camera and microphone. */
  readonly visit: () => Visiting;
}

export function Routes({ visit }: Props) {
  const found = pageOf(window.location.pathname);
  if (found) {
    const page = (
      <Suspense fallback={null}>
        <found.Page />
      </Suspense>
    );
    return found.signedIn ? <Entrance inside={page} /> : page;
  }
  const front =
    window.location.pathname === '/' && roomOf(window.location) === '' && rememberedPlace() === null;
  return front ? <FrontDoor visit={visit} /> : <Guest visit={visit} />;
}

/** The first page: whoever is signed in is at home; everybody else stands before the doors that are open. */
function FrontDoor({ visit }: Props) {
  const [visiting, setVisiting] = useState<Visiting | null>(null);
  const entering = useRef<Visiting | null>(null);
  entering.current ??= visit();
  const made = entering.current;
  if (visiting) return <Visit visiting={visiting} />;
  return (
    <Entrance
      inside={null}
      guest={
        <GuestDoor
          name={made.state.get().name}
          onEnter={(name, room) => {
            made.enter(name, room);
            setVisiting(made);
          }}
        />
      }
    />
  );
}

function GuestDoor({ name, onEnter }: { readonly name: string; onEnter(name: string, room: string): void }) {
  useEffect(() => {
    // Beside the way in for accounts it does not take the cursor for itself.
    const alone = document.querySelector('.entrance') === null;
    if (alone && window.matchMedia('(hover: hover)').matches) emptyField()?.focus();
  }, []);
  return <Door room="" name={name} unsupported={support() === 'unsupported'} onEnter={onEnter} />;
}

const emptyField = () =>
  [...document.querySelectorAll<HTMLInputElement>('.door input')].find(({ value }) => value === '');

function Guest({ visit }: Props) {
  const [visiting] = useState(visit);
  return <Visit visiting={visiting} />;
}

/** With each new screen the cursor goes to its beginning: to its heading, at the door to the first empty field. */
function useFocus(step: VisitStep): void {
  const first = useRef(true);
  useEffect(() => {
    const heading = document.querySelector<HTMLElement>('h1');
    const field = emptyField();
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
