import { useEffect, useMemo, useRef, useState } from 'react';
import { kioskActs } from '../api/kiosk';
import { canCount } from '../features/kiosk/Ready';
import { useRemote } from '../features/kiosk/useRemote';
import { captureOf } from '../media/hall';
import { playTestSound } from '../media/sound';
import { Television } from '../media/television';
import {
  bandOf,
  headlineOf,
  type KioskFacts,
  type RemoteKey,
  sceneOf,
  counted as steppedCount,
} from '../model/kiosk';
import { useClock } from '../useClock';
import { useStore } from '../useStore';
import { type KioskDesk, KioskView, type KioskViewActs } from './KioskView';
import { useTrackPicture } from './pictures';
import { useSend, useShownSizes, useTopic } from './useSeatScreen';

/** Where this box keeps how many people were here last time: they are mostly the same. */
const PEOPLE_KEY = 'nharong.kiosk.people';
const FIRST_PEOPLE = 20;
/** What OK does may have changed under the finger: for this long after a change it does nothing. */
const GUARD_MILLIS = 1_000;
const TEST_MILLIS = 15_000;

/** `?show=180p`: no picture of the programme is taken higher. */
export function showOf(text: string | null): number {
  const match = /^(\d{2,4})p$/.exec(text ?? '');
  return match ? Number(match[1]) : Number.POSITIVE_INFINITY;
}

const keptPeople = () => Number(localStorage.getItem(PEOPLE_KEY) ?? FIRST_PEOPLE) || FIRST_PEOPLE;

/** `/kiosk`: a site's own screen. Runs for weeks with nobody at it but a remote control. */
export default function KioskPage() {
  const [television, setTelevision] = useState<Television | null>(null);
  useEffect(() => {
    const asked = new URLSearchParams(window.location.search);
    const mine = new Television(captureOf(asked.get('capture')), showOf(asked.get('show')));
    mine.start();
    setTelevision(mine);
    return () => mine.dispose();
  }, []);
  return television ? <Running television={television} /> : null;
}

