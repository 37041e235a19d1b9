// @vitest-environment jsdom
import { Room, RoomEvent } from 'livekit-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CHAT_TOPIC, ChatChannel, CONFIRM_MILLIS, CONFIRM_TOPIC, SETTLE_MILLIS } from './chatChannel';
import { PAGE_ATTRIBUTE } from './people';

type Handler = Parameters<Room['registerTextStreamHandler']>[1];

/** A room whose data channel is a list, with one other participant who runs our page. */
function wire() {
  const room = new Room();
  let handler: Handler = () => undefined;
  vi.spyOn(room, 'registerTextStreamHandler').mockImplementation((_topic, given) => {
    handler = given;
  });
  room.localParticipant.identity = 'me';
  room.remoteParticipants.set('other', {
    identity: 'other',
    name: 'X. Ia RSai',
    attributes: { [PAGE_ATTRIBUTE]: '1' },
  } as unknown as typeof room.remoteParticipants extends Map<string, infer P> ? P : never);
  const sent: { id: string; text: string; topic: string; attributes: Record<string, string> }[] = [];
  let hang = false;
  let fail = false;
  vi.spyOn(room.localParticipant, 'streamText').mockImplementation(async (options) => {
    if (hang) await new Promise(() => undefined);
    if (fail) throw new Error('no channel');
    return {
      write: async (text: string) => {
        sent.push({
          id: options?.streamId ?? '',
          text,
          topic: options?.topic ?? '',
          attributes: options?.attributes ?? {},
        });
      },
      close: async () => undefined,
    } as unknown as Awaited<ReturnType<typeof room.localParticipant.streamText>>;
  });
  const confirmed = vi.spyOn(room.localParticipant, 'publishData').mockResolvedValue();
  const chat = new ChatChannel(room);
  const receive = (id: string, text: string, attributes: Record<string, string> = {}) =>
    handler({ info: { id, attributes }, readAll: async () => text } as unknown as Parameters<Handler>[0], {
      identity: 'other',
    });
  return {
    room,
    chat,
    sent,
    receive,
    confirmed,
    hang: (on: boolean) => {
      hang = on;
    },
    fail: (on: boolean) => {
      fail = on;
    },
    confirm: (id: string) =>
      room.emit(
        RoomEvent.DataReceived,
        new TextEncoder().encode(id),
        undefined,
        undefined,
        CONFIRM_TOPIC,
        undefined,
      ),
    deliveries: () => chat.state.get().messages.map((message) => `${message.text} ${message.delivery}`),
  };
}

const settle = (millis = 1) => vi.advanceTimersByTimeAsync(millis);

beforeEach(() => {
  vi.restoreAllMocks();
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('chat channel', () => {
  it('speaks the topic other clients use and names one who is to confirm', async () => {
    const { chat, sent } = wire();
    chat.resume(false);
    chat.say('chào');
    await settle();
    expect(sent).toMatchObject([
      { text: 'chào', topic: CHAT_TOPIC, attributes: { 'nharong.confirmBy': 'other' } },
    ]);
    expect(sent[0]?.id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('keeps what is typed in a gap and sends it once, in order', async () => {
    const { chat, sent, deliveries } = wire();
    chat.say('một');
    chat.say('hai');
    await settle();
    expect(sent).toEqual([]);
    expect(deliveries()).toEqual(['một waiting', 'hai waiting']);
    chat.resume(false);
    await settle();
    expect(sent.map((message) => message.text)).toEqual(['một', 'hai']);
    chat.pause();
    chat.resume(false);
    await settle();
    expect(sent).toHaveLength(2);
  });

  it('waits for a repaired connection to let data through', async () => {
    const { chat, sent } = wire();
    chat.say('một');
    chat.resume(true);
    await settle(SETTLE_MILLIS - 1);
    expect(sent).toEqual([]);
    await settle(1);
    expect(sent).toHaveLength(1);
  });

  it('sends again under the same id what was not confirmed when the buffers were lost', async () => {
    const { chat, sent, confirm, deliveries } = wire();
    chat.resume(false);
    chat.say('một');
    chat.say('hai');
    await settle();
    confirm(sent[0]?.id ?? '');
    chat.cut();
    chat.resume(false);
    await settle();
    expect(sent.map((message) => message.text)).toEqual(['một', 'hai', 'hai']);
    expect(sent[2]?.id).toBe(sent[1]?.id);
    expect(deliveries()).toEqual(['một delivered', 'hai written']);
  });

  it('is not held up by a write that never returns from a lost connection', async () => {
    const { chat, sent, hang, deliveries } = wire();
    hang(true);
    chat.resume(false);
    chat.say('một');
    await settle();
    chat.cut();
    hang(false);
    chat.resume(false);
    await settle();
    expect(sent.map((message) => message.text)).toEqual(['một']);
    expect(deliveries()).toEqual(['một written']);
  });

  it('marks as not sent what fails while connected, and sends it when asked', async () => {
    const { chat, sent, fail, deliveries } = wire();
    fail(true);
    chat.resume(false);
    chat.say('một');
    await settle();
    expect(deliveries()).toEqual(['một unsent']);
    fail(false);
    chat.retry(chat.state.get().messages[0]?.id ?? '');
    await settle();
    expect(sent).toHaveLength(1);
  });

  it('sends again what nobody confirmed, and marks it in the end', async () => {
    const { chat, sent, deliveries } = wire();
    chat.resume(false);
    chat.say('một');
    await settle();
    expect(sent).toHaveLength(1);
    await settle(CONFIRM_MILLIS);
    expect(sent).toHaveLength(2);
    expect(sent[1]?.id).toBe(sent[0]?.id);
    await settle(2 * CONFIRM_MILLIS);
    expect(sent).toHaveLength(3);
    expect(deliveries()).toEqual(['một unsent']);
  });

  it('rests once confirmed, and when the one asked has left', async () => {
    const { room, chat, sent, confirm, deliveries } = wire();
    chat.resume(false);
    chat.say('một');
    await settle();
    confirm(sent[0]?.id ?? '');
    await settle(CONFIRM_MILLIS);
    chat.say('hai');
    await settle();
    room.remoteParticipants.clear();
    await settle(5 * CONFIRM_MILLIS);
    expect(sent).toHaveLength(2);
    expect(deliveries()).toEqual(['một delivered', 'hai written']);
  });

  it('confirms what it is asked to, every time, and shows it once', async () => {
    const { chat, receive, confirmed } = wire();
    receive('a', 'chào', { 'nharong.confirmBy': 'me' });
    receive('a', 'chào', { 'nharong.confirmBy': 'me' });
    receive('b', 'khác', { 'nharong.confirmBy': 'someone' });
    await settle();
    expect(chat.state.get().messages.map((message) => `${message.name}: ${message.text}`)).toEqual([
      'X. Ia RSai: chào',
      'X. Ia RSai: khác',
    ]);
    expect(confirmed).toHaveBeenCalledTimes(2);
    expect(confirmed.mock.calls[0]?.[1]).toMatchObject({
      topic: CONFIRM_TOPIC,
      destinationIdentities: ['other'],
    });
  });
});
