// Calls of a site's own screen.
import { get, post } from './acts';
import type { Kiosk, PairingOffer } from './wire';

export const KIOSK_EVENTS = '/api/kiosk/events';
export const pairingEvents = (pollId: string) => `/api/kiosk/pair/${encodeURIComponent(pollId)}/events`;

/** All of them throw ActRefused. */
export const kioskActs = {
  read: () => get<Kiosk>('/api/kiosk'),
  pair: () => post<PairingOffer>('/api/kiosk/pair'),
  /** Sets the device's cookie. */
  claim: (pollId: string) => post(`/api/kiosk/pair/${encodeURIComponent(pollId)}/claim`),
  /** Asks for the floor; again with another topic, it says what the request is about. */
  raiseHand: (speaker: string, topic: string) => post('/api/kiosk/hand', { speaker, topic }),
  /** Takes the request back; while on the air it says that the speaker has finished. */
  lowerHand: () => post('/api/kiosk/hand/lower'),
  tellHeadcount: (headcount: number) => post('/api/kiosk/headcount', { headcount }),
  sendStill: (still: Blob) => post('/api/kiosk/still', still),
  askHelp: () => post('/api/kiosk/help'),
};

export type KioskActs = typeof kioskActs;
