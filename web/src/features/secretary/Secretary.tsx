import type { ReactNode } from 'react';
import type { MeetingView } from '../../model/meeting';
import { RollCall, type RollCallActs } from './RollCall';
import { type SpeakerActs, Speakers } from './Speakers';
import { Top } from './Top';

interface Props extends RollCallActs, SpeakerActs {
  readonly view: MeetingView;
  /** This machine's clock, milliseconds since the epoch. */
  readonly now: number;
  readonly cutSince: number | null;
  readonly refused: string | null;
  /** What stands in the field for pasting at first; for looking at it. */
  readonly pasted?: string;
  /** Who waits to be let in; null while guests have no way in. */
  readonly lobby?: ReactNode;
  onExport(): void;
  onStartRollCall(): void;
  onCloseRollCall(): void;
}

/** The secretary's desk: the roll at the left, guests who wait and the list of speakers at the right. */
export function Secretary({ view, now, cutSince, refused, pasted, lobby, onMark, ...acts }: Props) {
  return (
    <main className="office">
      <Top
        view={view}
        now={now}
        cutSince={cutSince}
        onExport={acts.onExport}
        onStartRollCall={acts.onStartRollCall}
        onCloseRollCall={acts.onCloseRollCall}
      />
      <div className="office-columns">
        <RollCall view={view} onMark={onMark} />
        <div className="office-side">
          {lobby ? <div className="office-panel sec-lobby">{lobby}</div> : null}
          <Speakers view={view} now={now} refused={refused} pasted={pasted} {...acts} />
        </div>
      </div>
    </main>
  );
}
