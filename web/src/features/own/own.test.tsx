// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { startLanguages } from '../../i18n';
import { Enrol } from './SecondStep';

beforeAll(() => startLanguages('vi'));
afterEach(cleanup);

const press = (name: string) => act(async () => fireEvent.click(screen.getByRole('button', { name })));
const offer = { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP' };

it('leads from the square to recovery codes that must be put away', async () => {
  const answers: (readonly string[] | string)[] = ['Mã chưa đúng.', ['AAAA-BBBB-CCCC-DDDD']];
  const confirm = vi.fn(async () => answers.shift() ?? 'x');
  const done = vi.fn();
  const save = vi.fn();
  render(<Enrol on={false} onOffer={async () => offer} onConfirm={confirm} onSave={save} onDone={done} />);
  await press('Bật xác thực hai bước');
  expect(screen.getByText('JBSW Y3DP EHPK 3PXP')).toBeTruthy();
  await press('Bật');
  expect(confirm).not.toHaveBeenCalled();
  const code = () => screen.getByLabelText('Mã xác thực');
  fireEvent.change(code(), { target: { value: ' 000000 ' } });
  await press('Bật');
  expect(confirm).toHaveBeenLastCalledWith('000000');
  expect(screen.getByText('Mã chưa đúng.')).toBeTruthy();
  fireEvent.change(code(), { target: { value: '123456' } });
  await press('Bật');
  expect(screen.getByText('AAAA-BBBB-CCCC-DDDD')).toBeTruthy();
  expect((screen.getByRole('button', { name: 'Xong' }) as HTMLButtonElement).disabled).toBe(true);
  await press('Lưu thành tệp');
  expect(save).toHaveBeenCalledWith(['AAAA-BBBB-CCCC-DDDD']);
  fireEvent.click(screen.getByLabelText('Tôi đã cất mã dự phòng'));
  await press('Xong');
  expect(done).toHaveBeenCalledOnce();
});

it('moves to another telephone only by a code of the present one', async () => {
  const answers = ['Mã chưa đúng.', offer];
  const ask = vi.fn(async () => answers.shift() ?? 'x');
  render(
    <Enrol on onOffer={ask} onConfirm={async () => []} onSave={() => undefined} onDone={() => undefined} />,
  );
  const go = async (code: string) => {
    fireEvent.change(screen.getByLabelText('Mã hiện nay'), { target: { value: code } });
    await press('Tiếp tục');
  };
  await go('000000');
  expect(screen.getByText('Mã chưa đúng.')).toBeTruthy();
  await go('123456');
  expect(ask.mock.calls).toEqual([['000000'], ['123456']]);
  expect(screen.getByText('JBSW Y3DP EHPK 3PXP')).toBeTruthy();
});
