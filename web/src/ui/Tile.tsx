import { Hand, Mic, MicOff, Pin, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import type { Person, Picture } from '../model/person';
import { initials } from '../model/text';
import { VideoPicture } from './VideoPicture';

export interface TileWords {
  readonly you: string;
  /** In place of one's own name where there is no room for both. */
  readonly youAlone: string;
  readonly microphoneOff: string;
  readonly handRaised: string;
  readonly poorLine: string;
  readonly lostLine: string;
  /** The same in one word, for the plate. */
  readonly poor: string;
  readonly lost: string;
  readonly paused: string;
  readonly away: string;
  readonly pin: string;
  readonly unpin: string;
  screenOf(name: string): string;
}

interface Props {
  readonly person: Person;
  readonly words: TileWords;
  /** Shown in a small tile in place of the whole name. */
  readonly briefName?: string;
  /** Place in the queue of raised hands, or 0. */
  readonly handPlace: number;
  readonly what?: 'camera' | 'screen';
  readonly pinned?: boolean;
  /** In CSS pixels; without it the tile fills its box. */
  readonly width?: number;
  readonly height?: number;
  /** How wide the box is that the tile fills. */
  readonly boxWidth?: number;
  readonly onPin?: (identity: string) => void;
}

const LARGE_PIXELS = 560;
const HUGE_PIXELS = 900;

function sizeOf(width: number): string {
  if (width < 150) return 'tile-small tile-tiny';
  if (width < 230) return 'tile-small';
  if (width < LARGE_PIXELS) return '';
  return width < HUGE_PIXELS ? 'tile-large' : 'tile-huge';
}

/** One participant: picture or initials, and a plate with the name and only the signs that matter. */
export const Tile = memo(function Tile({
  person,
  words,
  briefName = person.name,
  handPlace,
  what = 'camera',
  pinned = false,
  width,
  height,
  boxWidth = LARGE_PIXELS - 1,
  onPin,
}: Props) {
  const room = width ?? boxWidth;
  const picture: Picture | null = what === 'screen' ? person.screen : person.picture;
  const name = what === 'screen' ? words.screenOf(person.name) : person.name;
  const size = sizeOf(what === 'screen' ? Math.min(room, LARGE_PIXELS) : room);
  const small = room < 230;
  const shownName = !small || what === 'screen' ? name : person.isLocal ? words.youAlone : briefName;
  // What was known of somebody before a cut is not known now.
  const hand = person.stale ? 0 : handPlace;
  const line = person.stale ? 'unknown' : person.line;
  const says = [
    name,
    person.isLocal ? words.you : '',
    person.microphone === 'on' || person.stale ? '' : words.microphoneOff,
    hand > 0 ? `${words.handRaised} ${hand}` : '',
    line === 'poor' ? words.poorLine : line === 'lost' ? words.lostLine : '',
    person.stale ? words.away : '',
  ].filter((part) => part !== '');
  const classes = [
    'tile',
    size,
    person.speaking && what === 'camera' ? 'tile-speaking' : '',
    person.stale ? 'tile-stale' : '',
    what === 'screen' ? 'tile-screen' : '',
  ];
  return (
    <section
      className={classes.filter(Boolean).join(' ')}
      aria-label={says.join(', ')}
      data-identity={person.identity}
      data-what={what}
      style={width === undefined ? undefined : { width, height }}
    >
      {what === 'camera' ? (
        // Also behind a picture: until its first frame comes there is nothing else to see.
        <div className="tile-empty" aria-hidden="true">
          <span className="tile-initials">{initials(person.name)}</span>
        </div>
      ) : null}
      {picture ? (
        <VideoPicture
          picture={picture}
          mirrored={person.isLocal && what === 'camera'}
          fit={what === 'screen' ? 'contain' : 'cover'}
        />
      ) : null}
      {picture?.paused && !person.stale ? <p className="tile-note">{words.paused}</p> : null}
      {person.stale ? <p className="tile-note">{words.away}</p> : null}
      {hand > 0 && what === 'camera' ? (
        <span className="tile-hand" title={words.handRaised}>
          <Hand size={16} aria-hidden="true" />
          {hand}
        </span>
      ) : null}
      {onPin ? (
        <button
          type="button"
          className="tile-pin"
          aria-pressed={pinned}
          aria-label={`${pinned ? words.unpin : words.pin}: ${person.name}`}
          title={pinned ? words.unpin : words.pin}
          onClick={() => onPin(person.identity)}
        >
          <Pin size={16} aria-hidden="true" fill={pinned ? 'currentColor' : 'none'} />
        </button>
      ) : null}
      <div className="tile-plate" aria-hidden="true">
        {what !== 'camera' || person.stale ? null : person.microphone === 'on' ? (
          <Mic />
        ) : (
          <MicOff className="tile-mic-off" />
        )}
        <span className="tile-name" title={name}>
          {shownName}
        </span>
        {person.isLocal && what === 'camera' && !small ? <span className="tile-you">{words.you}</span> : null}
        {line === 'poor' || line === 'lost' ? (
          <span
            className={line === 'lost' ? 'tile-line tile-line-lost' : 'tile-line tile-line-poor'}
            title={line === 'lost' ? words.lostLine : words.poorLine}
          >
            <TriangleAlert />
            <span className="tile-line-word">{line === 'lost' ? words.lost : words.poor}</span>
          </span>
        ) : null}
      </div>
    </section>
  );
});
