import { describe, expect, it } from 'vitest';
import { type Chat, type ChatEvent, chat, due, emptyChat, MOST_MESSAGES, UNCONFIRMED_MILLIS } from './chat';

const typed = (id: string, at = 1): ChatEvent => ({
  type: 'typed',
  id,
  identity: 'me',
  name: 'Tôi',
  text: id,
  at,
});
const received = (id: string): ChatEvent => ({
  type: 'received',
  id,
  identity: 'other',
  name: 'X. Ia RSai',
  text: id,
  at: 5,
});
const run = (...events: ChatEvent[]): Chat => events.reduce(chat, emptyChat);
const deliveries = (state: Chat) => state.messages.map((message) => `${message.id} ${message.delivery}`);

describe('chat outbox', () => {
  it('holds what is typed until it is written, in order', () => {
    const state = run(typed('a'), typed('b'), { type: 'written', id: 'a', at: 2 });
    expect(deliveries(state)).toEqual(['a written', 'b waiting']);
    expect(due(state).map((message) => message.id)).toEqual(['b']);
  });

  it('sends again after a cut what was written and not confirmed', () => {
    const state = run(
      typed('a'),
      typed('b'),
      { type: 'written', id: 'a', at: 2 },
      { type: 'written', id: 'b', at: 3 },
      { type: 'confirmed', id: 'a' },
      { type: 'cut', at: 10 },
    );
    expect(deliveries(state)).toEqual(['a delivered', 'b waiting']);
  });

  it('lets a message rest that was written long before the cut', () => {
    const state = run(
      typed('a'),
      { type: 'written', id: 'a', at: 2 },
      { type: 'cut', at: 2 + UNCONFIRMED_MILLIS },
    );
    expect(due(state)).toEqual([]);
  });

  it('takes a confirmation that overtakes the end of writing', () => {
    const state = run(typed('a'), { type: 'confirmed', id: 'a' }, { type: 'written', id: 'a', at: 2 });
    expect(deliveries(state)).toEqual(['a delivered']);
  });

  it('marks a message as not sent after three failures, and tries again when told to', () => {
    const failed: ChatEvent = { type: 'failed', id: 'a' };
    const state = run(typed('a'), failed, failed);
    expect(deliveries(state)).toEqual(['a waiting']);
    const unsent = chat(state, failed);
    expect(deliveries(unsent)).toEqual(['a unsent']);
    expect(due(unsent)).toEqual([]);
    expect(due(chat(unsent, { type: 'retry', id: 'a' })).map((message) => message.id)).toEqual(['a']);
  });

  it('never lets another change a message of theirs into one of ours', () => {
    const state = run(received('x'), { type: 'cut', at: 6 }, { type: 'failed', id: 'x' });
    expect(due(state)).toEqual([]);
    expect(deliveries(state)).toEqual(['x delivered']);
  });
});

describe('chat inbox', () => {
  it('shows a message that comes twice once', () => {
    expect(run(received('x'), received('x')).messages).toHaveLength(1);
  });

  it('counts what came while the panel was closed', () => {
    const closed = run(received('x'), received('y'), typed('a'));
    expect(closed.unread).toBe(2);
    const open = chat(closed, { type: 'shown', open: true });
    expect(open.unread).toBe(0);
    expect(chat(open, received('z')).unread).toBe(0);
  });

  it('keeps a bounded number', () => {
    let state = emptyChat;
    for (let count = 0; count < MOST_MESSAGES + 20; count++) state = chat(state, received(`m${count}`));
    expect(state.messages).toHaveLength(MOST_MESSAGES);
    expect(state.messages.at(-1)?.id).toBe(`m${MOST_MESSAGES + 19}`);
  });
});
