import { createContext, useContext } from 'react';
import type { MeetingActs } from './api/acts';
import type { StreamState } from './api/events';
import type { GuestLink, Seat } from './api/wire';
import type { Store } from './media/store';
import type { Hearing } from './media/watch';
import { type ConsoleCommandId, type Hindrance, hindrance } from './model/consoleCommands';
import type { Desk } from './model/desk';
import type { MeetingView } from './model/meeting';
import type { Picture } from './model/person';
import { useClock } from './useClock';
import { useSelect, useStore } from './useStore';

/** The meeting's acts; each says whether it was done. Why not stands on the desk by then. */
export type ConsoleActs = {
  readonly [Name in keyof MeetingActs]: (...args: Parameters<MeetingActs[Name]>) => Promise<boolean>;
};

/** What every part of the console works with. One object for as long as the console stands. */
export interface Console {
  readonly view: Store<MeetingView>;
  readonly desk: Store<Desk>;
  readonly link: Store<StreamState>;
  readonly acts: ConsoleActs;
  /** Moving pictures by place: `programme:0`, `camera:<seat>`, `screen:<seat>`. */
  readonly pictures: Store<ReadonlyMap<string, Picture>>;
  /** The operator's ears: whether the programme is heard, and whether the browser wants a click first. */
  readonly hearing: Store<Hearing>;
  /** Who sits here: to find oneself among the operators. */
  readonly me: string;
  /** The programme is shown by stills too, as this desk's address asks (`?show=stills`). */
  readonly stills: boolean;
  /** Address of a site's newest still picture, or null. */
  still(seat: Pick<Seat, 'id' | 'still'>): string | null;
  /** Link and PIN to be handed to guests. @throws ActRefused */
  guestLink(): Promise<GuestLink>;
  /** Does an act by name, to the selected site where it needs one. */
  perform(id: ConsoleCommandId): void;
  select(seat: string | null): void;
  change(part: Partial<Desk>): void;
  hear(on: boolean): void;
  /** Says the result of one's own act that leaves no other trace. */
  say(text: string): void;
}

const Context = createContext<Console | null>(null);
export const ConsoleProvider = Context.Provider;

export function useConsole(): Console {
  const found = useContext(Context);
  if (!found) throw new Error('outside of a console');
  return found;
}

/** A part of the meeting; the component is drawn anew only when that part is another one. */
export function useView<P>(select: (view: MeetingView) => P, equal?: (a: P, b: P) => boolean): P {
  return useSelect(useConsole().view, select, equal);
}

export function useDesk<P>(select: (desk: Desk) => P): P {
  return useSelect(useConsole().desk, select);
}

export function useSeat(id: string | null): Seat | undefined {
  return useView((view) => (id === null ? undefined : view.byId.get(id)));
}

/** The server's clock, in milliseconds since the epoch, new every second. */
export function useServerClock(): number {
  const skew = useView((view) => view.skew);
  return useClock() + skew;
}

/** Why an act cannot be done now; null when it can. */
export function useHindrance(id: ConsoleCommandId): Hindrance | null {
  const selected = useDesk((desk) => desk.selected);
  return useView((view) => hindrance(id, view, { selected }));
}

export function useLink(): StreamState {
  return useStore(useConsole().link);
}
