import { useEffect } from 'react';
import { CameraTest } from '../features/kiosk/CameraTest';
import { Ended } from '../features/kiosk/Ended';
import { Meeting } from '../features/kiosk/Meeting';
import { Pairing } from '../features/kiosk/Pairing';
import { Ready, type ReadyActs } from '../features/kiosk/Ready';
import { Starting } from '../features/kiosk/Starting';
import { bandOf, type KioskFacts, sceneOf } from '../model/kiosk';
import type { Picture } from '../model/person';
import { useTheme } from '../useTheme';
import '../features/kiosk/kiosk.css';

/** What has been done at this screen itself. */
export interface KioskDesk {
  readonly people: number;
  readonly confirmed: number | null;
  readonly helpAskedAt: number | null;
  readonly testingSound: boolean;
  readonly testingCamera: boolean;
  readonly topic: string;
  readonly read: ReadonlySet<string>;
  /** The server did not take the last key. */
  readonly failed: boolean;
}

export interface KioskViewActs extends ReadyActs {
  onOk(): void;
  onTopic(place: number): void;
  onRead(): void;
  onEndTest(): void;
}

interface Props {
  readonly facts: KioskFacts;
  readonly desk: KioskDesk;
  readonly pictures: readonly (Picture | undefined)[];
  readonly own: Picture | null;
  readonly microphoneOpen: boolean;
  readonly directory: string;
  readonly watchLevel: (onLevel: (level: number) => void) => () => void;
  readonly acts: KioskViewActs;
}

/** Every length of the screen is in tenths of its height: the same on a television, a laptop and a wall. */
export function useTelevision(): void {
  useTheme('dark');
  useEffect(() => {
    document.documentElement.dataset.screen = 'television';
    return () => {
      delete document.documentElement.dataset.screen;
    };
  }, []);
}

/** The whole of a site's own screen, from what is known. */
export function KioskView({
  facts,
  desk,
  pictures,
  own,
  microphoneOpen,
  directory,
  watchLevel,
  acts,
}: Props) {
  useTelevision();
  const { kiosk } = facts;
  const now = facts.now + facts.skewMillis;
  const scene = sceneOf(facts);
  if (desk.testingCamera && scene === 'ready')
    return <CameraTest picture={own} watchLevel={watchLevel} onClose={acts.onEndTest} />;
  if (scene === 'pairing' && facts.pairing)
    return <Pairing pairing={facts.pairing} now={now} directory={directory} />;
  if (kiosk === null || scene === 'starting') return <Starting now={now} cutSince={facts.cutSince} />;
  if (scene === 'ended') {
    const endedAt = (facts.endedSince ?? facts.now) + facts.skewMillis;
    return <Ended kiosk={kiosk} now={now} endedAt={endedAt} />;
  }
  if (scene === 'meeting')
    return (
      <Meeting
        facts={facts}
        kiosk={kiosk}
        band={bandOf(facts, desk.read, desk.confirmed !== null)}
        pictures={pictures}
        own={own}
        microphoneOpen={microphoneOpen}
        people={desk.people}
        topic={desk.topic}
        read={desk.read}
        failed={desk.failed}
        onOk={acts.onOk}
        onPeople={acts.onPeople}
        onTopic={acts.onTopic}
        onRead={acts.onRead}
      />
    );
  return (
    <Ready
      facts={facts}
      picture={own}
      people={desk.people}
      confirmed={desk.confirmed}
      helpAskedAt={desk.helpAskedAt}
      testingSound={desk.testingSound}
      failed={desk.failed}
      onPeople={acts.onPeople}
      onConfirm={acts.onConfirm}
      onTestSound={acts.onTestSound}
      onTestCamera={acts.onTestCamera}
      onHelp={acts.onHelp}
      onTakeBack={acts.onTakeBack}
      onStartSound={acts.onStartSound}
    />
  );
}
