// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { startLanguages } from '../../i18n';
import { Lobby } from './Lobby';

beforeAll(() => startLanguages('vi'));
afterEach(cleanup);

const waiting = ['Trần Thị Lan', 'Rơ Châm H’Yéo'].map((name, at) => ({
  id: `w${at}`,
  card: { name, title: '', unit: 'Sở Y tế' },
  since: '2020-07-15T02:00:00Z',
}));

function shown(running: boolean, guests = waiting) {
  const onAdmit = vi.fn();
  const onRefuse = vi.fn();
  const now = Date.parse('2020-07-15T02:01:05Z');
  render(<Lobby waiting={guests} running={running} now={now} onAdmit={onAdmit} onRefuse={onRefuse} />);
  return { onAdmit, onRefuse };
}

it('lets in one or all, and refuses with words that the guest reads', () => {
  const { onAdmit, onRefuse } = shown(true);
  expect(screen.getAllByText('01:05')).toHaveLength(2);
  fireEvent.click(screen.getAllByRole('button', { name: 'Cho vào' })[1] as HTMLElement);
  expect(onAdmit).toHaveBeenLastCalledWith(['w1']);
  fireEvent.click(screen.getByRole('button', { name: 'Cho vào tất cả' }));
  expect(onAdmit).toHaveBeenLastCalledWith('all');
  fireEvent.click(screen.getAllByRole('button', { name: 'Từ chối' })[0] as HTMLElement);
  const field = screen.getByLabelText('Lý do từ chối Trần Thị Lan');
  fireEvent.change(field, { target: { value: ' nhầm cuộc họp ' } });
  fireEvent.submit(field);
  expect(onRefuse).toHaveBeenCalledWith('w0', 'nhầm cuộc họp');
});

it('lets nobody in before the lines are open, and says why', () => {
  const { onAdmit } = shown(false, waiting.slice(0, 1));
  const admit = screen.getByRole('button', { name: /Cho vào/ });
  expect(admit.getAttribute('title')).toContain('Chưa mở đường');
  fireEvent.click(admit);
  expect(onAdmit).not.toHaveBeenCalled();
});

it('says that nobody waits', () => {
  shown(true, []);
  expect(screen.getByText('Không có ai trong phòng chờ.')).toBeTruthy();
});
