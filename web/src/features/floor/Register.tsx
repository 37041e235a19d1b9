import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findable, guestIds, spokenName } from '../../model/meeting';
import { searchIndex } from '../../model/search';
import { clean } from '../../model/text';
import { SiteSearch } from '../../ui/SiteSearch';
import { useConsole, useView } from '../../useConsole';

/** One line that puts somebody into the queue: which site, who, on what. */
export function Register({ seat: given }: { readonly seat: string | null }) {
  const { t } = useTranslation();
  const { acts, change, view } = useConsole();
  const [seat, setSeat] = useState(given);
  const [speaker, setSpeaker] = useState('');
  const [topic, setTopic] = useState('');
  const rows = useView((now) => now.rows);
  const guests = useView(guestIds);
  // biome-ignore lint/correctness/useExhaustiveDependencies: names change with the rows only, not with every state
  const index = useMemo(() => searchIndex(findable(view.get())), [rows, guests]);
  const name = useView((now) => {
    const found = seat === null ? undefined : now.byId.get(seat);
    return found ? spokenName(now, found) : null;
  });
  const close = () => change({ asking: null });
  return (
    <form
      className="floor-register"
      aria-label={t('command.REGISTER')}
      onSubmit={(event) => {
        event.preventDefault();
        if (seat === null) return;
        void acts.requestFloor(seat, clean(speaker), clean(topic)).then((done) => {
          if (done) close();
        });
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      {name === null ? (
        <SiteSearch
          index={index}
          label={t('floor.whichSite')}
          placeholder={t('floor.whichSite')}
          none={t('wall.nobody')}
          autoFocus
          onPick={setSeat}
        />
      ) : (
        <p className="floor-register-site">
          <b>{name}</b>
          <button type="button" className="monitor-link" onClick={() => setSeat(null)}>
            {t('floor.otherSite')}
          </button>
        </p>
      )}
      <input
        className="input"
        aria-label={t('floor.speaker')}
        placeholder={t('floor.speaker')}
        maxLength={120}
        // biome-ignore lint/a11y/noAutofocus: only where the operator has just asked to type
        autoFocus={given !== null}
        value={speaker}
        onChange={(event) => setSpeaker(event.target.value)}
      />
      <input
        className="input"
        aria-label={t('floor.topic')}
        placeholder={t('floor.topic')}
        maxLength={200}
        value={topic}
        onChange={(event) => setTopic(event.target.value)}
      />
      <div className="floor-register-foot">
        <button type="submit" className="button" aria-disabled={seat === null}>
          {t('floor.enter')}
        </button>
        <button type="button" className="button" onClick={close}>
          {t('console.cancel')}
        </button>
      </div>
    </form>
  );
}
