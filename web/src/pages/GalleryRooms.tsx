import type { ComponentType } from 'react';
import { GalleryAccounts, GalleryDoors, GalleryOwn } from './GalleryAccounts';
import { GalleryDirectory, GalleryHealth } from './GalleryDirectory';
import { GalleryGuest } from './GalleryGuest';
import GalleryKiosk from './GalleryKiosk';
import { GalleryChair, GallerySecretary } from './GalleryOffice';

/** The screens of `/ui` that are not the operator's: of a site, of the chair, of the office. */
const rooms: Readonly<Record<string, ComponentType<{ readonly state: string | null }>>> = {
  kiosk: GalleryKiosk,
  chair: GalleryChair,
  secretary: GallerySecretary,
  directory: GalleryDirectory,
  health: GalleryHealth,
  guest: GalleryGuest,
  accounts: GalleryAccounts,
  own: GalleryOwn,
  doors: GalleryDoors,
};

export function isRoom(screen: string | null): boolean {
  return screen !== null && screen in rooms;
}

export function GalleryRooms({ screen }: { readonly screen: string | null }) {
  const Room = screen === null ? undefined : rooms[screen];
  return Room ? <Room state={new URLSearchParams(window.location.search).get('state')} /> : null;
}

/** Links to all of them, for the foot of `/ui`. */
export function RoomLinks() {
  return (
    <>
      {Object.entries(rooms).map(([screen, Room]) => (
        <Room key={screen} state={null} />
      ))}
    </>
  );
}
