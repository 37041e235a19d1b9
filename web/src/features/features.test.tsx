// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startLanguages } from '../i18n';
import type { ChatMessage } from '../model/chat';
import { person } from '../model/person.fixture';
import { refusalKey } from '../model/refusal';
import { Bar } from './bar/Bar';
import { ChatPanel } from './chat/ChatPanel';
import { DeviceFaults } from './devices/DeviceFaults';
import { Door } from './door/Door';
import { KeysPanel } from './keys/KeysPanel';
import { PeoplePanel } from './people/PeoplePanel';

beforeAll(() => startLanguages('vi'));
afterEach(cleanup);

const nothing = () => undefined;

describe('door', () => {
  it('asks for what is missing and goes to it, then lets in', () => {
    const enter = vi.fn();
    render(<Door room="giao-ban" name="" unsupported={false} onEnter={enter} />);
    fireEvent.click(screen.getByRole('button', { name: 'Tiếp tục' }));
    const name = screen.getByLabelText('Tên hiển thị');
    expect(enter).not.toHaveBeenCalled();
    expect(name).toHaveProperty('ariaInvalid', 'true');
    expect(document.activeElement).toBe(name);
    expect(screen.getByText('Nhập tên để mọi người biết ai đang nói.').id).toBe(
      name.getAttribute('aria-describedby'),
    );
    fireEvent.change(name, { target: { value: 'X. Ia RSai' } });
    fireEvent.click(screen.getByRole('button', { name: 'Tiếp tục' }));
    expect(enter).toHaveBeenCalledWith('X. Ia RSai', 'giao-ban');
  });

  it('gives a browser that cannot join a sentence, and no form', () => {
    render(<Door room="" name="" unsupported onEnter={nothing} />);
    expect(screen.getByRole('alert').textContent).toContain('Trình duyệt này chưa họp được');
    expect(screen.queryByRole('textbox')).toBeNull();
  });
});

describe('chat panel', () => {
  const message = (change: Partial<ChatMessage>): ChatMessage => ({
    id: 'a',
    identity: 'me',
    name: 'Tôi',
    text: 'chào',
    at: 0,
    mine: true,
    delivery: 'delivered',
    writtenAt: 0,
    attempts: 0,
    ...change,
  });

  it('sends on Enter, but neither while a word is composed nor with Shift', () => {
    const say = vi.fn();
    render(<ChatPanel messages={[]} longest={100} onSay={say} onRetry={nothing} />);
    const field = screen.getByLabelText('Viết tin nhắn');
    fireEvent.change(field, { target: { value: 'chào' } });
    fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
    fireEvent.keyDown(field, { key: 'Enter', shiftKey: true });
    expect(say).not.toHaveBeenCalled();
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(say).toHaveBeenCalledExactlyOnceWith('chào');
    expect(field).toHaveProperty('value', '');
  });

  it('makes web addresses followable without giving the page away', () => {
    const messages = [message({ text: 'xem https://a.vn/b, rồi báo' })];
    render(<ChatPanel messages={messages} longest={100} onSay={nothing} onRetry={nothing} />);
    const link = screen.getByRole('link', { name: 'https://a.vn/b' });
    expect(link.getAttribute('rel')).toBe('noopener noreferrer');
    expect(link.getAttribute('target')).toBe('_blank');
  });

  it('says that writing is paused instead of taking what would not arrive', () => {
    render(<ChatPanel messages={[]} longest={100} locked onSay={nothing} onRetry={nothing} />);
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.getByText('Cán bộ vận hành đang tạm dừng gửi tin nhắn.')).toBeTruthy();
  });

  it('marks what has not gone out, and offers to send it again', () => {
    const retry = vi.fn();
    const messages = [
      message({ id: 'a', text: 'một', delivery: 'waiting' }),
      message({ id: 'b', text: 'hai', delivery: 'unsent' }),
      message({ id: 'c', text: 'ba', delivery: 'written' }),
    ];
    render(<ChatPanel messages={messages} longest={100} onSay={nothing} onRetry={retry} />);
    const [one, two, three] = screen.getAllByRole('listitem');
    expect(one?.textContent).toContain('tự gửi khi có kết nối');
    expect(two?.textContent).toContain('Chưa gửi');
    expect(three?.textContent).not.toContain('Chưa gửi');
    fireEvent.click(within(two as HTMLElement).getByRole('button', { name: 'Gửi lại' }));
    expect(retry).toHaveBeenCalledExactlyOnceWith('b');
  });
});

