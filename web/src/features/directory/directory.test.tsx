// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SiteLine, UnitImportPlan, UnitLine } from '../../api/wire';
import { startLanguages } from '../../i18n';
import { unitTree } from '../../model/units';
import { DateField } from '../../ui/DateField';
import type { SiteActs } from './acts';
import { ImportPanel } from './ImportPanel';
import { UnitDetail } from './UnitDetail';
import { UnitTree } from './UnitTree';

beforeAll(() => startLanguages('vi'));
afterEach(cleanup);

const nothing = () => undefined;
const unit = (id: string, parent: string | null, name: string): UnitLine => ({
  id,
  parent,
  code: id,
  level: '',
  type: 'Xã',
  name,
  shortName: name,
  order: Number(id),
  validFrom: '2020-02-01',
  validTo: null,
});
const units = [unit('1', null, 'Tỉnh Gia Lai'), unit('2', '1', 'Huyện Đức Cơ'), unit('3', '2', 'Xã Ia Dom')];
const site: SiteLine = {
  id: 's',
  unit: '3',
  name: 'Xã Ia Dom',
  shortName: 'X. Ia Dom',
  place: '',
  organisation: null,
  hall: false,
  closedOn: null,
  order: 1,
  phone: '631-07',
  endpoints: [],
};

const done = async () => null;
const noActs: SiteActs = {
  onAddSite: done,
  onChangeSite: done,
  onAddEndpoint: done,
  onChangeEndpoint: done,
  onRemoveEndpoint: done,
  onPair: done,
  onRevoke: done,
};

describe('tree of units', () => {
  const shown = (open: string[], selected: string) => {
    const select = vi.fn();
    const opens = vi.fn();
    render(
      <UnitTree
        tree={unitTree(units, [site])}
        open={new Set(open)}
        selected={selected}
        onSelect={select}
        onOpen={opens}
      />,
    );
    return { select, opens, tree: screen.getByRole('tree') };
  };

  it('walks, opens and closes by arrows, and one Tab leads in', () => {
    const { select, opens, tree } = shown(['1', '2'], '2');
    expect(screen.getAllByRole('treeitem').map((item) => item.tabIndex)).toEqual([-1, 0, -1]);
    fireEvent.keyDown(tree, { key: 'ArrowDown' });
    expect(select).toHaveBeenLastCalledWith('3');
    fireEvent.keyDown(tree, { key: 'ArrowUp' });
    expect(select).toHaveBeenLastCalledWith('1');
    fireEvent.keyDown(tree, { key: 'ArrowLeft' });
    expect(opens).toHaveBeenLastCalledWith('2', false);
    fireEvent.keyDown(tree, { key: 'End' });
    expect(select).toHaveBeenLastCalledWith('3');
  });

  it('goes from a leaf to what it lies in', () => {
    const { select, tree } = shown(['1', '2'], '3');
    fireEvent.keyDown(tree, { key: 'ArrowLeft' });
    expect(select).toHaveBeenLastCalledWith('2');
  });
});

describe('pairing from the office', () => {
  const shown = (answer: string | null, code = '') => {
    const pair = vi.fn(async () => answer);
    render(
      <UnitDetail
        units={units}
        sites={[site]}
        selected="3"
        today="2020-07-15"
        code={code}
        may={{ administers: true, looksAfter: true }}
        acts={{ ...noActs, onPair: pair }}
        onSelect={nothing}
      />,
    );
    return { pair, field: screen.getByLabelText('Mã trên màn hình') as HTMLInputElement };
  };

  it('takes a code as it is read out, and says that it is done', async () => {
    const { pair, field } = shown(null);
    fireEvent.change(field, { target: { value: '4f7 k2m' } });
    fireEvent.click(screen.getByRole('button', { name: 'Gắn màn hình' }));
    expect(pair).toHaveBeenCalledWith('s', '4F7-K2M', null);
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Đã gắn màn hình 4F7-K2M.'));
  });

  it('asks for the whole code, and keeps it when the server refuses', async () => {
    const { pair, field } = shown('Mã này đã hết hạn.', '4F7-K2M');
    expect(field.value).toBe('4F7-K2M');
    fireEvent.click(screen.getByRole('button', { name: 'Gắn màn hình' }));
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Mã này đã hết hạn.'));
    expect(field.value).toBe('4F7-K2M');
    fireEvent.change(field, { target: { value: '4F' } });
    fireEvent.click(screen.getByRole('button', { name: 'Gắn màn hình' }));
    expect(pair).toHaveBeenCalledTimes(1);
  });
});

