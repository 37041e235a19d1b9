import { LogOut } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActRefused } from '../api/acts';
import { guestActs, type Knock } from '../api/guest';
import type { GuestScreen } from '../api/wire';
import { GuestDoor } from '../features/guest/GuestDoor';
import { GuestLobby, GuestOver } from '../features/guest/GuestLobby';
import { Meeting } from '../features/kiosk/Meeting';
import { useRemote } from '../features/kiosk/useRemote';
import { GuestVisit, kioskOf } from '../media/guestVisit';
import { captureOf } from '../media/hall';
import { wish, wishes } from '../media/keys';
import { bandOf, type KioskFacts, type RemoteKey } from '../model/kiosk';
import { guestLinkOf } from '../pageTable';
import { useClock } from '../useClock';
import { useStore } from '../useStore';
import { useTheme } from '../useTheme';
import { Front } from './Front';
import { showOf } from './KioskPage';
import { useTelevision } from './KioskView';
import { useTrackPicture } from './pictures';
import { useSend, useShownSizes, useTopic } from './useSeatScreen';
import '../features/door/door.css';
import '../features/ended/ended.css';
import '../features/guest/guest.css';
import '../features/kiosk/kiosk.css';

/** `/khach/{link}`: a guest, from the PIN to the end of the meeting. */
export default function GuestPage() {
  const [visit, setVisit] = useState<GuestVisit | null>(null);
  useEffect(() => {
    const asked = new URLSearchParams(window.location.search);
    const mine = new GuestVisit(
      guestLinkOf(window.location.pathname),
      captureOf(asked.get('capture')),
      showOf(asked.get('show')),
    );
    mine.start();
    window.__nharong = { room: mine.seat.room };
    setVisit(mine);
    return () => mine.dispose();
  }, []);
  return visit ? <Visiting visit={visit} /> : null;
}

function Visiting({ visit }: { readonly visit: GuestVisit }) {
  const { t } = useTranslation();
  const { screen, stranger } = useStore(visit.state);
  const title = screen?.title ?? '';
  useEffect(() => {
    document.title = title === '' ? t('app.name') : `${title} · ${t('app.name')}`;
  }, [title, t]);
  if (screen === null) return stranger ? <AtDoor visit={visit} /> : <Outside>{null}</Outside>;
  if (screen.phase === 'ADMITTED' && screen.kiosk !== null) return <Inside visit={visit} screen={screen} />;
  if (screen.phase === 'WAITING') return <Waiting visit={visit} screen={screen} />;
  return (
    <Outside>
      <GuestOver screen={screen} onDoor={() => visit.toDoor()} />
    </Outside>
  );
}

/** Everything outside the meeting, in the light that the machine is set to. */
function Outside({ children }: { readonly children: React.ReactNode }) {
  useTheme('system');
  return <Front>{children}</Front>;
}

function AtDoor({ visit }: { readonly visit: GuestVisit }) {
  const [refusal, setRefusal] = useState<ActRefused | null>(null);
  const [busy, setBusy] = useState(false);
  const { name, guestTitle, guestUnit } = wishes();
  const knock = (said: Knock) => {
    setBusy(true);
    wish({ name: said.name, guestTitle: said.title, guestUnit: said.unit });
    visit
      .knock(said)
      .catch((error: unknown) => {
        setRefusal(error instanceof ActRefused ? error : new ActRefused(0, 'unreachable'));
      })
      .finally(() => setBusy(false));
  };
  return (
    <Outside>
      <GuestDoor
        before={{ name, title: guestTitle, unit: guestUnit }}
        refusal={refusal}
        busy={busy}
        onKnock={knock}
      />
    </Outside>
  );
}

interface StepProps {
  readonly visit: GuestVisit;
  readonly screen: GuestScreen;
}

function Waiting({ visit, screen }: StepProps) {
  const { skewMillis, cutSince } = useStore(visit.state);
  const devices = useStore(visit.hall.state);
  const now = useClock();
  const own = useTrackPicture(devices.camera.source);
  return (
    <Outside>
      <GuestLobby
        screen={screen}
        now={now + skewMillis}
        own={own}
        camera={devices.camera.fault}
        microphone={devices.microphone.fault}
        cutMillis={cutSince === null ? null : Math.max(0, now - cutSince)}
        onLeave={() => void visit.leave().catch(() => undefined)}
      />
    </Outside>
  );
}

/** With a seat: what a site's own screen shows, and a way out. */
function Inside({ visit, screen }: StepProps) {
  const { t } = useTranslation();
  const { hall, seat } = visit;
  useTelevision();
  useEffect(() => {
    document.documentElement.dataset.guest = '';
    return () => {
      delete document.documentElement.dataset.guest;
    };
  }, []);
  const { skewMillis, cutSince } = useStore(visit.state);
  const devices = useStore(hall.state);
  const media = useStore(seat.state);
  const now = useClock();
  const own = useTrackPicture(devices.camera.source);
  const [read, setRead] = useState<ReadonlySet<string>>(new Set());
  const kiosk = kioskOf(screen);
  useShownSizes(seat, kiosk?.programme?.layout ?? null);
  const queued = (kiosk?.queuePlace ?? 0) > 0;
  const { failed, send } = useSend();
  const { topic, sayTopic } = useTopic(queued, send, guestActs.raiseHand);
  const press = useRef<(key: RemoteKey) => void>(() => undefined);
  useRemote((key) => press.current(key), true);
  if (kiosk === null) return null;
  const facts: KioskFacts = {
    now,
    skewMillis,
    pairing: null,
    kiosk,
    cutSince,
    camera: devices.camera.fault,
    microphone: devices.microphone.fault,
    link: media.link,
    linePoor: media.linePoor,
    soundBlocked: media.soundBlocked,
    endedSince: null,
  };
  const band = bandOf(facts, read, true);
  const ok = () => {
    switch (band.kind) {
      case 'listening':
      case 'notice':
      case 'seen':
        send(guestActs.raiseHand(''));
        return;
      case 'queued':
      case 'onAir':
        send(guestActs.lowerHand());
        return;
      case 'soundBlocked':
        void seat.startSound();
        return;
      case 'elsewhere':
        seat.takeBack();
        return;
    }
  };
  const putAway = () => {
    if (band.kind === 'notice') setRead(new Set([...read, band.id]));
  };
  press.current = (key) => {
    if (key === '1' || key === '2' || key === '3') sayTopic(Number(key) - 1);
    if (key === '5') putAway();
  };
  return (
    <Meeting
      facts={facts}
      kiosk={kiosk}
      band={band}
      pictures={media.pictures}
      own={own}
      microphoneOpen={media.microphoneOpen}
      people={0}
      topic={topic}
      read={read}
      failed={failed}
      foot={
        <button type="button" className="guest-leave" data-act="LEAVE" onClick={() => send(visit.leave())}>
          <LogOut aria-hidden="true" />
          {t('guest.leave')}
        </button>
      }
      onOk={ok}
      onPeople={() => undefined}
      onTopic={sayTopic}
      onRead={putAway}
    />
  );
}
