// How far the lines of an invented meeting are, by what the meeting is at. For the gallery and tests.
import type { CheckFault, MeetingState, Seat, TechnicalCheck } from '../api/wire';

export const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

const faults: readonly CheckFault[] = ['NOT_CONNECTED', 'NO_SOUND', 'NOT_CONNECTED', 'BLACK', 'NARROW'];

const foundAt = (index: number): TechnicalCheck => ({
  at: ago(900 + index),
  fault: index % 17 === 5 ? (faults[Math.floor(index / 17) % faults.length] ?? null) : null,
});

/** @param rehearsed there was a rehearsal, and not all passed */
export function inPhase(all: readonly Seat[], state: MeetingState, rehearsed: boolean): Seat[] {
  if (state === 'LOBBY') {
    return all.map((seat, index) =>
      index < 96
        ? { ...seat, state: index % 3 ? 'CHECKED' : 'CONNECTED', present: false, headcount: null }
        : {
            ...seat,
            state: index < 160 ? 'RINGING' : 'EXPECTED',
            tries: index < 160 ? 1 : 0,
            connected: false,
            present: false,
            headcount: null,
          },
    );
  }
  if (rehearsed) return all.map((seat, index) => ({ ...seat, check: foundAt(index) }));
  if (state === 'REHEARSING') {
    return all.map((seat, index) =>
      index % 3 === 2
        ? { ...seat, state: 'RINGING', connected: false, present: false, headcount: null }
        : {
            ...seat,
            state: index % 3 ? 'CHECKED' : 'CONNECTED',
            present: false,
            headcount: null,
            check: index % 3 ? { at: ago(40), fault: null } : null,
          },
    );
  }
  if (state === 'ROLL_CALL') {
    return all.map((seat, index) =>
      index < 140
        ? seat
        : {
            ...seat,
            state: index % 19 === 4 ? 'EXPECTED' : 'CHECKED',
            connected: index % 19 !== 4,
            present: false,
            headcount: null,
          },
    );
  }
  return [...all];
}
