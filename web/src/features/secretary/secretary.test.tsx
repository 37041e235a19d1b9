// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startLanguages } from '../../i18n';
import { viewOf } from '../../model/meeting';
import { seat, snapshot } from '../../model/meeting.fixture';
import { Secretary } from './Secretary';

beforeAll(() => startLanguages('vi'));
beforeEach(() => {
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(cleanup);

const seats = [
  seat('s1', { name: 'Xã Ia Dom', shortName: 'X. Ia Dom', headcount: 34 }),
  seat('s2', { name: 'Xã Ia O', shortName: 'X. Ia O', state: 'CONNECTED', present: false, headcount: null }),
  seat('s3', {
    name: 'Xã Ia Kla',
    shortName: 'X. Ia Kla',
    state: 'CONNECTED',
    present: false,
    headcount: null,
  }),
];
const base = snapshot(seats);
const request = (id: string, of: string) => ({
  id,
  seat: of,
  speaker: '',
  topic: `chuyện ${id}`,
  raised: false,
  at: '2020-07-15T02:00:00Z',
});
const view = viewOf(
  {
    ...base,
    rollCall: { ...base.rollCall, state: 'RUNNING' },
    floor: { ...base.floor, queue: [request('a', 's1'), request('b', 's2'), request('c', 's3')] },
  },
  0,
);

function shown(change = {}) {
  const acts = {
    onExport: vi.fn(),
    onStartRollCall: vi.fn(),
    onCloseRollCall: vi.fn(),
    onMark: vi.fn(async () => null as string | null),
    onRequest: vi.fn(async () => null as string | null),
    onOrder: vi.fn(),
    onGrant: vi.fn(),
    onDeck: vi.fn(),
    onNext: vi.fn(),
    onRevoke: vi.fn(),
    onWithdraw: vi.fn(),
    ...change,
  };
  render(<Secretary view={view} now={0} cutSince={null} refused={null} {...acts} />);
  return acts;
}
const count = (name: string) => screen.getByLabelText(`Số người dự, ${name}`) as HTMLInputElement;

describe('roll call by keyboard', () => {
  it('takes figures, marks with Enter and goes to the next that is open', () => {
    const { onMark } = shown();
    const field = count('Xã Ia O');
    field.focus();
    fireEvent.change(field, { target: { value: '2a7' } });
    expect(field.value).toBe('27');
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(onMark).toHaveBeenCalledWith('s2', 'PRESENT', 27, '');
    expect(document.activeElement).toBe(count('Xã Ia Kla'));
  });

  it('marks with letters, and asks an excused one for the reason', () => {
    const { onMark } = shown();
    fireEvent.keyDown(count('Xã Ia Kla'), { key: 'a' });
    expect(onMark).toHaveBeenLastCalledWith('s3', 'ABSENT', null, '');
    fireEvent.keyDown(count('Xã Ia O'), { key: 'v' });
    expect(onMark).toHaveBeenLastCalledWith('s2', 'EXCUSED', null, '');
    expect(document.activeElement).toBe(screen.getByLabelText('Ghi chú, Xã Ia O'));
  });

  it('keeps what was typed when the server refuses, and says why', async () => {
    shown({ onMark: vi.fn(async () => 'Điểm danh đã khóa.') });
    const field = count('Xã Ia O');
    fireEvent.change(field, { target: { value: '27' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    expect((await screen.findByRole('alert')).textContent).toBe('Điểm danh đã khóa.');
    expect(field.value).toBe('27');
  });

  it('is cut down by what is typed, without diacritics', () => {
    shown();
    fireEvent.change(screen.getByLabelText('Tìm, không cần dấu'), { target: { value: 'ia kla' } });
    expect(screen.queryByLabelText('Số người dự, Xã Ia O')).toBeNull();
    expect(count('Xã Ia Kla')).toBeTruthy();
  });
});

describe('list of speakers', () => {
  it('is ordered by buttons and by Alt and the arrows', () => {
    const { onOrder } = shown();
    const list = screen.getByRole('region', { name: 'Danh sách phát biểu' });
    fireEvent.click(within(list).getByRole('button', { name: 'Đưa X. Ia Kla lên' }));
    expect(onOrder).toHaveBeenLastCalledWith(['a', 'c', 'b']);
    const first = within(list).getAllByRole('listitem')[0] as HTMLElement;
    fireEvent.keyDown(first, { key: 'ArrowDown', altKey: true });
    expect(onOrder).toHaveBeenLastCalledWith(['b', 'a', 'c']);
  });

  it('takes a pasted list: what is right is registered, what is wrong stays', async () => {
    const { onRequest } = shown();
    fireEvent.click(screen.getByRole('button', { name: 'Dán từ bảng tính' }));
    const field = screen.getByRole('textbox', { name: /Dán ba cột/ }) as HTMLTextAreaElement;
    fireEvent.change(field, { target: { value: 'Xã Ia Dom\tChủ tịch\tDịch bệnh\nXã Lạ\tAi đó\tGì đó' } });
    expect(screen.getByText('Không có điểm cầu nào tên như vậy.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Đăng ký 1 dòng' }));
    await waitFor(() => expect(onRequest).toHaveBeenCalledWith('s1', 'Chủ tịch', 'Dịch bệnh'));
    await waitFor(() => expect(field.value).toBe('Xã Lạ\tAi đó\tGì đó'));
    expect(screen.getByText('Đã đăng ký 1 dòng')).toBeTruthy();
  });

  it('asks for the site before it registers anybody', () => {
    const { onRequest } = shown();
    fireEvent.click(screen.getByRole('button', { name: 'Đăng ký phát biểu' }));
    expect(onRequest).not.toHaveBeenCalled();
    expect(screen.getByText('Chọn điểm cầu trước.')).toBeTruthy();
  });
});
