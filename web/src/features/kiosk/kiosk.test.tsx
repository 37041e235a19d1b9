// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startLanguages } from '../../i18n';
import { factsOf, kioskOf, START, seatOf } from '../../model/kiosk.fixture';
import { Band } from './Band';
import { Pairing } from './Pairing';
import { Programme } from './Programme';
import { Ready } from './Ready';
import { useRemote } from './useRemote';

beforeAll(() => startLanguages('vi'));
afterEach(cleanup);

const nothing = () => undefined;
const bandActs = { onOk: nothing, onPeople: nothing, onTopic: nothing, onRead: nothing };
const readyActs = {
  onPeople: nothing,
  onConfirm: nothing,
  onTestSound: nothing,
  onTestCamera: nothing,
  onHelp: nothing,
  onTakeBack: nothing,
  onStartSound: nothing,
};

describe('programme', () => {
  const kiosk = kioskOf({
    programme: {
      layout: 'SLIDES_ONE',
      fill: 'FIXED',
      cells: [
        { seat: 'hall', slides: true },
        { seat: 's', slides: false },
      ],
      since: '',
      by: '',
      card: null,
    },
    captions: {
      hall: { name: 'Điểm cầu chính', line: '' },
      s: { name: 'Chủ tịch UBND xã', line: 'Xã Ia Dom' },
    },
  });
  const picture = (key: string) => ({ key, paused: false, attach: vi.fn(), detach: vi.fn() });

  it('shows each outlet in its place, slides whole and without a caption', () => {
    const pictures = [picture('a'), picture('b')];
    const { container } = render(
      <Programme programme={kiosk.programme as never} captions={kiosk.captions} pictures={pictures} />,
    );
    const places = [...container.querySelectorAll<HTMLElement>('.tv-cell')];
    expect(places.map((place) => place.dataset.seat)).toEqual(['hall', 's']);
    expect(places[0]?.querySelector('video')?.className).toContain('contain');
    expect(places[0]?.querySelector('.tv-caption')).toBeNull();
    expect(places[1]?.textContent).toContain('Chủ tịch UBND xã');
    expect(pictures.every(({ attach }) => attach.mock.calls.length === 1)).toBe(true);
  });

  it('says that a picture is on its way, and nothing of an empty place', () => {
    const empty = { ...kiosk.programme, layout: 'ONE', cells: [{ seat: 'hall', slides: false }] } as never;
    const { container, rerender } = render(<Programme programme={empty} captions={{}} pictures={[]} />);
    expect(container.textContent).toBe('Đang chờ hình');
    const none = { ...kiosk.programme, layout: 'ONE', cells: [{ seat: null, slides: false }] } as never;
    rerender(<Programme programme={none} captions={{}} pictures={[]} />);
    expect(container.textContent).toBe('');
  });
});

