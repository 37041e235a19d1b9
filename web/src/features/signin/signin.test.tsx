// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { ActRefused } from '../../api/acts';
import { startLanguages } from '../../i18n';
import { SetUp } from './SetUp';
import { SignIn } from './SignIn';

beforeAll(() => startLanguages('vi'));
afterEach(cleanup);

const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

it('asks for the code when the server does, and goes on asking after a wrong one', () => {
  const signIn = vi.fn();
  const { rerender } = render(<SignIn refusal={null} busy={false} onSignIn={signIn} />);
  expect(screen.queryByLabelText('Mã xác thực')).toBeNull();
  rerender(<SignIn refusal={new ActRefused(401, 'code-required')} busy={false} onSignIn={signIn} />);
  // That the password was right is no refusal.
  expect(screen.queryByRole('alert')).toBeNull();
  type('Tài khoản', 'an');
  type('Mật khẩu', 'x');
  type('Mã xác thực', 'K7QM-2XHD-9FRT-VB4C');
  fireEvent.click(screen.getByRole('button', { name: 'Đăng nhập' }));
  expect(signIn).toHaveBeenCalledWith('an', 'x', 'K7QM-2XHD-9FRT-VB4C');
  rerender(<SignIn refusal={new ActRefused(401, 'sign-in-refused')} busy={false} onSignIn={signIn} />);
  expect(screen.getByRole('alert').textContent).toContain('mã xác thực chưa đúng');
  expect(screen.getByLabelText('Mã xác thực')).toBeTruthy();
});

it('says how long to wait', () => {
  const refusal = new ActRefused(429, 'too-many-tries', 'x', { seconds: '8' });
  render(<SignIn refusal={refusal} busy={false} onSignIn={() => undefined} />);
  expect(screen.getByRole('alert').textContent).toContain('Thử lại sau 8 giây.');
});

it('sets up only with a password that the server would take, typed twice alike', () => {
  const setUp = vi.fn();
  render(<SetUp refusal={null} busy={false} onSetUp={setUp} />);
  const go = () => fireEvent.click(screen.getByRole('button', { name: 'Tạo quản trị viên' }));
  go();
  expect(screen.getByText('Nhập mã thiết lập.')).toBeTruthy();
  type('Mã thiết lập', ' abcd-efgh-jkmn ');
  type('Họ và tên', 'Nguyễn Văn An');
  type('Tên tài khoản', 'An.Nguyen');
  type('Mật khẩu mới', 'câu dài của an.nguyen');
  type('Nhập lại mật khẩu', 'câu dài của an.nguyen');
  go();
  expect(screen.getByText('Mật khẩu chưa đủ các điều dưới đây.')).toBeTruthy();
  type('Mật khẩu mới', 'một câu dài dễ nhớ');
  go();
  expect(setUp).not.toHaveBeenCalled();
  type('Nhập lại mật khẩu', 'một câu dài dễ nhớ');
  go();
  expect(setUp).toHaveBeenCalledWith('abcd-efgh-jkmn', 'Nguyễn Văn An', 'an.nguyen', 'một câu dài dễ nhớ');
});
