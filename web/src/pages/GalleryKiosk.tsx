import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Links } from './GalleryOffice';
import { drawnPicture } from './invented';
import { kioskStates } from './inventedKiosk';
import { KioskView, type KioskViewActs } from './KioskView';

const nothing = () => undefined;
const acts: KioskViewActs = {
  onPeople: nothing,
  onConfirm: nothing,
  onTestSound: nothing,
  onTestCamera: nothing,
  onHelp: nothing,
  onTakeBack: nothing,
  onStartSound: nothing,
  onOk: nothing,
  onTopic: nothing,
  onRead: nothing,
  onEndTest: nothing,
};
const watchLevel = (onLevel: (level: number) => void) => {
  onLevel(0.6);
  return nothing;
};

/** `/ui?screen=kiosk&state=…`: a site's own screen in one of its states; without a state the list of them. */
export default function GalleryKiosk({ state }: { readonly state: string | null }) {
  const { t } = useTranslation();
  const shown = state === null ? undefined : kioskStates[state];
  const [pictures] = useState(() => Array.from({ length: 16 }, (_, index) => drawnPicture(index + 1)));
  const [slides] = useState(() => drawnPicture(3, 'screen'));
  const [own] = useState(() => drawnPicture(4));
  if (!shown) return <Links title={t('kiosk.states')} screen="kiosk" states={Object.keys(kioskStates)} />;
  const { facts, people = 20, confirmed = null, topic = '', microphoneOpen = false } = shown;
  const slidesShown = facts.kiosk?.programme?.cells[0]?.slides ?? false;
  const dead = facts.camera !== null && facts.camera !== 'dark';
  return (
    <KioskView
      facts={facts}
      desk={{
        people,
        confirmed,
        topic,
        helpAskedAt: confirmed === null ? null : facts.now,
        testingSound: false,
        testingCamera: shown.testingCamera ?? false,
        read: new Set(),
        failed: shown.failed ?? false,
      }}
      pictures={shown.pictures === false ? [] : slidesShown ? [slides, ...pictures] : pictures}
      own={dead || shown.pictures === false ? null : own}
      microphoneOpen={microphoneOpen}
      directory="https://10.64.3.2:8443/directory"
      watchLevel={watchLevel}
      acts={acts}
    />
  );
}
