import { useEffect, useState } from 'react';
import type { MeetingState } from '../api/wire';
import type { Aid, Asking, LogKind, Side, WallView } from '../model/desk';
import { emptyDesk } from '../model/desk';
import type { Filter } from '../model/meeting';
import { ConsoleView } from './ConsoleView';
import { disturb, inventedConsole } from './inventedMeeting';

const nothing = () => undefined;

/** `/ui?screen=console&…`: the whole console over an invented meeting. */
export function InventedConsole({ asked }: { readonly asked: URLSearchParams }) {
  const [console] = useState(() => {
    const made = inventedConsole({
      sites: (asked.get('sites') as 'all' | 'none' | 'district' | null) ?? undefined,
      state: (asked.get('state') as MeetingState | null) ?? undefined,
      lost: Number(asked.get('lost') ?? '0'),
      link: asked.has('cut') ? 'cut' : 'live',
      long: asked.has('long'),
      guests: asked.has('guests') ? 'some' : 'none',
      desk: {
        wall: (asked.get('wall') as WallView | null) ?? emptyDesk.wall,
        filter: (asked.get('filter') as Filter | null) ?? emptyDesk.filter,
        side: (asked.get('side') as Side | null) ?? emptyDesk.side,
        aid: asked.get('aid') as Aid,
        log: (asked.get('log') as LogKind | null) ?? emptyDesk.log,
      },
    });
    const ask = asked.get('ask') as Asking['kind'] | null;
    const { selected } = made.desk.get();
    if (ask !== null && selected !== null) made.change({ asking: { kind: ask, seat: selected } });
    return made;
  });
  useEffect(
    () => (asked.has('load') ? disturb(console, Number(asked.get('load') || '50')) : undefined),
    [asked, console],
  );
  const [refusal, setRefusal] = useState(asked.get('refusal'));
  const [toast, setToast] = useState(asked.get('toast'));
  useEffect(() => {
    document.title = console.view.get().meeting.title;
  }, [console]);
  return (
    <ConsoleView
      console={console}
      refusal={refusal}
      toast={toast}
      onRefusalRead={() => setRefusal(null)}
      onToastGone={toast === null ? nothing : () => setToast(null)}
    />
  );
}
