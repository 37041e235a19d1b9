import { type RemoteParticipant, type Room, RoomEvent } from 'livekit-client';
import { type Chat, type ChatEvent, type ChatMessage, chat, due, emptyChat } from '../model/chat';
import { clean } from '../model/text';
import { PAGE_ATTRIBUTE } from './people';
import { Store } from './store';

/** The topic other LiveKit clients use for chat as well. */
export const CHAT_TOPIC = 'lk.chat';
/** Data packets with this topic confirm chat messages: the payload is the id, in UTF-8. */
export const CONFIRM_TOPIC = 'nharong.confirm';
/** Stream attribute naming the one participant asked to confirm. */
const CONFIRM_BY = 'nharong.confirmBy';

/** So long somebody may take to confirm before a message is sent again; in milliseconds. */
export const CONFIRM_MILLIS = 4_000;
/**
 * livekit-client says that it has reconnected up to two seconds before it lets data through again; what is
 * written in between disappears after a full reconnect. In milliseconds.
 */
export const SETTLE_MILLIS = 2_500;

export const LONGEST_MESSAGE = 4_000;

/**
 * Chat over text streams, with an outbox in front: what is typed while the connection is away waits, and what
 * was handed over but not confirmed when the client lost its buffers is sent again under the same id.
 */
export class ChatChannel {
  readonly state = new Store<Chat>(emptyChat);
  private flowing = false;
  /** Counts the times the client lost its buffers. */
  private life = 0;
  /** The life whose loop is running, or -1. */
  private flushing = -1;
  private settling = 0;

  constructor(private readonly room: Room) {
    room.registerTextStreamHandler(CHAT_TOPIC, (reader, from) => {
      void reader
        .readAll()
        .then((text) => this.receive(reader.info.id, from.identity, text, reader.info.attributes))
        // A stream cut in the middle comes again whole, from its sender's outbox.
        .catch(() => undefined);
    });
    room.on(RoomEvent.DataReceived, this.onData);
  }

  dispose(): void {
    this.room.unregisterTextStreamHandler(CHAT_TOPIC);
    this.room.off(RoomEvent.DataReceived, this.onData);
  }

  say(text: string): void {
    const cleaned = clean(text).slice(0, LONGEST_MESSAGE);
    if (cleaned === '') return;
    const me = this.room.localParticipant;
    this.dispatch({
      type: 'typed',
      id: randomId(),
      identity: me.identity,
      name: me.name ?? '',
      text: cleaned,
      at: Date.now(),
    });
    void this.flush();
  }

  retry(id: string): void {
    this.dispatch({ type: 'retry', id });
    void this.flush();
  }

  shown(open: boolean): void {
    this.dispatch({ type: 'shown', open });
  }

  /** Data flows: at once on a connection of our own making, a moment later on one the client has repaired. */
  resume(repaired: boolean): void {
    window.clearTimeout(this.settling);
    this.settling = window.setTimeout(
      () => {
        this.flowing = true;
        void this.flush();
      },
      repaired ? SETTLE_MILLIS : 0,
    );
  }

  /** Data does not flow, but the client keeps what it was given. */
  pause(): void {
    window.clearTimeout(this.settling);
    this.flowing = false;
  }

  /** The client is about to drop, or has dropped, what it was given. */
  cut(): void {
    window.clearTimeout(this.settling);
    this.flowing = false;
    this.life++;
    this.dispatch({ type: 'cut', at: Date.now() });
  }

  private async flush(): Promise<void> {
    // One loop for each life of the connection: a write that never returns from a lost one holds nobody up.
    const life = this.life;
    if (this.flushing === life) return;
    this.flushing = life;
    for (let next = this.next(); next; next = this.next()) {
      try {
        const asked = await this.write(next);
        if (this.life !== life) return;
        this.dispatch({ type: 'written', id: next.id, at: Date.now() });
        if (asked !== undefined) this.expectConfirmation(next.id, asked, life);
      } catch {
        if (this.life !== life) return;
        // While the connection is away the message simply waits; otherwise it counts as a failed try.
        if (this.flowing) this.dispatch({ type: 'failed', id: next.id });
      }
    }
    this.flushing = -1;
  }

  private next(): ChatMessage | undefined {
    return this.flowing ? due(this.state.get())[0] : undefined;
  }

  private expectConfirmation(id: string, asked: string, life: number): void {
    window.setTimeout(() => {
      if (this.life !== life || !this.flowing || !this.room.remoteParticipants.has(asked)) return;
      this.dispatch({ type: 'unconfirmed', id });
      void this.flush();
    }, CONFIRM_MILLIS);
  }

  /** Gives the identity of the one asked to confirm, if there is one. */
  private async write(message: ChatMessage): Promise<string | undefined> {
    const confirmBy = this.witness();
    const writer = await this.room.localParticipant.streamText({
      topic: CHAT_TOPIC,
      streamId: message.id,
      attributes: confirmBy === undefined ? {} : { [CONFIRM_BY]: confirmBy.identity },
    });
    await writer.write(message.text);
    await writer.close();
    return confirmBy?.identity;
  }

  /** One participant who runs our page; others cannot confirm. */
  private witness(): RemoteParticipant | undefined {
    for (const participant of this.room.remoteParticipants.values()) {
      if (participant.attributes[PAGE_ATTRIBUTE]) return participant;
    }
    return undefined;
  }

  private receive(
    id: string,
    identity: string,
    text: string,
    attributes: Record<string, string> | undefined,
  ): void {
    if (attributes?.[CONFIRM_BY] === this.room.localParticipant.identity) {
      void this.room.localParticipant
        .publishData(new TextEncoder().encode(id), {
          reliable: true,
          topic: CONFIRM_TOPIC,
          destinationIdentities: [identity],
        })
        // Unconfirmed, the sender sends it again after a cut, and it is dropped here by its id.
        .catch(() => undefined);
    }
    const name = this.room.remoteParticipants.get(identity)?.name || identity;
    this.dispatch({
      type: 'received',
      id,
      identity,
      name,
      text: clean(text).slice(0, LONGEST_MESSAGE),
      at: Date.now(),
    });
  }

  private readonly onData = (payload: Uint8Array, _from: unknown, _kind: unknown, topic?: string): void => {
    if (topic === CONFIRM_TOPIC && payload.length <= 100) {
      this.dispatch({ type: 'confirmed', id: new TextDecoder().decode(payload) });
    }
  };

  private dispatch(event: ChatEvent): void {
    this.state.update((state) => chat(state, event));
  }
}

/** Also where `crypto.randomUUID` is not to be had (plain http). */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