describe('sites', () => {
  const here = (may: { administers: boolean; looksAfter: boolean }, acts: Partial<SiteActs> = {}) =>
    render(
      <UnitDetail
        units={units}
        sites={[site, { ...site, id: 'old', name: 'Phòng cũ', closedOn: '2020-07-01' }]}
        selected="3"
        today="2020-07-15"
        code=""
        may={may}
        acts={{ ...noActs, ...acts }}
        onSelect={nothing}
      />,
    );

  it('are added and changed by who administers; a clerk keeps the telephone number', async () => {
    const change = vi.fn(async () => null);
    here({ administers: false, looksAfter: true }, { onChangeSite: change });
    expect(screen.queryByRole('button', { name: 'Thêm điểm cầu' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Sửa' }));
    expect(screen.queryByLabelText('Tên điểm cầu')).toBeNull();
    fireEvent.change(screen.getByLabelText('Điện thoại người trực máy'), { target: { value: '631-08' } });
    fireEvent.click(screen.getByRole('button', { name: 'Lưu' }));
    await waitFor(() => expect(change).toHaveBeenCalledWith(site, { phone: '631-08' }));
  });

  it('that are no more are shown when asked for, and opened again', async () => {
    const change = vi.fn(async () => null);
    here({ administers: true, looksAfter: true }, { onChangeSite: change });
    expect(screen.queryByRole('article', { name: 'Phòng cũ' })).toBeNull();
    fireEvent.click(screen.getByLabelText('Xem cả 1 điểm cầu đã đóng'));
    expect(screen.getByText('đã đóng từ 01/07/2020')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Mở lại' }));
    expect(change).toHaveBeenCalledWith(expect.objectContaining({ id: 'old' }), { reopened: true });
  });

  it('show no way of changing to who only looks', () => {
    here({ administers: false, looksAfter: false });
    expect(screen.queryAllByRole('button')).toEqual([]);
    expect(screen.queryByLabelText('Mã trên màn hình')).toBeNull();
  });
});

describe('import', () => {
  const plan: UnitImportPlan = {
    validFrom: '2020-10-01',
    begins: ['Xã Ia Dom'],
    ends: [],
    changes: [],
    unchanged: 2,
    refusal: null,
    problems: [],
  };
  const choose = () =>
    fireEvent.change(document.querySelector('input[type=file]') as HTMLInputElement, {
      target: { files: [new File(['x'], 'gia-lai.csv')] },
    });

  it('changes nothing before it has been looked at', async () => {
    const take = vi.fn(async () => plan);
    render(<ImportPanel today="2020-10-01" onPreview={async () => plan} onImport={take} />);
    expect(screen.queryByRole('button', { name: /Nhập/ })).toBeNull();
    choose();
    fireEvent.click(screen.getByRole('button', { name: 'Xem trước' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Nhập 1 thay đổi từ 01/10/2020' }));
    await screen.findByText('Đã nhập, có hiệu lực từ 01/10/2020');
    expect(take).toHaveBeenCalledOnce();
  });

  it('shows what is wrong line by line, and offers no import then', async () => {
    const bad = { ...plan, problems: ['dòng 3: thiếu mã', 'dòng 9: mã đã có'] };
    render(<ImportPanel today="2020-10-01" onPreview={async () => bad} onImport={async () => plan} />);
    choose();
    fireEvent.click(screen.getByRole('button', { name: 'Xem trước' }));
    expect(await screen.findByText('dòng 9: mã đã có')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Nhập \d/ })).toBeNull();
  });
});

describe('a day', () => {
  it('is typed day first and handed on only when it is one', () => {
    const change = vi.fn();
    render(<DateField label="Ngày" value="2020-07-15" hint="" wrong="sai" onChange={change} />);
    const field = screen.getByLabelText('Ngày') as HTMLInputElement;
    expect(field.value).toBe('15/07/2020');
    fireEvent.change(field, { target: { value: '31/02/2020' } });
    expect(screen.getByText('sai')).toBeTruthy();
    fireEvent.change(field, { target: { value: '1/7/2025' } });
    expect(change.mock.calls).toEqual([['2025-07-01']]);
  });
});
