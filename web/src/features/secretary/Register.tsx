import { X } from 'lucide-react';
import { type FormEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findable, type MeetingView, spokenName } from '../../model/meeting';
import { searchIndex } from '../../model/search';
import { clean } from '../../model/text';
import { Button, SquareButton } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { SiteSearch } from '../../ui/SiteSearch';

interface Props {
  readonly view: MeetingView;
  /** Resolves to why it was not done, or null. */
  onRequest(seat: string, speaker: string, topic: string): Promise<string | null>;
}

const LONGEST = 300;

/** One more speaker: site, who speaks, about what. What was typed stays until the server has it. */
export function Register({ view, onRequest }: Props) {
  const { t } = useTranslation();
  const index = useMemo(
    () => searchIndex(findable({ seats: view.seats, groups: view.groups, guests: view.guests })),
    [view.seats, view.groups, view.guests],
  );
  const [seat, setSeat] = useState<string | null>(null);
  const [speaker, setSpeaker] = useState('');
  const [topic, setTopic] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const site = useRef<HTMLInputElement>(null);
  const chosen = seat === null ? undefined : view.byId.get(seat);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!chosen) {
      setFault(t('secretary.siteMissing'));
      site.current?.focus();
      return;
    }
    void onRequest(chosen.id, clean(speaker), clean(topic)).then((why) => {
      setFault(why);
      if (why !== null) return;
      setSeat(null);
      setSpeaker('');
      setTopic('');
      window.setTimeout(() => site.current?.focus(), 0);
    });
  };
  return (
    <form className="register" aria-label={t('secretary.register')} onSubmit={submit}>
      <div className="field">
        <span className="field-label">{t('secretary.site')}</span>
        {chosen ? (
          <span className="register-site">
            <b>{spokenName(view, chosen)}</b>
            <SquareButton
              label={t('secretary.otherSite')}
              icon={<X size={16} aria-hidden="true" />}
              onClick={() => setSeat(null)}
            />
          </span>
        ) : (
          <SiteSearch
            index={index}
            inputRef={site}
            label={t('secretary.site')}
            placeholder={t('secretary.siteHint')}
            none={t('secretary.noSite')}
            onPick={(id) => {
              setSeat(id);
              setFault(null);
            }}
          />
        )}
      </div>
      <TextField
        label={t('secretary.speaker')}
        maxLength={LONGEST}
        autoComplete="off"
        value={speaker}
        onChange={(event) => setSpeaker(event.target.value)}
      />
      <TextField
        label={t('secretary.topic')}
        maxLength={LONGEST}
        autoComplete="off"
        value={topic}
        onChange={(event) => setTopic(event.target.value)}
      />
      <Button type="submit">{t('secretary.register')}</Button>
      {fault === null ? null : (
        <p className="field-fault register-fault" role="alert">
          {fault}
        </p>
      )}
    </form>
  );
}
