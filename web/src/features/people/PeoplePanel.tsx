import { Camera, CameraOff, Hand, Mic, MicOff, MonitorUp, Search, TriangleAlert } from 'lucide-react';
import { memo, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../model/person';
import { handPlaces, listed } from '../../model/roster';
import { clock } from '../../model/text';

interface Props {
  readonly people: readonly Person[];
}

/** Everybody, raised hands first; the whole list at once, so that the browser's own search works too. */
export function PeoplePanel({ people }: Props) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const id = useId();
  const places = handPlaces(people);
  const rows = listed(people, search);
  return (
    <div className="people">
      <div className="people-search">
        <label className="hidden" htmlFor={id}>
          {t('people.search')}
        </label>
        <Search size={18} aria-hidden="true" />
        <input
          id={id}
          type="search"
          className="input"
          placeholder={t('people.search')}
          autoComplete="off"
          spellCheck={false}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      {rows.length === 0 ? <p className="people-none">{t('people.none')}</p> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the list scrolls, and a keyboard must be able to. */}
      <ul className="people-list" tabIndex={0} aria-label={t('people.title')}>
        {rows.map((person) => (
          <Row key={person.identity} person={person} place={places.get(person.identity) ?? 0} />
        ))}
      </ul>
    </div>
  );
}

const Row = memo(function Row({ person, place }: { readonly person: Person; readonly place: number }) {
  const { t } = useTranslation();
  return (
    <li
      className={`person${person.speaking ? ' person-speaking' : ''}${person.stale ? ' person-stale' : ''}`}
    >
      <div className="person-name">
        <span>{person.name}</span>
        {person.isLocal ? <span className="person-you"> {t('tile.you')}</span> : null}
        {person.handRaisedAt === null ? null : (
          <span className="person-hand">
            <Hand size={14} aria-hidden="true" />
            {t('people.hands')} {place} · {t('people.since', { time: clock(person.handRaisedAt) })}
          </span>
        )}
        {person.stale ? <span className="person-note">{t('tile.away')}</span> : null}
        {person.speaking ? <span className="hidden">{t('people.speaking')}</span> : null}
      </div>
      {person.line === 'poor' || person.line === 'lost' ? (
        <Sign label={t(person.line === 'poor' ? 'tile.poorLine' : 'tile.lostLine')} look={person.line}>
          <TriangleAlert size={18} />
        </Sign>
      ) : null}
      {person.screen ? (
        <Sign label={t('people.sharing')} look="on">
          <MonitorUp size={18} />
        </Sign>
      ) : null}
      {person.stale ? null : person.microphone === 'on' ? (
        <Sign label={t('bar.microphone')} look="on">
          <Mic size={18} />
        </Sign>
      ) : (
        <Sign label={t('tile.microphoneOff')} look="off">
          <MicOff size={18} />
        </Sign>
      )}
      {person.stale ? null : person.camera === 'on' ? (
        <Sign label={t('bar.camera')} look="on">
          <Camera size={18} />
        </Sign>
      ) : (
        <Sign label={t('people.cameraOff')} look="off">
          <CameraOff size={18} />
        </Sign>
      )}
    </li>
  );
});

function Sign({
  label,
  look,
  children,
}: {
  readonly label: string;
  readonly look: 'on' | 'off' | 'poor' | 'lost';
  readonly children: React.ReactNode;
}) {
  return (
    <span className={`sign sign-${look}`} role="img" aria-label={label} title={label}>
      {children}
    </span>
  );
}