describe('band', () => {
  const shown = (band: Parameters<typeof Band>[0]['band'], microphoneOpen = false, now = START) =>
    render(
      <Band
        band={band}
        facts={factsOf({ now })}
        microphoneOpen={microphoneOpen}
        people={34}
        topic=""
        failed={false}
        {...bandActs}
      />,
    ).container;

  it('says that everybody hears only when the microphone really sends', () => {
    const onAir = { kind: 'onAir', startedAt: START, limitSeconds: 420 } as const;
    expect(shown(onAir, false).textContent).toContain('Đang mở micro');
    cleanup();
    expect(shown(onAir, true).textContent).toContain('Toàn tỉnh đang nghe và nhìn thấy');
  });

  it('counts the minutes, and marks those over the limit', () => {
    const onAir = { kind: 'onAir', startedAt: START, limitSeconds: 420 } as const;
    const spent = (seconds: number) =>
      shown(onAir, true, START + seconds * 1_000).querySelector('.tv-timer') as HTMLElement;
    expect(spent(252).textContent).toBe('04:12/ 07:00');
    expect(spent(252).className).not.toContain('over');
    expect(spent(421).className).toContain('over');
  });

  it('has no key while one prepares: a finger too quick would give the floor away', () => {
    shown({ kind: 'onDeck' });
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('tells a reader the state once, without its clock', () => {
    shown({ kind: 'listening' });
    expect(screen.getByRole('status').textContent).toBe('Đang theo dõi');
  });
});

describe('waiting screen', () => {
  const shown = (change: Parameters<typeof factsOf>[0], acts = {}) =>
    render(
      <Ready
        facts={factsOf(change)}
        picture={null}
        people={34}
        confirmed={null}
        helpAskedAt={null}
        testingSound={false}
        failed={false}
        {...readyActs}
        {...acts}
      />,
    );

  it('says what is wrong, what to do and whom to phone', () => {
    shown({ camera: 'unplugged' });
    expect(screen.getByRole('heading').textContent).toBe('Không thấy camera');
    expect(document.body.textContent).toContain('Cắm lại dây camera vào hộp');
    expect(within(screen.getByRole('contentinfo')).getByText(/631-01/)).toBeTruthy();
  });

  it('asks for the people where there is a meeting, and stands on that key', () => {
    const confirm = vi.fn();
    shown({ kiosk: kioskOf({ seat: seatOf() }) }, { onConfirm: confirm });
    const ok = screen.getByRole('button', { name: /Xác nhận 34 người/ });
    expect(document.activeElement).toBe(ok);
    fireEvent.click(ok);
    expect(confirm).toHaveBeenCalledOnce();
    cleanup();
    shown({ kiosk: kioskOf({ meeting: null, seat: null, ticket: null }) });
    expect(screen.queryByRole('button', { name: /Xác nhận/ })).toBeNull();
  });
});

describe('pairing', () => {
  it('shows the code in letters and as a square that says the same', () => {
    const { container } = render(
      <Pairing
        pairing={{ kind: 'offered', code: '4F7-K2M', expiresAt: new Date(START).toISOString() }}
        now={START}
        directory="https://x/directory"
      />,
    );
    expect(screen.getByText('4F7-K2M')).toBeTruthy();
    const square = container.querySelector('.tv-qr') as SVGElement;
    // 25 modules hold version 2, with four of quiet on each side; all three corners carry their seven-wide bar.
    const side = Number(square.getAttribute('viewBox')?.split(' ')[2]);
    expect(side).toBeGreaterThanOrEqual(29 + 4);
    const path = square.querySelector('path')?.getAttribute('d') ?? '';
    for (const [x, y] of [
      [4, 4],
      [side - 11, 4],
      [4, side - 11],
    ] as const) {
      for (let step = 0; step < 7; step++) expect(path).toContain(`M${x + step} ${y}h1v1h-1z`);
    }
  });
});

describe('remote control', () => {
  function Heard({ onKey }: { readonly onKey: (key: string) => void }) {
    useRemote(onKey);
    return <button type="button">{'x'}</button>;
  }

  it('is heard wherever the focus stands, each key once', () => {
    const heard = vi.fn();
    const pressed = vi.fn();
    render(<Heard onKey={heard} />);
    const button = screen.getByRole('button');
    button.addEventListener('click', pressed);
    button.focus();
    // The button must not act a second time.
    expect(fireEvent.keyDown(button, { key: 'Enter' })).toBe(false);
    fireEvent.keyDown(button, { key: 'Enter', repeat: true });
    fireEvent.keyDown(button, { key: 'ArrowRight' });
    fireEvent.keyDown(button, { key: 'ArrowRight', repeat: true });
    fireEvent.keyDown(button, { key: '5', repeat: true });
    fireEvent.keyDown(button, { key: 'r', ctrlKey: true });
    expect(heard.mock.calls.map(([key]) => key)).toEqual(['ok', 'right', 'right']);
    expect(pressed).not.toHaveBeenCalled();
  });
});
