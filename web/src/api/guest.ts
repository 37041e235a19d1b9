// Calls of a guest, who comes by a meeting's link.
import { get, post } from './acts';
import type { GuestLink, GuestScreen } from './wire';

export const guestEvents = (link: string) => `/api/guest/events?link=${encodeURIComponent(link)}`;

/** What a guest says at the door. */
export interface Knock {
  readonly pin: string;
  readonly name: string;
  readonly title: string;
  readonly unit: string;
}

/** All of them throw ActRefused. */
export const guestActs = {
  /** Sets the guest's cookie; from then on it waits in the lobby. */
  knock: (link: string, knock: Knock) => post('/api/guest/knock', { link, ...knock }),
  read: (link: string) => get<GuestScreen>(`/api/guest?link=${encodeURIComponent(link)}`),
  raiseHand: (topic: string) => post('/api/guest/hand', { topic }),
  lowerHand: () => post('/api/guest/hand/lower'),
  sendStill: (still: Blob) => post('/api/guest/still', still),
  leave: () => post('/api/guest/leave'),
};

export type GuestActs = typeof guestActs;

/** For who runs the meeting. @throws ActRefused */
export const readGuestLink = (meeting: string) =>
  get<GuestLink>(`/api/meetings/${encodeURIComponent(meeting)}/guests/link`);
