import { Check, Undo2 } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Guests } from '../../api/wire';
import { guestLine } from '../../model/meeting';
import { CommandButton } from '../../ui/CommandButton';
import { ageOf } from '../../words';

type Waiting = Guests['waiting'][number];

interface Props {
  /** Its heading, where the page does not speak of guests anyway. */
  readonly title?: string;
  readonly waiting: readonly Waiting[];
  /** Whether the lines are open: nobody is let in before. */
  readonly running: boolean;
  /** The server's clock, milliseconds since the epoch. */
  readonly now: number;
  onAdmit(ids: readonly string[] | 'all'): void;
  /** @param reason the guest reads it; may be empty */
  onRefuse(id: string, reason: string): void;
}

/** Guests who wait to be let in, for whoever may let them in: the console and the secretary's desk. */
export function Lobby({ title, waiting, running, now, onAdmit, onRefuse }: Props) {
  const { t } = useTranslation();
  const reason = running ? null : t('hindrance.LINES_CLOSED');
  const heading = title ?? t('guests.waiting');
  const [refusing, setRefusing] = useState<string | null>(null);
  return (
    <section className="lobby" aria-label={heading}>
      <header className="guests-head">
        <h3>
          {heading} {waiting.length > 0 ? <b className="tone-warn">{waiting.length}</b> : null}
        </h3>
        {waiting.length > 1 ? (
          <CommandButton
            label={t('guests.admitAll')}
            act="ADMIT_ALL"
            reason={reason}
            onClick={() => onAdmit('all')}
          />
        ) : null}
      </header>
      {waiting.length === 0 ? <p className="console-empty">{t('guests.nobodyWaits')}</p> : null}
      <ul className="guests-list">
        {waiting.map((one) => (
          <li key={one.id} className="guest-row">
            <Who name={one.card.name} line={guestLine(one.card)} />
            <time dateTime={one.since}>{ageOf(one.since, now)}</time>
            {refusing === one.id ? (
              <Refusing one={one} onRefuse={onRefuse} onDone={() => setRefusing(null)} />
            ) : (
              <div className="guest-acts">
                <CommandButton
                  icon={<Check size={15} aria-hidden="true" />}
                  label={t('guests.admit')}
                  act="ADMIT"
                  reason={reason}
                  onClick={() => onAdmit([one.id])}
                />
                <CommandButton label={t('guests.refuse')} act="REFUSE" onClick={() => setRefusing(one.id)} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Who({ name, line }: { readonly name: string; readonly line: string }) {
  return (
    <p className="guest-who">
      <b>{name}</b>
      {line === '' ? null : <span>{line}</span>}
    </p>
  );
}

interface RefusingProps extends Pick<Props, 'onRefuse'> {
  readonly one: Waiting;
  onDone(): void;
}

/** The reason is what the guest reads; it may be left out. */
function Refusing({ one, onRefuse, onDone }: RefusingProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onRefuse(one.id, reason.trim());
    onDone();
  };
  return (
    <form className="guest-refuse" onSubmit={submit}>
      <input
        ref={field}
        className="input"
        aria-label={t('guests.reason', { name: one.card.name })}
        placeholder={t('guests.reasonHint')}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
        }}
      />
      <button type="submit" className="button" data-act="REFUSE_SEND">
        {t('guests.refuse')}
      </button>
      <button type="button" className="icon-act" aria-label={t('console.close')} onClick={onDone}>
        <Undo2 size={16} aria-hidden="true" />
      </button>
    </form>
  );
}
