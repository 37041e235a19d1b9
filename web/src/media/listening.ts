import { type RemoteTrack, type Room, RoomEvent, Track } from 'livekit-client';

/** Plays the sound of everybody else; pictures are the business of the tiles. */
export class Listening {
  private readonly elements = new Map<RemoteTrack, HTMLMediaElement>();
  private readonly box = document.createElement('div');

  constructor(private readonly room: Room) {
    this.box.hidden = true;
    document.body.append(this.box);
    room.on(RoomEvent.TrackSubscribed, this.play);
    room.on(RoomEvent.TrackUnsubscribed, this.end);
  }

  dispose(): void {
    this.room.off(RoomEvent.TrackSubscribed, this.play);
    this.room.off(RoomEvent.TrackUnsubscribed, this.end);
    for (const track of [...this.elements.keys()]) this.end(track);
    this.box.remove();
  }

  private readonly play = (track: RemoteTrack): void => {
    if (track.kind !== Track.Kind.Audio || this.elements.has(track)) return;
    const element = track.attach();
    this.elements.set(track, element);
    this.box.append(element);
  };

  private readonly end = (track: RemoteTrack): void => {
    const element = this.elements.get(track);
    if (!element) return;
    this.elements.delete(track);
    track.detach(element);
    element.remove();
  };
}
