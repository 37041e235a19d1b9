import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatMessage } from '../model/chat';
import type { Connection } from '../model/connection';
import type { Person } from '../model/person';

/** Changes are gathered for this long and then read out as one sentence each; in milliseconds. */
const GATHER_MILLIS = 2_000;
const MOST_NAMES = 5;

interface Gathered {
  joined: string[];
  left: string[];
  hands: string[];
  shares: string[];
}

/** The connection in a sentence without a running clock: read out when it is lost and when it is back. */
export function useConnectionSentence(connection: Connection): string {
  const { t } = useTranslation();
  const wasAway = useRef(false);
  const away = connection.kind === 'signalLost' || connection.kind === 'lost';
  useEffect(() => {
    if (away) wasAway.current = true;
  }, [away]);
  if (away) return t(connection.kind === 'lost' ? 'connection.lostSays' : 'connection.signalLostSays');
  return wasAway.current && connection.kind === 'together' ? t('connection.back') : '';
}

/** What a screen reader should say about the others; for a polite live region. */
export function useAnnouncements(
  people: readonly Person[],
  messages: readonly ChatMessage[],
  chatOpen: boolean,
): string {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const before = useRef<ReadonlyMap<string, Person> | null>(null);
  const gathered = useRef<Gathered>({ joined: [], left: [], hands: [], shares: [] });
  const timer = useRef(0);
  const lastMessage = useRef(messages.at(-1)?.id);

  useEffect(() => {
    const now = new Map(
      people.filter((person) => !person.isLocal).map((person) => [person.identity, person]),
    );
    const then = before.current;
    before.current = now;
    if (!then) return;
    const changes = gathered.current;
    for (const [identity, person] of now) {
      const old = then.get(identity);
      if (!old) changes.joined.push(person.name);
      if (person.handRaisedAt !== null && old && old.handRaisedAt === null) changes.hands.push(person.name);
      if (person.screen && old && !old.screen) changes.shares.push(person.name);
    }
    for (const [identity, person] of then) if (!now.has(identity)) changes.left.push(person.name);
    const any = Object.values(changes).some((names) => names.length > 0);
    if (!any || timer.current !== 0) return;
    timer.current = window.setTimeout(() => {
      timer.current = 0;
      const sentences = (['joined', 'left', 'hands', 'shares'] as const).flatMap((kind) => {
        const names = gathered.current[kind];
        if (names.length === 0) return [];
        const first = names.slice(0, MOST_NAMES).join(', ');
        const rest = names.length - MOST_NAMES;
        return [
          t(`announce.${kind}`, {
            names: rest > 0 ? t('announce.more', { names: first, count: rest }) : first,
          }),
        ];
      });
      gathered.current = { joined: [], left: [], hands: [], shares: [] };
      setText(sentences.join('. '));
    }, GATHER_MILLIS);
  }, [people, t]);

  useEffect(() => {
    const last = messages.at(-1);
    if (!last || last.id === lastMessage.current) return;
    lastMessage.current = last.id;
    if (!last.mine && !chatOpen)
      setText(t('announce.message', { name: last.name, text: last.text.slice(0, 200) }));
  }, [messages, chatOpen, t]);

  useEffect(() => () => window.clearTimeout(timer.current), []);
  return text;
}
