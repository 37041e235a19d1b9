import type { Kiosk } from '../../api/wire';
import type { HallFault, Headline } from '../../model/kiosk';

/** The one large sentence, and what to do. */
export const headlineWords = {
  ready: ['kiosk.ready', 'kiosk.readyHow'],
  connected: ['kiosk.connected', 'kiosk.connectedHow'],
  joining: ['kiosk.joining', 'kiosk.joiningHow'],
  elsewhere: ['kiosk.elsewhere', 'kiosk.elsewhereHow'],
  lost: ['kiosk.lost', 'kiosk.lostHow'],
  cut: ['kiosk.cut', 'kiosk.cutHow'],
  certificate: ['kiosk.certificate', 'kiosk.certificateHow'],
  certificateSoon: ['kiosk.certificateSoon', 'kiosk.certificateSoonHow'],
  insecure: ['kiosk.insecure', 'kiosk.insecureHow'],
  clock: ['kiosk.clock', 'kiosk.clockHow'],
  camera: ['kiosk.camera', 'kiosk.cameraNone'],
  cameraDark: ['kiosk.cameraDark', 'kiosk.cameraDarkHow'],
  microphone: ['kiosk.microphone', 'kiosk.microphoneNone'],
  microphoneSilent: ['kiosk.microphoneSilent', 'kiosk.microphoneSilentHow'],
  sound: ['kiosk.soundBlocked', 'kiosk.soundBlockedHow'],
} as const satisfies Record<Headline, readonly [string, string]>;

const ofSite = {
  rail: 'kiosk.rail',
  ownPicture: 'kiosk.ownPictureBrief',
  elsewhere: 'kiosk.elsewhereBand',
  seen: 'kiosk.seenHow',
  onAir: 'kiosk.onAirHow',
  listening: 'kiosk.listeningHow',
  microphoneOpen: 'kiosk.microphoneOpenHow',
} as const;

const ofGuest = {
  rail: 'guest.rail',
  ownPicture: 'guest.ownPicture',
  elsewhere: 'guest.elsewhere',
  seen: 'guest.seen',
  onAir: 'guest.onAir',
  listening: 'guest.listening',
  microphoneOpen: 'guest.microphoneOpen',
} as const;

/** What is said of a hall, or of the one person who is a guest. */
export const whoseWords = (kiosk: Kiosk | null) => (kiosk?.seat?.guest ? ofGuest : ofSite);

/** What to do about a device: plugged out and not there is the same act, refused and busy are others. */
export function deviceHow(device: 'camera' | 'microphone', fault: HallFault | null) {
  if (device === 'camera') {
    if (fault === 'refused') return 'kiosk.cameraRefused';
    if (fault === 'busy' || fault === 'failed') return 'kiosk.cameraBusy';
    return 'kiosk.cameraNone';
  }
  if (fault === 'refused') return 'kiosk.microphoneRefused';
  if (fault === 'busy' || fault === 'failed') return 'kiosk.microphoneBusy';
  return 'kiosk.microphoneNone';
}

export const checkWords = {
  picture: { good: 'kiosk.pictureGood', poor: 'kiosk.picturePoor', none: 'kiosk.pictureNone' },
  sound: { good: 'kiosk.soundGood', poor: 'kiosk.soundPoor', none: 'kiosk.soundNone' },
  line: { good: 'kiosk.lineGood', poor: 'kiosk.linePoor', none: 'kiosk.lineNone' },
} as const;

/** In the rail there is room for two words. */
export const shortCheckWords = {
  ...checkWords,
  line: { good: 'kiosk.netGood', poor: 'kiosk.netPoor', none: 'kiosk.netNone' },
} as const;

/** What a request may be about, for a remote control that cannot write. */
export const topics = ['kiosk.topicOpinion', 'kiosk.topicProposal', 'kiosk.topicAnswer'] as const;
