import { Hand, Mic, MicOff, Pin, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import type { Person, Picture } from '../model/person';
import { initials } from '../model/text';
import { VideoPicture } from './VideoPicture';

export interface TileWords {
  readonly you: string;
  readonly microphoneOff: string;
  readonly handRaised: string;
  readonly poorLine: string;
  readonly lostLine: string;
  readonly paused: string;
  readonly away: string;
  readonly pin: string;
  readonly unpin: string;
  screenOf(name: string): string;
}

interface Props {
  readonly person: Person;
  readonly words: TileWords;
  /** Place in the queue of raised hands, or 0. */
  readonly handPlace: number;
  readonly what?: 'camera' | 'screen';
  readonly pinned?: boolean;
  /** In CSS pixels; without it the tile fills its box. */
  readonly width?: number;
  readonly height?: number;
  readonly onPin?: (identity: string) => void;
}

/** One participant: picture or initials, and a plate with the name and only the signs that matter. */
export const Tile = memo(function Tile({
  person,
  words,
  handPlace,
  what = 'camera',
  pinned = false,
  width,
  height,
  onPin,
}: Props) {
  const picture: Picture | null = what === 'screen' ? person.screen : person.picture;
  const name = what === 'screen' ? words.screenOf(person.name) : person.name;
  const small = width !== undefined && width < 190;
  const says = [
    name,
    person.isLocal ? words.you : '',
    person.microphone === 'on' ? '' : words.microphoneOff,
    handPlace > 0 ? `${words.handRaised} ${handPlace}` : '',
    person.line === 'poor' ? words.poorLine : person.line === 'lost' ? words.lostLine : '',
    person.stale ? words.away : '',
  ].filter((part) => part !== '');
  const classes = [
    'tile',
    small ? 'tile-small' : '',
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
      {picture ? (
        <VideoPicture
          picture={picture}
          mirrored={person.isLocal && what === 'camera'}
          fit={what === 'screen' ? 'contain' : 'cover'}
        />
      ) : (
        <div className="tile-empty" aria-hidden="true">
          <span className="tile-initials">{initials(person.name)}</span>
        </div>
      )}
      {picture?.paused && !person.stale ? <p className="tile-note">{words.paused}</p> : null}
      {person.stale ? <p className="tile-note">{words.away}</p> : null}
      {handPlace > 0 && what === 'camera' ? (
        <span className="tile-hand" title={words.handRaised}>
          <Hand size={16} aria-hidden="true" />
          {handPlace}
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
        {what !== 'camera' ? null : person.microphone === 'on' ? (
          <Mic size={14} />
        ) : (
          <MicOff size={14} className="tile-mic-off" />
        )}
        <span className="tile-name" title={name}>
          {name}
        </span>
        {person.isLocal && what === 'camera' ? <span className="tile-you">{words.you}</span> : null}
        {person.line === 'poor' || person.line === 'lost' ? (
          <TriangleAlert size={14} className={person.line === 'lost' ? 'tile-line-lost' : 'tile-line-poor'} />
        ) : null}
      </div>
    </section>
  );
});
