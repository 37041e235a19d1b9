import { describe, expect, it } from 'vitest';
import type { Group } from '../api/wire';
import { attendanceCsv, isOpen, shownSeats, totalsOf } from './attendance';
import { viewOf } from './meeting';
import { seat, snapshot } from './meeting.fixture';
import { cellsOf, movedBefore, movedBy, readPasted } from './pastedSpeakers';

const groups: readonly Group[] = [
  { id: 'dc', name: 'Huyện Đức Cơ', shortName: 'H. Đức Cơ', order: 1 },
  { id: 'ag', name: 'Huyện Ia Grai', shortName: 'H. Ia Grai', order: 2 },
];
const named = (id: string, name: string, group: string) => seat(id, { name, shortName: name, group });
const seats = [
  named('a', 'Xã Ia Dom', 'dc'),
  named('b', 'Xã Ia O', 'ag'),
  named('c', 'Xã Ia O', 'dc'),
  named('d', 'Huyện Đức Cơ', 'dc'),
  named('e', 'Sở Thông tin và Truyền thông', 'dc'),
  named('f', 'Thị trấn Ia Kha', 'ag'),
];
const read = (text: string) => readPasted(text, seats, groups);

describe('cells of a spreadsheet', () => {
  it('keeps tabs and lines inside quotes', () => {
    expect(cellsOf('a\tb\r\n"một\nhai"\t"nói ""vậy"""')).toEqual([
      ['a', 'b'],
      ['một\nhai', 'nói "vậy"'],
    ]);
    expect(cellsOf('')).toEqual([]);
  });
});

describe('pasted speakers', () => {
  it.each([
    'Xã Ia Dom',
    'xa ia dom',
    'X. Ia Dom',
    'Ia Dom',
    'UBND xã Ia Dom',
    'Xã Ia Dom, huyện Đức Cơ',
    'Ia Dom (Đức Cơ)',
    'X.\u00a0Ia Dom · H.\u00a0Đức Cơ',
  ])('knows the site in %j', (written) => {
    expect(read(`${written}\tChủ tịch\tDịch bệnh`)).toEqual([
      {
        line: 1,
        written: expect.any(String),
        speaker: 'Chủ tịch',
        topic: 'Dịch bệnh',
        seat: 'a',
        problem: null,
        candidates: [],
      },
    ]);
  });

  it('passes over a heading, running numbers and empty lines, and counts lines as the sheet does', () => {
    const lines = read('Điểm cầu\tNgười phát biểu\tNội dung\n\n1\tXã Ia Dom\tA\tB\n2.\tThị trấn Ia Kha');
    expect(lines.map(({ line, seat: id, speaker, topic }) => [line, id, speaker, topic])).toEqual([
      [3, 'a', 'A', 'B'],
      [4, 'f', '', ''],
    ]);
  });

  it('says what is wrong with a line and takes the others', () => {
    const lines = read('Xã Ia O\tA\nXã Ia O, huyện Ia Grai\tB\nXã Không Có\tC\n\tD\nXã Đức Cơ\tE');
    expect(lines.map(({ seat: id, problem }) => id ?? problem)).toEqual([
      'ambiguous',
      'b',
      'unknown',
      'empty',
      'unknown',
    ]);
    expect(lines[0]?.candidates).toEqual(['b', 'c']);
    expect(read(`Xã Ia Dom\t${'x'.repeat(301)}`)[0]?.problem).toBe('long');
  });
});

describe('order by hand', () => {
  it('moves one before another, to the end, up and down', () => {
    const ids = ['a', 'b', 'c', 'd'];
    expect(movedBefore(ids, 'd', 'b')).toEqual(['a', 'd', 'b', 'c']);
    expect(movedBefore(ids, 'a', null)).toEqual(['b', 'c', 'd', 'a']);
    expect(movedBefore(ids, 'b', 'b')).toEqual(ids);
    expect(movedBefore(ids, 'b', 'gone')).toEqual(ids);
    expect(movedBy(ids, 'c', -1)).toEqual(['a', 'c', 'b', 'd']);
    expect(movedBy(ids, 'a', -1)).toEqual(ids);
    expect(movedBy(ids, 'd', 1)).toEqual(ids);
  });
});

describe('attendance', () => {
  const all = [
    seat('1', { headcount: 34, group: 'g1' }),
    seat('2', { state: 'LOST', connected: false, headcount: 12, group: 'g1' }),
    seat('3', {
      state: 'EXCUSED',
      present: false,
      headcount: null,
      note: 'Mất điện; báo 06:40',
      group: 'g2',
    }),
    seat('4', { state: 'ABSENT', present: false, headcount: null, note: '=1+1', group: 'g2' }),
    seat('5', { state: 'CONNECTED', present: false, headcount: null, group: 'g2' }),
    seat('6', { state: 'BY_TELEPHONE', present: true, headcount: 3, group: 'g2' }),
  ];

  it('counts a lost site as present and knows what is still open', () => {
    expect(totalsOf(all)).toEqual({
      seats: 6,
      present: 2,
      excused: 1,
      absent: 1,
      phone: 1,
      open: 1,
      people: 49,
    });
    expect(all.filter(isOpen).map(({ id }) => id)).toEqual(['5']);
  });

  it('finds without diacritics, by site or by district', () => {
    expect(shownSeats(all, 'Huyện Đức Cơ', 'ALL', 'duc co')).toHaveLength(6);
    expect(shownSeats(all, 'Huyện Đức Cơ', 'ALL', 'xa 3').map(({ id }) => id)).toEqual(['3']);
    expect(shownSeats(all, 'Huyện Đức Cơ', 'AWAY', '').map(({ id }) => id)).toEqual(['3', '4']);
  });

  it('is written so that a spreadsheet reads it and runs nothing', () => {
    const words = {
      columns: ['STT', 'Đơn vị', 'Điểm cầu', 'Điểm danh', 'Số người', 'Ghi chú', 'Lúc'] as const,
      standing: {
        PRESENT: 'Có mặt',
        PRESENT_LOST: 'Có mặt, đã mất kết nối',
        UNMARKED: 'Chưa',
        RINGING: 'Đang gọi',
        PHONE: 'Điện thoại',
        EXCUSED: 'Có lý do',
        ABSENT: 'Vắng',
        LEFT: 'Đã rời',
        MISSING: 'Chưa kết nối',
      },
      total: 'Cộng',
    };
    const csv = attendanceCsv(viewOf(snapshot(all), 0), words, () => '08:00');
    expect(csv.startsWith('\ufeffSTT;Đơn vị;')).toBe(true);
    const lines = csv.trimEnd().split('\r\n');
    expect(lines).toHaveLength(8);
    expect(lines[2]).toBe('2;Huyện Đức Cơ;Xã 2;Có mặt, đã mất kết nối;12;;08:00');
    expect(lines[3]).toContain('"Mất điện; báo 06:40"');
    expect(lines[4]).toContain(";'=1+1;");
    expect(lines[7]).toBe(';;Cộng;2/6;49;;');
  });
});
