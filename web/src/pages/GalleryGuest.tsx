import { useTranslation } from 'react-i18next';
import { ActRefused } from '../api/acts';
import type { GuestScreen } from '../api/wire';
import { GuestDoor } from '../features/guest/GuestDoor';
import { GuestLobby, GuestOver } from '../features/guest/GuestLobby';
import type { HallFault } from '../model/kiosk';
import { Front } from './Front';
import { Light, Links } from './GalleryOffice';
import { drawnPicture } from './invented';
import '../features/door/door.css';
import '../features/ended/ended.css';
import '../features/guest/guest.css';

const nothing = () => undefined;
const NOW = Date.parse('2020-07-15T01:12:40Z');

const waiting: GuestScreen = {
  serverTime: new Date(NOW).toISOString(),
  csrf: '',
  phase: 'WAITING',
  card: {
    name: 'Rơ Châm H’Yéo',
    title: 'Phó Giám đốc phụ trách chuyên môn',
    unit: 'Bệnh viện Đa khoa tỉnh',
  },
  reason: '',
  since: new Date(NOW - 95_000).toISOString(),
  title: 'Hội nghị trực tuyến toàn tỉnh',
  subject: 'Sơ kết 6 tháng đầu năm 2020',
  live: true,
  kiosk: null,
};

type State =
  | { readonly at: 'door'; readonly refusal?: ActRefused }
  | { readonly at: 'lobby'; readonly screen: GuestScreen; readonly fault?: HallFault; readonly cut?: number }
  | { readonly at: 'over'; readonly screen: GuestScreen };

const states: Readonly<Record<string, State>> = {
  door: { at: 'door' },
  'wrong-pin': { at: 'door', refusal: new ActRefused(403, 'pin-refused') },
  slowed: { at: 'door', refusal: new ActRefused(429, 'too-many-tries', '', { seconds: '64' }) },
  lobby: { at: 'lobby', screen: waiting },
  'lobby-early': { at: 'lobby', screen: { ...waiting, live: false }, fault: 'refused', cut: 9_000 },
  refused: {
    at: 'over',
    screen: { ...waiting, phase: 'REFUSED', reason: 'Mời anh/chị dự phiên buổi chiều.' },
  },
  gone: { at: 'over', screen: { ...waiting, phase: 'GONE' } },
  ended: { at: 'over', screen: { ...waiting, phase: 'ENDED' } },
};

/** `/ui?screen=guest&state=…`. */
export function GalleryGuest({ state }: { readonly state: string | null }) {
  const { t } = useTranslation();
  const shown = state === null ? undefined : states[state];
  if (!shown) return <Links title={t('guests.title')} screen="guest" states={Object.keys(states)} />;
  return (
    <Light>
      <Front>{partOf(shown)}</Front>
    </Light>
  );
}

function partOf(shown: State) {
  switch (shown.at) {
    case 'door':
      return (
        <GuestDoor
          before={{ name: '', title: '', unit: '' }}
          refusal={shown.refusal ?? null}
          busy={false}
          onKnock={nothing}
        />
      );
    case 'lobby':
      return (
        <GuestLobby
          screen={shown.screen}
          now={NOW}
          own={shown.fault ? null : drawnPicture(3)}
          camera={shown.fault ?? null}
          microphone={shown.fault ?? null}
          cutMillis={shown.cut ?? null}
          onLeave={nothing}
        />
      );
    case 'over':
      return <GuestOver screen={shown.screen} onDoor={nothing} />;
  }
}
