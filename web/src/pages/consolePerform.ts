import type { Composition, Layout } from '../api/wire';
import type { Store } from '../media/store';
import { type ConsoleCommandId, hindrance, missing } from '../model/consoleCommands';
import { type Asking, type Desk, selecting } from '../model/desk';
import { LAYOUTS } from '../model/layout';
import {
  type MeetingView,
  nextCell,
  nextOnDeck,
  troubles,
  unseenSpeaker,
  withLayout,
  withSeat,
  withSpeaker,
} from '../model/meeting';
import type { ConsoleActs } from '../useConsole';

interface Parts {
  readonly view: Store<MeetingView>;
  readonly desk: Store<Desk>;
  readonly acts: ConsoleActs;
  readonly me: string;
}

const WALLS = ['MATRIX', 'STILLS', 'TABLE'] as const;
const LOGS = ['ALL', 'INCIDENT', 'MINE'] as const;
/** Of a tour over the programme begun by name; the panel of group acts lets one choose. In seconds. */
const TOUR_SECONDS = 20;
const ROLL_CALL_SECONDS = 10;

/** What each act of the console does. An act that cannot be done now does nothing: the button says why. */
export function performer({ view, desk, acts, me }: Parts): (id: ConsoleCommandId) => void {
  const change = (part: Partial<Desk>) => desk.update((now) => ({ ...now, ...part }));
  const ask = (asking: Asking) => change({ asking, aid: null });
  const preview = (make: (now: Composition) => Composition) => {
    const { layout, fill, cells } = view.get().preview;
    void acts.preview(make({ layout, fill, cells }));
  };
  const seat = () => {
    const { selected } = desk.get();
    return selected === null ? undefined : view.get().byId.get(selected);
  };

  return (id) => {
    const now = view.get();
    if (hindrance(id, now, desk.get()) !== null) return;
    const site = seat();
    const layout = LAYOUTS.find((each) => id === `LAYOUT_${each}`) as Layout | undefined;
    if (layout !== undefined) {
      preview((composition) => withLayout(composition, layout));
      return;
    }
    switch (id) {
      case 'TAKE':
        void acts.take();
        return;
      case 'UNDO':
        void acts.undo();
        return;
      case 'INTO_PREVIEW':
        if (site) preview((composition) => withSeat(composition, nextCell(composition), site.id));
        return;
      case 'FILL_FIXED':
      case 'FILL_SPEAKER':
      case 'FILL_QUEUE':
        preview((composition) => ({
          ...withLayout(composition, composition.layout),
          fill: id === 'FILL_FIXED' ? 'FIXED' : id === 'FILL_SPEAKER' ? 'SPEAKER' : 'QUEUE',
        }));
        return;
      case 'FIND':
        document.querySelector<HTMLInputElement>('[data-find="wall"] input')?.focus();
        return;
      case 'VIEW':
        change({ wall: WALLS[(WALLS.indexOf(desk.get().wall) + 1) % WALLS.length] });
        return;
      case 'PREVIOUS':
      case 'FOLLOWING': {
        const all = troubles(now);
        const at = all.findIndex((each) => each.id === desk.get().selected);
        const step = id === 'FOLLOWING' ? 1 : -1;
        const next = at < 0 ? all.at(step > 0 ? 0 : -1) : all[(at + step + all.length) % all.length];
        if (next) desk.update((before) => selecting({ ...before, filter: 'ALL' }, next.id));
        return;
      }
      case 'NEXT':
        void acts.nextFloor();
        return;
      case 'SHOW_SPEAKER': {
        const speaker = unseenSpeaker(now);
        if (speaker) void acts.take(withSpeaker(now, speaker.id));
        return;
      }
      case 'STOP':
        void acts.revoke();
        return;
      case 'ON_DECK': {
        // The selected site when it waits, else the first that is there.
        const own = now.floor.queue.find((request) => request.seat === site?.id);
        const request = own ?? nextOnDeck(now);
        if (request) void acts.onDeck(request.id);
        return;
      }
      case 'REGISTER': {
        const waits = now.floor.queue.some((request) => request.seat === site?.id);
        change({
          asking: { kind: 'FLOOR', seat: site && !waits ? site.id : null },
          side: 'FLOOR',
          aid: null,
        });
        return;
      }
      case 'CLEAR_FLOOR':
        void acts.clearFloor();
        return;
      case 'LECTURE':
      case 'DISCUSSION':
        void acts.floorMode(id, now.floor.limitSeconds);
        return;
      case 'MICROPHONE':
        if (site) void acts.microphones([site.id], site.microphone === 'CLOSED');
        return;
      case 'LOCK':
        void acts.lockMicrophones(!now.floor.locked);
        return;
      case 'CLOSE_ALL':
      case 'OPEN_ALL':
        void acts.microphones('all', id === 'OPEN_ALL');
        return;
      case 'TALK': {
        if (!site) return;
        const mine = now.talks.some((talk) => talk.operator === me && talk.seat === site.id);
        void acts.talk(mine ? null : site.id);
        return;
      }
      case 'REDIAL':
        if (site) void acts.call([site.id]);
        return;
      case 'PHONE':
        if (site) void acts.mark(site.id, 'BY_TELEPHONE');
        return;
      case 'MARK':
      case 'HEADCOUNT':
        if (site) ask({ kind: 'HEADCOUNT', seat: site.id });
        return;
      case 'EXCUSE':
        if (site) ask({ kind: 'REASON', seat: site.id });
        return;
      case 'ABSENT':
        if (site) void acts.mark(site.id, 'ABSENT');
        return;
      case 'NOTE':
        if (site) ask({ kind: 'NOTE', seat: site.id });
        return;
      case 'MESSAGE':
        if (site) ask({ kind: 'MESSAGE', seat: site.id });
        return;
      case 'NOTICE':
        change({ asking: { kind: 'MESSAGE', seat: null }, side: 'ALL', aid: null });
        return;
      case 'DEPUTY':
        if (site) void acts.deputy(site.id);
        return;
      case 'CHAIR':
        if (site) void acts.chair(site.id);
        return;
      case 'HANG_UP':
        if (site) void acts.hangUp([site.id]);
        return;
      case 'HANG_UP_ALL':
        void acts.hangUp('all');
        return;
      case 'REHEARSE':
        void acts.rehearse(false);
        return;
      case 'REHEARSE_FAILED':
        void acts.rehearse(true);
        return;
      case 'END_REHEARSAL':
        void acts.endRehearsal();
        return;
      case 'OPEN_LINES':
        void acts.openLines();
        return;
      case 'CALL_MISSING':
        void acts.call(missing(now));
        return;
      case 'CALL_ALL':
        void acts.call('all');
        return;
      case 'ROLL_CALL':
        void acts.startRollCall();
        return;
      case 'ROLL_CALL_TOUR':
        void acts.rollCallTour(now.rollCall.calling === null ? ROLL_CALL_SECONDS : 0);
        return;
      case 'CLOSE_ROLL_CALL':
        void acts.closeRollCall();
        return;
      case 'BEGIN':
        void acts.begin();
        return;
      case 'BREAK':
        void acts.suspend();
        return;
      case 'RESUME':
        void acts.resume();
        return;
      case 'CARD_WELCOME':
      case 'CARD_THANKS':
      case 'NO_CARD':
        void acts.card(id === 'NO_CARD' ? null : id === 'CARD_WELCOME' ? 'WELCOME' : 'THANKS');
        return;
      case 'TOUR':
        void acts.tour(now.tour === null ? TOUR_SECONDS : 0, true);
        return;
      case 'DUTY_PICTURES':
      case 'DUTY_SITES':
      case 'NO_DUTY':
        void acts.duty(id === 'NO_DUTY' ? null : id === 'DUTY_PICTURES' ? 'PICTURES' : 'SITES');
        return;
      case 'LOG':
        change({ side: 'LOG', aid: null, log: LOGS[(LOGS.indexOf(desk.get().log) + 1) % LOGS.length] });
        return;
      case 'GUESTS':
      case 'PALETTE':
      case 'KEYS':
        change({ aid: desk.get().aid === id ? null : id });
        return;
      case 'END':
        void acts.end();
        return;
    }
  };
}