describe('people panel', () => {
  it('finds a name without its marks and says what is wrong with its line', () => {
    const people = [
      person('1', { name: 'X. Đăk Roong · H. KBang', line: 'poor', handRaisedAt: 5 }),
      person('2', { name: 'TP. Pleiku', microphone: 'on' }),
    ];
    render(<PeoplePanel people={people} />);
    expect(screen.getAllByRole('listitem')).toHaveLength(2);
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'dak' } });
    const row = screen.getByRole('listitem');
    expect(row.textContent).toContain('X. Đăk Roong · H. KBang');
    expect(row.textContent).toContain('Giơ tay 1');
    expect(within(row).getByRole('img', { name: 'đường truyền kém' })).toBeTruthy();
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'không có' } });
    expect(screen.getByText('Không có ai tên như vậy')).toBeTruthy();
  });
});

describe('bar', () => {
  const bar = {
    microphone: { on: true, fault: false, locked: false },
    camera: { on: false, fault: false, locked: false },
    sharing: false,
    canShare: true,
    handRaised: false,
    unread: 3,
    peopleCount: 240,
    panel: 'people' as const,
    onCommand: nothing,
    onLeave: nothing,
  };

  it('names each key by what pressing it does', () => {
    const command = vi.fn();
    render(<Bar {...bar} onCommand={command} />);
    fireEvent.click(screen.getByRole('button', { name: 'Tắt micro' }));
    fireEvent.click(screen.getByRole('button', { name: 'Camera tắt. Bật camera' }));
    fireEvent.click(screen.getByRole('button', { name: 'Tin nhắn 3 tin mới' }));
    expect(command.mock.calls).toEqual([['microphone'], ['camera'], ['chat']]);
    const people = screen.getByRole('button', { name: 'Người dự, 240 người' });
    expect(people.getAttribute('aria-expanded')).toBe('true');
  });

  it('says on the key itself whether a device is on, off, at fault or locked', () => {
    const { rerender } = render(<Bar {...bar} />);
    const words = () => [
      screen.getByRole('button', { name: /micro/i }).textContent?.trim(),
      screen.getByRole('button', { name: /camera/i }).textContent?.trim(),
    ];
    expect(words()).toEqual(['Micro', 'Camera tắt']);
    rerender(
      <Bar
        {...bar}
        microphone={{ on: false, fault: false, locked: true }}
        camera={{ on: false, fault: true, locked: false }}
      />,
    );
    expect(words()).toEqual(['Bị khóa', 'Camera lỗi']);
  });

  it('offers no sharing where the browser cannot', () => {
    render(<Bar {...bar} canShare={false} />);
    expect(screen.queryByRole('button', { name: 'Trình chiếu' })).toBeNull();
  });
});

describe('devices', () => {
  const input = { wanted: true, opening: false, fault: null, deviceId: '', source: null };

  it('writes the device small within a title and large at its head', () => {
    const none = { ...input, fault: 'none' as const };
    const busy = { ...input, fault: 'busy' as const };
    render(<DeviceFaults media={{ camera: none, microphone: busy }} secureAddress="" onRetry={nothing} />);
    expect(screen.getByText('Không thấy camera')).toBeTruthy();
    expect(screen.getByText('Micro đang bận')).toBeTruthy();
  });

  it('says the same fault of both once, and tries both again', () => {
    const retry = vi.fn();
    const fault = { ...input, fault: 'refused' as const };
    render(<DeviceFaults media={{ camera: fault, microphone: fault }} secureAddress="" onRetry={retry} />);
    expect(screen.getByRole('alert').textContent).toContain('Camera và micro bị chặn');
    fireEvent.click(screen.getByRole('button', { name: 'Thử lại' }));
    expect(retry.mock.calls.map(([device]) => device)).toEqual(['camera', 'microphone']);
  });

  it('leads from an insecure address to the encrypted one', () => {
    const fault = { ...input, fault: 'insecure' as const };
    render(
      <DeviceFaults
        media={{ camera: fault, microphone: input }}
        secureAddress="/https/r/x"
        onRetry={nothing}
      />,
    );
    const way = screen.getByRole('link', { name: 'Mở lại trang này bằng https' });
    expect(way.getAttribute('href')).toBe('/https/r/x');
    expect(screen.queryByRole('button')).toBeNull();
  });
});

it('single keys can be switched off', () => {
  const enable = vi.fn();
  render(<KeysPanel enabled onEnable={enable} />);
  fireEvent.click(screen.getByRole('checkbox'));
  expect(enable).toHaveBeenCalledExactlyOnceWith(false);
});

it.each([
  [0, 'unreachable', 'join.unreachable'],
  [0, 'media', 'join.media'],
  [400, 'name-invalid', 'join.bad'],
  [403, 'no-grant', 'join.refused'],
  [403, 'rooms-closed', 'join.roomsClosed'],
  [409, 'room-full', 'join.full'],
  [429, 'too-many', 'join.busy'],
  [503, 'starting', 'join.busy'],
])('has a sentence for %i %s', (status, code, key) => {
  expect(refusalKey({ status, code })).toBe(key);
});
