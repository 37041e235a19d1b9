// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startLanguages } from '../i18n';
import { HoldButton } from '../ui/HoldButton';
import type { Console } from '../useConsole';
import { ConsoleView } from './ConsoleView';
import { inventedConsole } from './inventedMeeting';

beforeAll(() => startLanguages('vi'));
beforeEach(() => {
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: true,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  Element.prototype.scrollTo = () => undefined;
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const nothing = () => undefined;
/** The wall is drawn in a few frames. */
const wholeWall = () => waitFor(() => expect(document.querySelectorAll('[data-seat]')).toHaveLength(240));

const show = (console: Console) =>
  render(
    <ConsoleView
      console={console}
      refusal={null}
      toast={null}
      onRefusalRead={nothing}
      onToastGone={nothing}
    />,
  );
const invented = (options: Parameters<typeof inventedConsole>[0] = {}) =>
  inventedConsole({ pictures: false, ...options });
/** Names are written with a space that does not break. */
const plain = (text: string | null) => (text ?? '').replaceAll('\u00a0', ' ');

describe('the console', () => {
  it('says what is on air, what is next and what is broken', async () => {
    show(invented());
    await wholeWall();
    const programme = within(screen.getByRole('region', { name: 'Đang phát' }));
    expect(plain(programme.getByText(/Ia Dom/, { selector: '.frame-name' }).textContent)).toContain(
      'X. Ia Dom',
    );
    expect(screen.getByRole('button', { name: /^Mất 3$/ })).toBeTruthy();
    expect(
      [...document.querySelectorAll('[data-state=LOST]')].map((cell) =>
        plain(cell.getAttribute('aria-label')),
      ),
    ).toEqual([
      'H. KBang, X. Đăk Roong, Mất kết nối',
      'H. Chư Păh, X. Hà Tây, Mất kết nối',
      'H. Chư Prông, X. Ia Mơ, Mất kết nối',
    ]);
  });

  it('tells after a rehearsal who has not passed, and offers to call those again', () => {
    const console = invented({ state: 'PUBLISHED', rehearsed: true });
    const perform = vi.spyOn(console, 'perform');
    show(console);
    const panel = screen.getByRole('region', { name: 'Kiểm tra kỹ thuật' });
    const failed = console.view.get().seats.filter((seat) => seat.check?.fault);
    expect(failed.length).toBe(14);
    expect(panel.querySelectorAll('.rehearsal-failed li').length).toBe(failed.length);
    expect(within(panel).getAllByText('Hình đen').length).toBeGreaterThan(1);
    const [first] = within(panel).getAllByRole('button', { name: /Không kết nối$/ });
    fireEvent.click(first as HTMLElement);
    expect(console.view.get().byId.get(console.desk.get().selected ?? '')?.check?.fault).toBe(
      'NOT_CONNECTED',
    );
    fireEvent.click(within(panel).getByRole('button', { name: 'Gọi lại 14 điểm chưa đạt' }));
    expect(perform).toHaveBeenCalledWith('REHEARSE_FAILED');
  });

  it('finds by name first what can be done now', () => {
    const console = invented();
    show(console);
    act(() => console.change({ aid: 'PALETTE' }));
    fireEvent.change(screen.getByRole('combobox', { name: 'Gõ tên việc hoặc điểm cầu' }), {
      target: { value: 'ket thuc' },
    });
    const found = screen.getAllByRole('option').map((option) => option.textContent);
    expect(found[0]).toContain('Kết thúc hội nghị');
    expect(found[1]).toContain('Kết thúc chạy thử');
  });

  it('has the end of a rehearsal for its next step, and then no roll call yet', () => {
    show(invented({ state: 'REHEARSING' }));
    expect(document.querySelector('.topline-step [data-act=END_REHEARSAL]')).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Điểm danh' })).toBeNull();
    expect(document.querySelector('[data-act=OPEN_LINES]')?.hasAttribute('disabled')).toBe(false);
  });

  it('shows the programme by stills where its address asks for them, and nowhere else', () => {
    const programmes = () =>
      within(screen.getByRole('region', { name: 'Đang phát' }))
        .queryAllByRole('presentation')
        .map((image) => image.getAttribute('src'));
    const still = ({ id }: { readonly id: string }) => `/stills/${id}`;
    show({ ...invented(), still });
    expect(programmes()).toEqual([]);
    cleanup();
    const console = { ...invented(), still, stills: true };
    show(console);
    const { cells } = console.view.get().programme;
    expect(programmes()).toEqual(cells.map(({ seat }) => `/stills/${seat}`));
  });

  it('sends a notice to one district alone', async () => {
    const console = invented();
    const message = vi.fn(() => Promise.resolve(true));
    show({ ...console, acts: { ...console.acts, message } });
    fireEvent.click(screen.getByRole('button', { name: 'Gửi thông báo' }));
    fireEvent.change(screen.getByLabelText('Thông báo trên màn hình điểm cầu'), {
      target: { value: 'Mưa lớn, giữ máy phát' },
    });
    const row = console.view.get().rows[3];
    if (!row) throw new Error('no district');
    fireEvent.change(screen.getByLabelText('Gửi đến'), { target: { value: row.group.id } });
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: `Gửi ${row.group.shortName}` }));
    });
    expect(message).toHaveBeenCalledWith(row.seats, 'Mưa lớn, giữ máy phát');
    expect(row.seats.length).toBeLessThan(console.view.get().seats.length);
  });

  it('draws one cell anew when one site changes', async () => {
    const console = invented();
    show(console);
    await wholeWall();
    const seat = console.view.get().seats[20];
    if (!seat) throw new Error('no seat');
    const changed: Element[] = [];
    const observer = new MutationObserver((records) => {
      for (const { target } of records) {
        const cell = (target as Element).closest?.('[data-seat]');
        if (cell) changed.push(cell);
      }
    });
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    act(() =>
      console.view.update((view) => ({
        ...view,
        seats: view.seats.map((each) =>
          each === seat ? { ...each, state: 'LOST', connected: false } : each,
        ),
        byId: new Map([...view.byId, [seat.id, { ...seat, state: 'LOST', connected: false }]]),
      })),
    );
    for (const record of observer.takeRecords()) {
      const cell = (record.target as Element).closest?.('[data-seat]');
      if (cell) changed.push(cell);
    }
    observer.disconnect();
    expect(new Set(changed.map((cell) => cell.getAttribute('data-seat')))).toEqual(new Set([seat.id]));
  });

  it('takes by Space and takes back by Ctrl Z', () => {
    const console = invented();
    show(console);
    const before = console.view.get().programme.cells;
    fireEvent.keyDown(document.body, { key: ' ' });
    expect(console.view.get().programme.layout).toBe('SLIDES_ONE');
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(console.view.get().programme.cells).toEqual(before);
  });

  it('says on the take key why it does not go, and puts no black on air', () => {
    const console = invented();
    const take = vi.fn(() => Promise.resolve(true));
    show({ ...console, acts: { ...console.acts, take } });
    const key = document.querySelector('[data-act=TAKE]') as HTMLElement;
    expect(key.getAttribute('aria-disabled')).toBe('false');
    const cells = [{ seat: null, slides: false }];
    act(() => console.view.update((view) => ({ ...view, preview: { layout: 'ONE', fill: 'FIXED', cells } })));
    expect(key.textContent).toContain('Xem trước còn trống');
    fireEvent.click(key);
    fireEvent.keyDown(document.body, { key: ' ' });
    expect(take).not.toHaveBeenCalled();
    const lost = console.view.get().seats.find(({ state }) => state === 'LOST');
    if (!lost) throw new Error('nobody is lost');
    act(() =>
      console.view.update((view) => ({
        ...view,
        preview: { layout: 'ONE', fill: 'FIXED', cells: [{ seat: lost.id, slides: false }] },
      })),
    );
    expect(key.textContent).toContain('Trong xem trước chưa ai kết nối');
    expect(document.querySelector('.consequence')?.textContent).toContain('Chưa có hình');
  });

  it('says over the programme who speaks without being seen, and shows them by one act', () => {
    const console = invented();
    show(console);
    expect(document.querySelector('[data-act=SHOW_SPEAKER]')).toBeNull();
    const { speaking } = console.view.get().floor;
    const main = console.view.get().meeting.mainSite;
    act(() =>
      console.view.update((view) => ({
        ...view,
        programme: { ...view.programme, layout: 'ONE', cells: [{ seat: main, slides: false }] },
      })),
    );
    const programme = within(screen.getByRole('region', { name: 'Đang phát' }));
    expect(plain(programme.getByText(/chưa có trên hình/).textContent)).toContain('X. Ia Dom');
    fireEvent.click(programme.getByRole('button', { name: 'Đưa lên hình' }));
    expect(console.view.get().programme.cells.map((cell) => cell.seat)).toEqual([speaking?.seat]);
    expect(document.querySelector('[data-act=SHOW_SPEAKER]')).toBeNull();
  });

  it('talks as long as T is held', () => {
    const console = invented();
    show(console);
    fireEvent.keyDown(document.body, { key: 't' });
    expect(console.view.get().talks).toHaveLength(1);
    fireEvent.keyUp(document.body, { key: 't' });
    expect(console.view.get().talks).toHaveLength(0);
  });

  it('shows the last known state while the server is away, and that it is', async () => {
    show(invented({ link: 'cut' }));
    expect(screen.getByText(/Mất máy chủ 00:0\d · hình vẫn chạy/)).toBeTruthy();
    await wholeWall();
  });

  it('says what will be there when nothing is', () => {
    show(invented({ sites: 'none', state: 'PUBLISHED' }));
    expect(screen.getByText(/chưa có điểm cầu nào/)).toBeTruthy();
    expect(screen.getByText('Chưa ai đăng ký phát biểu')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Mở đường, gọi theo đợt' })).toBeTruthy();
  });
});