function Running({ television }: { readonly television: Television }) {
  const { hall, seat } = television;
  const known = useStore(television.state);
  const devices = useStore(hall.state);
  const media = useStore(seat.state);
  const now = useClock();
  const own = useTrackPicture(devices.camera.source);
  const [people, setPeople] = useState(keptPeople);
  /** The meeting whose roll call was answered from here, seen and heard. */
  const [answered, setAnswered] = useState<string | null>(null);
  const [desk, setDesk] = useState<Omit<KioskDesk, 'people' | 'topic' | 'failed'>>({
    confirmed: null,
    helpAskedAt: null,
    testingSound: false,
    testingCamera: false,
    read: new Set(),
  });
  const change = (part: Partial<typeof desk>) => setDesk((before) => ({ ...before, ...part }));

  const facts: KioskFacts = {
    ...known,
    now,
    camera: devices.camera.fault,
    microphone: devices.microphone.fault,
    link: media.link,
    linePoor: media.linePoor,
    soundBlocked: media.soundBlocked,
  };
  const { kiosk } = known;
  const scene = sceneOf(facts);
  const headline = headlineOf(facts);
  // What was told before sound and picture were there is a number, not an answer to the roll call: that is asked for again.
  const counted =
    desk.confirmed !== null && (answered === kiosk?.meeting?.id || kiosk?.seat?.present === true);
  const band = bandOf(facts, desk.read, counted);

  // What the server counted counts: after a restart the box knows it again. Another meeting is another count.
  const told = kiosk?.seat?.headcount ?? null;
  const meeting = kiosk?.meeting?.id ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useEffect(() => {
    if (told !== null) setPeople(told);
    setDesk((before) => ({ ...before, confirmed: told, helpAskedAt: null }));
  }, [told, meeting]);
  const queued = (kiosk?.queuePlace ?? 0) > 0;
  const { failed, send } = useSend();
  const { topic, sayTopic } = useTopic(queued, send, (chosen) => kioskActs.raiseHand('', chosen));

  useShownSizes(seat, kiosk?.programme?.layout ?? null);

  const watchLevel = useMemo(
    () => (onLevel: (level: number) => void) => hall.level.subscribe(() => onLevel(hall.level.get())),
    [hall],
  );

  const confirm = () => {
    localStorage.setItem(PEOPLE_KEY, String(people));
    const here = media.link.kind === 'together' || media.link.kind === 'signalLost' ? meeting : null;
    send(
      kioskActs.tellHeadcount(people).then(() => {
        change({ confirmed: people });
        setAnswered(here);
      }),
    );
  };
  const testSound = () => {
    if (desk.testingSound) return;
    change({ testingSound: true });
    void playTestSound('').finally(() => change({ testingSound: false }));
  };
  const testTimer = useRef(0);
  const endTest = () => {
    window.clearTimeout(testTimer.current);
    change({ testingCamera: false });
  };
  const testCamera = () => {
    change({ testingCamera: true });
    testTimer.current = window.setTimeout(endTest, TEST_MILLIS);
  };
  const help = () =>
    send(kioskActs.askHelp().then(() => change({ helpAskedAt: Date.now() + known.skewMillis })));

  // The key in the middle is looked at once more when what it does has just changed.
  const changedAt = useRef({ what: '', at: 0 });
  const does = scene === 'meeting' ? band.kind : `${scene}-${headline}`;
  if (changedAt.current.what !== does) changedAt.current = { what: does, at: Date.now() };

  const ok = () => {
    if (Date.now() - changedAt.current.at < GUARD_MILLIS) return;
    if (scene !== 'meeting') {
      if (headline === 'sound') void seat.startSound();
      else if (headline === 'elsewhere') seat.takeBack();
      else if (scene === 'ready' && canCount(kiosk)) confirm();
      return;
    }
    switch (band.kind) {
      case 'notice':
        read();
        break;
      case 'listening':
      case 'seen':
        send(kioskActs.raiseHand('', ''));
        break;
      case 'queued':
      case 'onAir':
        send(kioskActs.lowerHand());
        break;
      case 'headcount':
        confirm();
        break;
      case 'soundBlocked':
        void seat.startSound();
        break;
      case 'elsewhere':
        seat.takeBack();
        break;
    }
  };
  const read = () => {
    if (band.kind === 'notice') change({ read: new Set([...desk.read, band.id]) });
  };
  const step = (by: number) => setPeople((before) => steppedCount(before, by > 0 ? 'right' : 'left'));

  const press = (key: RemoteKey) => {
    if (desk.testingCamera) {
      endTest();
      return;
    }
    if (key === 'ok') {
      ok();
      return;
    }
    const counting =
      (scene === 'ready' && canCount(kiosk)) || (scene === 'meeting' && band.kind === 'headcount');
    if (counting && !/\d/.test(key)) {
      setPeople((before) => steppedCount(before, key));
      return;
    }
    if (scene === 'ready') {
      if (key === '1') testSound();
      if (key === '2') testCamera();
      if (key === '0') help();
    } else if (scene === 'meeting') {
      if (band.kind === 'queued' && (key === '1' || key === '2' || key === '3')) sayTopic(Number(key) - 1);
      if (key === '5') read();
      if (key === '0') help();
    }
  };
  useRemote(press);

  const acts: KioskViewActs = {
    onPeople: step,
    onConfirm: confirm,
    onTestSound: testSound,
    onTestCamera: testCamera,
    onHelp: help,
    onTakeBack: ok,
    onStartSound: ok,
    onOk: ok,
    onTopic: sayTopic,
    onRead: read,
    onEndTest: endTest,
  };
  return (
    <KioskView
      facts={facts}
      desk={{ ...desk, people, topic, failed }}
      pictures={media.pictures}
      own={own}
      microphoneOpen={media.microphoneOpen}
      directory={`${window.location.origin}/directory`}
      watchLevel={watchLevel}
      acts={acts}
    />
  );
}
