import { Clock, Lock, SendHorizontal, TriangleAlert } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatMessage } from '../../model/chat';
import { clock } from '../../model/text';
import { Button } from '../../ui/Button';
import { ChatText } from './ChatText';

interface Props {
  readonly messages: readonly ChatMessage[];
  readonly longest: number;
  /** The server does not let this person write now. */
  readonly locked?: boolean;
  onSay(text: string): void;
  onRetry(id: string): void;
}

/** Messages of one person within this time stand under one name; in milliseconds. */
const TOGETHER_MILLIS = 120_000;

export function ChatPanel({ messages, longest, locked = false, onSay, onRetry }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [below, setBelow] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);
  const seen = useRef(messages.length);

  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const fresh = messages.length - seen.current;
    seen.current = messages.length;
    if (atEnd.current || messages.at(-1)?.mine) {
      element.scrollTop = element.scrollHeight;
      setBelow(0);
    } else if (fresh > 0) {
      // Whoever reads further up is not torn away.
      setBelow((count) => count + fresh);
    }
  }, [messages]);

  function send(event?: FormEvent) {
    event?.preventDefault();
    if (text.trim() === '') return;
    onSay(text);
    setText('');
  }

  function onKey(event: KeyboardEvent<HTMLTextAreaElement>) {
    // During composition Enter ends a word (Vietnamese and other input methods).
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    }
  }

  return (
    <div className="chat">
      {messages.length === 0 ? (
        <div className="chat-empty">
          <strong>{t('chat.empty')}</strong>
          <p>{t('chat.emptyHint')}</p>
        </div>
      ) : (
        <ol
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the list scrolls, and a keyboard must be able to.
          tabIndex={0}
          aria-label={t('chat.title')}
          className="chat-list"
          ref={list}
          onScroll={(event) => {
            const element = event.currentTarget;
            atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
            if (atEnd.current) setBelow(0);
          }}
        >
          {messages.map((message, index) => {
            const before = messages[index - 1];
            const continued =
              before !== undefined &&
              before.identity === message.identity &&
              before.mine === message.mine &&
              message.at - before.at < TOGETHER_MILLIS;
            return (
              <li key={message.id} className={message.mine ? 'message message-mine' : 'message'}>
                {continued ? null : (
                  <p className="message-head">
                    <strong>{message.mine ? t('chat.you') : message.name}</strong>
                    <time>{clock(message.at)}</time>
                  </p>
                )}
                <ChatText text={message.text} />
                {message.delivery === 'waiting' ? (
                  <p className="message-state">
                    <Clock size={14} aria-hidden="true" />
                    {t('chat.waiting')}
                  </p>
                ) : null}
                {message.delivery === 'unsent' ? (
                  <p className="message-state message-unsent">
                    <TriangleAlert size={14} aria-hidden="true" />
                    {t('chat.unsent')}
                    <Button look="quiet" onClick={() => onRetry(message.id)}>
                      {t('chat.retry')}
                    </Button>
                  </p>
                ) : null}
              </li>
            );
          })}
        </ol>
      )}
      {below > 0 ? (
        <button
          type="button"
          className="chat-below"
          onClick={() => {
            if (list.current) list.current.scrollTop = list.current.scrollHeight;
          }}
        >
          {t('chat.new', { count: below })}
        </button>
      ) : null}
      {locked ? (
        <p className="chat-locked">
          <Lock size={16} aria-hidden="true" />
          {t('chat.locked')}
        </p>
      ) : (
        <form className="chat-form" onSubmit={send}>
          <textarea
            className="input"
            aria-label={t('chat.write')}
            placeholder={t('chat.write')}
            rows={2}
            maxLength={longest}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onKey}
          />
          <Button look="primary" type="submit" icon={<SendHorizontal size={18} aria-hidden="true" />}>
            {t('chat.send')}
          </Button>
        </form>
      )}
    </div>
  );
}
