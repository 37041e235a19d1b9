import GalleryKiosk from './GalleryKiosk';

/** The screens of `/ui` that are not the operator's: of a site, of the chair, of the office. */
export const rooms = ['kiosk'] as const;

export function isRoom(screen: string | null): boolean {
  return (rooms as readonly (string | null)[]).includes(screen);
}

export function GalleryRooms({ screen }: { readonly screen: string | null }) {
  const state = new URLSearchParams(window.location.search).get('state');
  switch (screen) {
    case 'kiosk':
      return <GalleryKiosk state={state} />;
    default:
      return null;
  }
}

/** Links to all of them, for the foot of `/ui`. */
export function RoomLinks() {
  return (
    <>
      {rooms.map((screen) => (
        <GalleryKiosk key={screen} state={null} />
      ))}
    </>
  );
}
