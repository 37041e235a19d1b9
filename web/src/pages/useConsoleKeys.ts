import { useEffect } from 'react';
import { consoleCommandFor } from '../model/consoleCommands';
import { type Direction, neighbour } from '../model/desk';
import type { Console } from '../useConsole';

const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'LEFT',
  ArrowRight: 'RIGHT',
  ArrowUp: 'UP',
  ArrowDown: 'DOWN',
};

/** The keyboard of the console. T is a key to be held: talk lasts as long as it is down. */
export function useConsoleKeys(console: Console): void {
  useEffect(() => {
    const { desk, view, acts, perform, select } = console;
    let held: string | null = null;
    const down = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if (event.key === 'Escape' && desk.get().aid !== null) {
        desk.update((now) => ({ ...now, aid: null }));
        return;
      }
      // With the cursor nowhere in particular, arrows move on the wall.
      const direction = arrows[event.key];
      if (direction && event.target === document.body && !event.ctrlKey && !event.altKey && !event.metaKey) {
        event.preventDefault();
        select(neighbour(view.get(), desk.get(), direction));
        return;
      }
      const id = consoleCommandFor(event, desk.get().singleKeys);
      if (id === null) return;
      event.preventDefault();
      if (id === 'TALK') {
        held = desk.get().selected;
        if (held !== null && view.get().byId.get(held)?.connected) void acts.talk(held);
        return;
      }
      // What cannot be taken back has no single key; by name it is held in the palette.
      perform(id);
    };
    const up = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 't' && held !== null) {
        held = null;
        void acts.talk(null);
      }
      // Firefox presses a button when the space bar comes up.
      if (event.key === ' ' && consoleCommandFor(event, desk.get().singleKeys) === 'TAKE')
        event.preventDefault();
    };
    const away = () => {
      if (held === null) return;
      held = null;
      void acts.talk(null);
    };
    window.addEventListener('keydown', down);
    window.addEventListener('keyup', up);
    window.addEventListener('blur', away);
    return () => {
      window.removeEventListener('keydown', down);
      window.removeEventListener('keyup', up);
      window.removeEventListener('blur', away);
      away();
    };
  }, [console]);
}