describe('hold to confirm', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const button = (done: () => void) => {
    render(
      <HoldButton again="Bấm lần nữa" onDone={done}>
        {'Kết thúc · giữ 2 giây'}
      </HoldButton>,
    );
    return screen.getByRole('button');
  };

  it('does it after the time, not before, and not when let go', () => {
    const done = vi.fn();
    const hold = button(done);
    fireEvent.keyDown(hold, { key: 'Enter' });
    act(() => vi.advanceTimersByTime(1_500));
    fireEvent.keyUp(hold, { key: 'Enter' });
    act(() => vi.advanceTimersByTime(3_000));
    expect(done).not.toHaveBeenCalled();
    fireEvent.keyDown(hold, { key: ' ' });
    act(() => vi.advanceTimersByTime(2_000));
    expect(done).toHaveBeenCalledTimes(1);
  });

  it('takes a second press within four seconds from who cannot hold', () => {
    const done = vi.fn();
    const hold = button(done);
    fireEvent.click(hold, { detail: 0 });
    expect(hold.textContent).toBe('Bấm lần nữa');
    act(() => vi.advanceTimersByTime(5_000));
    expect(hold.textContent).toBe('Kết thúc · giữ 2 giây');
    fireEvent.click(hold, { detail: 0 });
    act(() => vi.advanceTimersByTime(1_000));
    fireEvent.click(hold, { detail: 0 });
    expect(done).toHaveBeenCalledTimes(1);
  });
});
