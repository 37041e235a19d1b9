import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isPoor, type MeetingView, spokenName } from '../model/meeting';
import type { Console } from '../useConsole';

/** Changes are gathered for this long and then read out as one sentence each; in milliseconds. */
const GATHER_MILLIS = 2_000;
const MOST_NAMES = 4;

type Kind = 'lost' | 'returned' | 'poor' | 'raised' | 'waiting';

/** "3 điểm cầu mất: …": what a screen reader should say of the sites; for the one polite live region. */
export function useExceptionSpeech({ view }: Console): string {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  useEffect(() => {
    let before: MeetingView = view.get();
    let gathered = new Map<Kind, Map<string, string>>();
    let timer = 0;
    const note = (now: MeetingView, kind: Kind, id: string) => {
      const seat = now.byId.get(id);
      if (seat) name(kind, id, spokenName(now, seat));
    };
    const name = (kind: Kind, id: string, spoken: string) => {
      const names = gathered.get(kind) ?? new Map<string, string>();
      names.set(id, spoken);
      gathered.set(kind, names);
    };
    const say = () => {
      timer = 0;
      const sentences = [...gathered].map(([kind, names]) => {
        const all = [...names.values()];
        const shown = all.slice(0, MOST_NAMES).join(', ') + (all.length > MOST_NAMES ? '…' : '');
        return t(`speech.${kind}`, { count: all.length, names: shown });
      });
      gathered = new Map();
      setText(sentences.join('. '));
    };
    const unsubscribe = view.subscribe(() => {
      const now = view.get();
      if (now.seats !== before.seats) {
        for (const seat of now.seats) {
          const old = before.byId.get(seat.id);
          if (!old || old === seat) continue;
          if (seat.state !== old.state && seat.state === 'LOST') note(now, 'lost', seat.id);
          if (seat.state !== old.state && seat.state === 'RETURNED') note(now, 'returned', seat.id);
          if (isPoor(seat) && !isPoor(old)) note(now, 'poor', seat.id);
        }
      }
      for (const { id, card } of now.guests.waiting) {
        if (!before.guests.waiting.some((each) => each.id === id)) name('waiting', id, card.name);
      }
      for (const request of now.floor.queue) {
        if (request.raised && !before.floor.queue.some(({ id }) => id === request.id))
          note(now, 'raised', request.seat);
      }
      before = now;
      if (gathered.size > 0 && timer === 0) timer = window.setTimeout(say, GATHER_MILLIS);
    });
    return () => {
      unsubscribe();
      window.clearTimeout(timer);
    };
  }, [view, t]);
  return text;
}
