/**
 * What becomes of a message of our own:
 * `waiting` (typed, not handed to a connection yet) → `written` (handed to the data channel) → `delivered`
 * (a participant confirmed it). A full reconnect empties the client's buffers, so every message which was
 * written and not confirmed goes back to `waiting` and is sent again under the same id; receivers drop the
 * second copy.
 */
export type Delivery = 'waiting' | 'written' | 'delivered' | 'unsent';

export interface ChatMessage {
  readonly id: string;
  readonly identity: string;
  readonly name: string;
  readonly text: string;
  /** Milliseconds since the epoch: when typed (own) or received (others). */
  readonly at: number;
  readonly mine: boolean;
  readonly delivery: Delivery;
  /** Milliseconds since the epoch when it was last handed to the data channel; 0 for never. */
  readonly writtenAt: number;
  readonly attempts: number;
}

export interface Chat {
  readonly messages: readonly ChatMessage[];
  readonly unread: number;
  readonly open: boolean;
}

export type ChatEvent =
  | { readonly type: 'typed'; id: string; identity: string; name: string; text: string; at: number }
  | { readonly type: 'written'; id: string; at: number }
  | { readonly type: 'failed'; id: string }
  | { readonly type: 'confirmed'; id: string }
  /** The participant asked to confirm is there, and has not for a while. */
  | { readonly type: 'unconfirmed'; id: string }
  | { readonly type: 'received'; id: string; identity: string; name: string; text: string; at: number }
  /** The media connection was given up: the client's own buffers are gone. */
  | { readonly type: 'cut'; at: number }
  | { readonly type: 'retry'; id: string }
  | { readonly type: 'shown'; open: boolean };

/** After this long without a cut, an unconfirmed message counts as delivered (nobody there could confirm it). */
export const UNCONFIRMED_MILLIS = 30_000;
/** A message which failed this often while connected is marked and left to its author. */
export const MOST_ATTEMPTS = 3;
/** Older messages are dropped: the page keeps what can be read, not an archive. */
export const MOST_MESSAGES = 1_000;

export const emptyChat: Chat = { messages: [], unread: 0, open: false };

export function chat(state: Chat, event: ChatEvent): Chat {
  switch (event.type) {
    case 'typed':
      return append(state, {
        id: event.id,
        identity: event.identity,
        name: event.name,
        text: event.text,
        at: event.at,
        mine: true,
        delivery: 'waiting',
        writtenAt: 0,
        attempts: 0,
      });
    case 'written':
      return change(state, event.id, (message) =>
        message.delivery === 'delivered'
          ? message
          : { ...message, delivery: 'written', writtenAt: event.at, attempts: message.attempts + 1 },
      );
    case 'failed':
      return change(state, event.id, (message) => {
        if (message.delivery === 'delivered') return message;
        const attempts = message.attempts + 1;
        return { ...message, attempts, delivery: attempts >= MOST_ATTEMPTS ? 'unsent' : 'waiting' };
      });
    case 'unconfirmed':
      return change(state, event.id, (message) =>
        message.delivery === 'written'
          ? { ...message, delivery: message.attempts >= MOST_ATTEMPTS ? 'unsent' : 'waiting' }
          : message,
      );
    case 'confirmed':
      return change(state, event.id, (message) => ({ ...message, delivery: 'delivered' }));
    case 'received':
      if (state.messages.some((message) => message.id === event.id)) return state;
      return append(
        { ...state, unread: state.open ? 0 : state.unread + 1 },
        {
          id: event.id,
          identity: event.identity,
          name: event.name,
          text: event.text,
          at: event.at,
          mine: false,
          delivery: 'delivered',
          writtenAt: 0,
          attempts: 0,
        },
      );
    case 'cut':
      return {
        ...state,
        messages: state.messages.map((message) =>
          message.mine && message.delivery === 'written' && event.at - message.writtenAt < UNCONFIRMED_MILLIS
            ? { ...message, delivery: 'waiting', attempts: 0 }
            : message,
        ),
      };
    case 'retry':
      return change(state, event.id, (message) =>
        message.delivery === 'unsent' ? { ...message, delivery: 'waiting', attempts: 0 } : message,
      );
    case 'shown':
      return { ...state, open: event.open, unread: event.open ? 0 : state.unread };
  }
}

/** Own messages to hand to the connection now, in the order they were typed. */
export function due(state: Chat): readonly ChatMessage[] {
  return state.messages.filter((message) => message.mine && message.delivery === 'waiting');
}

function append(state: Chat, message: ChatMessage): Chat {
  return { ...state, messages: [...state.messages, message].slice(-MOST_MESSAGES) };
}

function change(state: Chat, id: string, next: (message: ChatMessage) => ChatMessage): Chat {
  let changed = false;
  const messages = state.messages.map((message) => {
    if (message.id !== id || !message.mine) return message;
    const after = next(message);
    changed ||= after !== message;
    return after;
  });
  return changed ? { ...state, messages } : state;
}
