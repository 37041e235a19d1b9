import { useEffect, useMemo, useState } from 'react';
import { type MeetingActs, meetingActs } from '../api/acts';
import type { StreamState } from '../api/events';
import { type Door, whoAmI } from '../api/me';
import type { Me } from '../api/wire';
import { LiveMeeting } from '../media/liveMeeting';
import { Store } from '../media/store';
import type { MeetingView } from '../model/meeting';
import { useStore } from '../useStore';

const nothing = new Store<MeetingView | null>(null);
const connecting = new Store<StreamState>({ kind: 'connecting' });

export interface MeetingAtHand {
  /** Null until the first snapshot. */
  readonly view: MeetingView | null;
  readonly link: StreamState;
  /** Who sits here, the door that is open instead, or null while it is asked. */
  readonly me: Me | Door | null;
  readonly acts: MeetingActs;
}

/** One meeting for one page, from the page's start to its end. */
export function useMeeting(meeting: string): MeetingAtHand {
  const [live, setLive] = useState<LiveMeeting | null>(null);
  const [me, setMe] = useState<Me | Door | null>(null);
  useEffect(() => {
    let gone = false;
    // The token that acts carry comes with it.
    void whoAmI().then((answer) => {
      if (!gone) setMe(answer);
    });
    const mine = new LiveMeeting(meeting);
    setLive(mine);
    return () => {
      gone = true;
      mine.dispose();
    };
  }, [meeting]);
  const acts = useMemo(() => meetingActs(meeting), [meeting]);
  return { view: useStore(live?.view ?? nothing), link: useStore(live?.link ?? connecting), me, acts };
}
