import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActRefused } from '../../api/acts';
import type { Knock } from '../../api/guest';
import { useProblem } from '../../problem';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Band, Mark } from '../../ui/Mark';
import { Notice } from '../../ui/Notice';

interface Props {
  /** What was said here before, on this machine. */
  readonly before: Omit<Knock, 'pin'>;
  readonly refusal: ActRefused | null;
  readonly busy: boolean;
  onKnock(knock: Knock): void;
}

/** Name, title, unit and the PIN of the link. */
export function GuestDoor({ before, refusal, busy, onKnock }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(before.name);
  const [title, setTitle] = useState(before.title);
  const [unit, setUnit] = useState(before.unit);
  const [pin, setPin] = useState('');
  const [tried, setTried] = useState(false);
  const left = useWait(refusal);
  const digits = pin.replace(/\D/g, '');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    const missing = name.trim() === '' ? 'name' : digits.length !== 6 ? 'pin' : null;
    if (missing !== null) {
      event.currentTarget.querySelector<HTMLInputElement>(`[name=${missing}]`)?.focus();
      return;
    }
    if (left === 0) onKnock({ name: name.trim(), title: title.trim(), unit: unit.trim(), pin: digits });
  };
  return (
    <div className="door guest-door">
      <div className="door-card">
        <Band />
        <div className="door-inside">
          <div className="door-brand">
            <Mark />
            <p>
              <strong>{t('app.name')}</strong>
              <span>{t('app.tagline')}</span>
            </p>
          </div>
          <h1>{t('guest.title')}</h1>
          <p className="door-lead">{t('guest.lead')}</p>
          {refusal === null ? null : <Refused refusal={refusal} left={left} />}
          <form className="door-form" onSubmit={submit} noValidate>
            <TextField
              label={t('guest.name')}
              name="name"
              fault={tried && name.trim() === '' ? t('guest.nameMissing') : null}
              value={name}
              maxLength={80}
              autoComplete="name"
              onChange={(event) => setName(event.target.value)}
            />
            <TextField
              label={t('guest.position')}
              name="title"
              hint={t('guest.positionHint')}
              value={title}
              maxLength={120}
              autoComplete="organization-title"
              onChange={(event) => setTitle(event.target.value)}
            />
            <TextField
              label={t('guest.unit')}
              name="unit"
              value={unit}
              maxLength={120}
              autoComplete="organization"
              onChange={(event) => setUnit(event.target.value)}
            />
            <TextField
              label={t('guest.pin')}
              name="pin"
              hint={t('guest.pinHint')}
              fault={tried && digits.length !== 6 ? t('guest.pinMissing') : null}
              value={pin}
              maxLength={9}
              inputMode="numeric"
              autoComplete="off"
              onChange={(event) => setPin(event.target.value)}
            />
            <Button look="primary" type="submit" className="door-go" disabled={busy || left > 0}>
              {left > 0 ? t('guest.wait', { count: left }) : t('guest.go')}
            </Button>
          </form>
        </div>
      </div>
    </div>
  );
}

function Refused({ refusal, left }: { readonly refusal: ActRefused; readonly left: number }) {
  const { t } = useTranslation();
  const problem = useProblem();
  if (refusal.code === 'too-many-tries') {
    return (
      <div className="door-astray" data-slowed={left}>
        <Notice look="warn" title={t('guest.slowed')}>
          {left > 0 ? t('guest.slowedHow', { count: left }) : t('guest.slowedOver')}
        </Notice>
      </div>
    );
  }
  return (
    <div className="door-astray" data-refused={refusal.code}>
      <Notice look="warn" title={t('guest.refused')}>
        {problem(refusal)}
      </Notice>
    </div>
  );
}

/** Seconds that the server wants to be waited for, counted down. */
function useWait(refusal: ActRefused | null): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const seconds = refusal?.code === 'too-many-tries' ? Number(refusal.values.seconds ?? '1') : 0;
    const until = Date.now() + seconds * 1_000;
    setLeft(seconds);
    if (seconds === 0) return;
    const timer = window.setInterval(() => {
      const now = Math.max(0, Math.ceil((until - Date.now()) / 1_000));
      setLeft(now);
      if (now === 0) window.clearInterval(timer);
    }, 250);
    return () => window.clearInterval(timer);
  }, [refusal]);
  return left;
}
