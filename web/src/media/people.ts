import { ConnectionQuality, type Participant, type Room, Track, type TrackPublication } from 'livekit-client';
import type { LineQuality, Person, Picture, Sending } from '../model/person';
import { allRights, type Rights } from '../model/rights';
import { byArrival, samePerson } from '../model/roster';

/** Participant attribute that holds when a hand was raised, in milliseconds since the epoch; empty when down. */
export const HAND_ATTRIBUTE = 'nharong.hand';
/** Participant attribute by which our own page is known (it confirms chat messages). */
export const PAGE_ATTRIBUTE = 'nharong.page';

/** Turns the client's room into the plain list the page works with, keeping objects that did not change. */
export class People {
  private before = new Map<string, Person>();
  private readonly pictures = new WeakMap<Track, { live: Picture; paused: Picture }>();

  /** Everybody in the room now, in the order of arrival. */
  read(room: Room): readonly Person[] {
    const now = new Map<string, Person>();
    const all: Participant[] = [room.localParticipant, ...room.remoteParticipants.values()];
    for (const participant of all) {
      if (participant.identity === '') continue;
      const person = this.person(participant, participant === room.localParticipant);
      const known = this.before.get(person.identity);
      now.set(person.identity, known && samePerson(known, person) ? known : person);
    }
    this.before = now;
    return [...now.values()].sort(byArrival);
  }

  private person(participant: Participant, isLocal: boolean): Person {
    const microphone = participant.getTrackPublication(Track.Source.Microphone);
    const camera = participant.getTrackPublication(Track.Source.Camera);
    const screen = participant.getTrackPublication(Track.Source.ScreenShare);
    const hand = Number(participant.attributes[HAND_ATTRIBUTE] ?? '');
    return {
      identity: participant.identity,
      name: participant.name || participant.identity,
      isLocal,
      joinedAt: participant.joinedAt?.getTime() ?? 0,
      microphone: sending(microphone),
      camera: sending(camera),
      speaking: participant.isSpeaking,
      lastSpokeAt: participant.lastSpokeAt?.getTime() ?? 0,
      handRaisedAt: Number.isFinite(hand) && hand > 0 ? hand : null,
      line: line(participant.connectionQuality),
      picture: this.picture(camera),
      screen: this.picture(screen),
      stale: false,
    };
  }

  private picture(publication: TrackPublication | undefined): Picture | null {
    const track = publication?.track;
    if (!publication || !track || publication.isMuted || track.kind !== Track.Kind.Video) return null;
    let both = this.pictures.get(track);
    if (!both) {
      const make = (paused: boolean): Picture => ({
        key: publication.trackSid || track.mediaStreamTrack.id,
        paused,
        attach: (element) => {
          track.attach(element);
        },
        detach: (element) => {
          track.detach(element);
        },
      });
      both = { live: make(false), paused: make(true) };
      this.pictures.set(track, both);
    }
    return track.streamState === Track.StreamState.Paused ? both.paused : both.live;
  }
}

/** The rights of the person at this page, as the server told them last. */
export function rightsOf(room: Room): Rights {
  const given = room.localParticipant.permissions;
  if (!given) return allRights;
  const may = (source: Track.Source) =>
    given.canPublish &&
    (given.canPublishSources.length === 0 || given.canPublishSources.includes(Track.sourceToProto(source)));
  return {
    microphone: may(Track.Source.Microphone),
    camera: may(Track.Source.Camera),
    share: may(Track.Source.ScreenShare),
    write: given.canPublishData,
    hand: given.canUpdateMetadata,
  };
}

function sending(publication: TrackPublication | undefined): Sending {
  if (!publication) return 'none';
  return publication.isMuted ? 'off' : 'on';
}

function line(quality: ConnectionQuality): LineQuality {
  switch (quality) {
    case ConnectionQuality.Excellent:
    case ConnectionQuality.Good:
      return 'good';
    case ConnectionQuality.Poor:
      return 'poor';
    case ConnectionQuality.Lost:
      return 'lost';
    default:
      return 'unknown';
  }
}
