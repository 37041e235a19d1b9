import type { RemoteTrack, Room } from 'livekit-client';

/** How often the counters are read, in milliseconds. */
const LOOK_MILLIS = 1_000;
/** More tracks than this need not be asked: if none of these brings anything, nothing arrives. */
const MOST_TRACKS = 6;

/**
 * Watches whether picture or sound of anybody still arrives.
 *
 * @param onChange called when the answer changes; it begins as false
 * @returns ends the watch
 */
export function watchArrival(room: Room, onChange: (arrives: boolean) => void): () => void {
  let over = false;
  let before = -1;
  let arrives = false;
  const look = async () => {
    const bytes = await received(room);
    if (over) return;
    const now = before >= 0 && bytes > before;
    before = bytes;
    if (now !== arrives) {
      arrives = now;
      onChange(now);
    }
  };
  void look();
  const timer = window.setInterval(() => void look(), LOOK_MILLIS);
  return () => {
    over = true;
    window.clearInterval(timer);
  };
}

async function received(room: Room): Promise<number> {
  const tracks: RemoteTrack[] = [];
  for (const participant of room.remoteParticipants.values()) {
    for (const publication of participant.trackPublications.values()) {
      if (publication.track && !publication.isMuted) tracks.push(publication.track);
    }
  }
  const reports = await Promise.all(
    tracks.slice(0, MOST_TRACKS).map((track) => track.getRTCStatsReport().catch(() => undefined)),
  );
  let bytes = 0;
  for (const report of reports) {
    report?.forEach((entry: { type: string; bytesReceived?: number }) => {
      if (entry.type === 'inbound-rtp') bytes += entry.bytesReceived ?? 0;
    });
  }
  return bytes;
}
