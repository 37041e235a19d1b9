// Guests of the invented meeting: some in the lobby, some seated.
import type { GuestCard, Guests, Seat } from '../api/wire';

const cards: readonly GuestCard[] = [
  { name: 'Trần Thị Lan', title: 'Chuyên gia thủy văn', unit: 'Đài Khí tượng Thủy văn khu vực Tây Nguyên' },
  { name: 'Rơ Châm H’Yéo', title: 'Phó Giám đốc', unit: 'Bệnh viện Đa khoa tỉnh' },
  { name: 'Nguyễn Văn Bình', title: '', unit: 'Báo Gia Lai' },
  { name: 'Lê Hoàng Phương Uyên', title: 'Phiên dịch tiếng Jrai', unit: '' },
];

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

/** @param like a seat of the meeting, for what a connection looks like */
export function inventedGuests(how: 'none' | 'some', like: Seat | undefined): Guests {
  if (how === 'none' || !like) return { link: null, waiting: [], seats: [] };
  return {
    link: 'l1',
    waiting: cards.slice(0, 2).map((card, at) => ({ id: `w${at}`, card, since: ago(95 - at * 60) })),
    seats: cards.slice(2).map((card, at) => guestSeat(`guest:${at}`, card, like, at)),
  };
}

/** The seat of a guest who was let in. */
export function guestSeat(id: string, card: GuestCard, like: Seat, at: number): Seat {
  return {
    ...like,
    id,
    name: card.name,
    shortName: card.name,
    group: '',
    hall: false,
    order: 1_000_000 + at,
    phone: '',
    state: 'CHECKED',
    connected: true,
    since: ago(600),
    present: false,
    headcount: null,
    note: '',
    microphone: 'CLOSED',
    camera: 'OK',
    poor: null,
    still: 0,
    tries: 0,
    guest: card,
  };
}
