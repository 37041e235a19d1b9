// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AccountLine } from '../../api/wire';
import { startLanguages } from '../../i18n';
import { searchIndex } from '../../model/search';
import { AccountDetail } from './AccountDetail';
import { AccountList } from './AccountList';
import type { AccountActs } from './acts';
import { NewAccount } from './NewAccount';

beforeAll(() => startLanguages('vi'));
afterEach(cleanup);

const nothing = () => undefined;
const done = async () => null;
const noActs: AccountActs = {
  onAdd: done,
  onChange: done,
  onCode: done,
  onForgetStep: done,
  onEndSessions: done,
  onLetIn: done,
  onForgetDelay: done,
};
const account = (id: string, name: string, more: Partial<AccountLine> = {}): AccountLine => ({
  id,
  account: id,
  name,
  demo: false,
  disabled: false,
  ready: true,
  secondStep: true,
  madeAt: '2020-07-01T00:00:00Z',
  grants: [{ role: 'OPERATOR', unit: null, unitName: 'Tỉnh Gia Lai' }],
  changeable: true,
  delay: null,
  ...more,
});
const units = searchIndex([
  { id: 'd', name: 'Huyện Đức Cơ', type: 'Huyện', within: 'Tỉnh Gia Lai', order: 2 },
]);
const top = { id: null, name: 'Tỉnh Gia Lai' };
const nameOf = () => 'Huyện Đức Cơ';

describe('list', () => {
  it('is walked by arrows, one Tab leads in, and Enter in the search takes the first', () => {
    const select = vi.fn();
    render(
      <AccountList
        accounts={[account('binh', 'Bình'), account('an', 'An'), account('chi', 'Chi')]}
        typed=""
        filter="all"
        selected={null}
        onType={nothing}
        onFilter={nothing}
        onSelect={select}
        onAdd={nothing}
      />,
    );
    const rows = [...document.querySelectorAll<HTMLElement>('.accounts-row')];
    expect(rows.map((row) => [row.dataset.id, row.tabIndex])).toEqual([
      ['an', 0],
      ['binh', -1],
      ['chi', -1],
    ]);
    const find = screen.getByRole('searchbox');
    fireEvent.keyDown(find, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(rows[0]);
    fireEvent.keyDown(rows[0] as HTMLElement, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(rows[1]);
    fireEvent.keyDown(rows[1] as HTMLElement, { key: 'End' });
    expect(document.activeElement).toBe(rows[2]);
    fireEvent.keyDown(find, { key: 'Enter' });
    expect(select).toHaveBeenCalledWith('an');
  });
});

describe('a new account', () => {
  it('asks for what is missing, and sends roles for units', async () => {
    const add = vi.fn(async () => null);
    render(
      <NewAccount
        units={units}
        top={{ id: 'top', name: 'Huyện Ia Grai' }}
        bareToo={false}
        nameOf={nameOf}
        onAdd={add}
        onClose={nothing}
      />,
    );
    fireEvent.click(screen.getByRole('button', { name: 'Tạo tài khoản' }));
    expect(screen.getByText('Nhập họ và tên.')).toBeTruthy();
    expect(screen.getByText('Thêm ít nhất một vai trò.')).toBeTruthy();
    expect(add).not.toHaveBeenCalled();
    fireEvent.change(screen.getByLabelText('Họ và tên'), { target: { value: ' Rơ Châm Bình ' } });
    fireEvent.change(screen.getByLabelText('Tên tài khoản'), { target: { value: ' Binh.RoCham ' } });
    fireEvent.change(screen.getByLabelText('Vai trò'), { target: { value: 'SECRETARY' } });
    fireEvent.click(screen.getByRole('button', { name: 'Thêm vai trò' }));
    const unit = screen.getByLabelText('Tìm đơn vị khác');
    fireEvent.change(unit, { target: { value: 'duc co' } });
    fireEvent.keyDown(unit, { key: 'Enter' });
    fireEvent.click(screen.getByRole('button', { name: 'Thêm vai trò' }));
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Tạo tài khoản' })));
    expect(add).toHaveBeenCalledWith({
      account: 'binh.rocham',
      name: 'Rơ Châm Bình',
      grants: [
        { role: 'SECRETARY', unit: 'top' },
        { role: 'SECRETARY', unit: 'd' },
      ],
    });
  });
});

describe('an account', () => {
  const shown = (line: AccountLine, own = false, acts: Partial<AccountActs> = {}) =>
    render(
      <AccountDetail
        account={line}
        own={own}
        places={[]}
        units={units}
        top={top}
        nameOf={nameOf}
        acts={{ ...noActs, ...acts }}
      />,
    );

  it('offers nothing where the server would refuse it', () => {
    shown(account('an', 'An', { changeable: false }));
    expect(screen.queryAllByRole('button')).toEqual([]);
    cleanup();
    shown(account('an', 'An'), true);
    const buttons = screen.getAllByRole('button').map((button) => button.textContent || button.title);
    expect(buttons).toEqual(['Sửa tên', 'Mã một lần mới']);
  });

  it('saves roles only when they differ, and disables only when held', async () => {
    const change = vi.fn(async () => null);
    shown(account('an', 'An'), false, { onChange: change });
    expect(screen.queryByRole('button', { name: 'Lưu vai trò' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Thêm vai trò' }));
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Lưu vai trò' })));
    expect(change).toHaveBeenLastCalledWith(expect.anything(), {
      grants: [
        { role: 'OPERATOR', unit: null },
        { role: 'DISTRICT_CLERK', unit: null },
      ],
    });
    const disable = screen.getByRole('button', { name: /Khóa tài khoản/ });
    fireEvent.click(disable);
    expect(change).toHaveBeenCalledTimes(1);
    fireEvent.click(disable);
    await waitFor(() => expect(change).toHaveBeenLastCalledWith(expect.anything(), { disabled: true }));
  });

  it('says until when somebody has to wait and lets in at once', async () => {
    const letIn = vi.fn(async () => 'Không còn ai phải đợi ở đây.');
    shown(account('an', 'An', { delay: { failures: 7, until: '2020-07-15T02:12:30Z' } }), false, {
      onLetIn: letIn,
    });
    expect(screen.getByText(/Đang phải đợi đến .* sau 7 lần sai/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Cho thử lại ngay' }));
    expect(await screen.findByText('Không còn ai phải đợi ở đây.')).toBeTruthy();
  });
});
