import { Check as CheckSign, Phone, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Kiosk } from '../../api/wire';
import type { Check } from '../../model/kiosk';
import { clock } from '../../model/text';
import { Mark } from '../../ui/Mark';
import { checkWords, shortCheckWords } from './words';

/** Name of the site and clock, along the top. */
export function Head({ site, now }: { readonly site: Kiosk['site'] | null; readonly now: number }) {
  const { t } = useTranslation();
  return (
    <header className="tv-head">
      <Mark className="tv-mark" />
      <p className="tv-name">{site?.name ?? t('app.name')}</p>
      {site?.place ? <p className="tv-place">{site.place}</p> : null}
      <p className="tv-clock">{clock(now)}</p>
    </header>
  );
}

/** Invented data are marked on every screen, out of the way. */
export function Sample({ shown }: { readonly shown: boolean }) {
  const { t } = useTranslation();
  return shown ? <p className="tv-sample">{t('kiosk.sample')}</p> : null;
}

const icons = { good: CheckSign, poor: TriangleAlert, none: X };

export function Checks({
  checks,
  brief = false,
}: {
  readonly checks: readonly Check[];
  readonly brief?: boolean;
}) {
  const { t } = useTranslation();
  const words = brief ? shortCheckWords : checkWords;
  return (
    <ul className={brief ? 'tv-checks tv-checks-brief' : 'tv-checks'}>
      {checks.map(({ of, how }) => {
        const Icon = icons[how];
        return (
          <li key={of} className={`tv-check-${how}`}>
            <Icon aria-hidden="true" />
            {t(words[of][how])}
          </li>
        );
      })}
    </ul>
  );
}

export function Key({ children }: { readonly children: ReactNode }) {
  return <b className="tv-key">{children}</b>;
}

/** Whom to phone, always there, and the keys that help. */
export function Foot({
  help,
  children,
}: {
  readonly help: Kiosk['help'] | null;
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <footer className="tv-foot">
      <Phone aria-hidden="true" />
      <p>
        {t('kiosk.help')}{' '}
        <b>{help ? t('kiosk.helpAt', { name: help.name, phone: help.phone }) : t('kiosk.helpUnknown')}</b>
      </p>
      <div className="tv-foot-keys">{children}</div>
    </footer>
  );
}

interface DigitProps {
  readonly digit: string;
  readonly word: string;
  onPress(): void;
}

/** A key of the remote control with its act; it can be clicked, too. */
export function Digit({ digit, word, onPress }: DigitProps) {
  return (
    <button type="button" className="tv-digit" tabIndex={-1} onClick={onPress}>
      <Key>{digit}</Key>
      {word}
    </button>
  );
}

interface OkProps {
  readonly word: string;
  readonly icon?: ReactNode;
  onPress(): void;
}

/** The one act of the key in the middle; what it does stands on it. */
export function Ok({ word, icon, onPress }: OkProps) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noAutofocus: a remote control has no pointer; the one button of the screen is where it stands.
    <button type="button" className="tv-ok" autoFocus onClick={onPress}>
      {icon ?? <Key>{t('kiosk.ok')}</Key>}
      {icon ? t('kiosk.okDoes', { act: word }) : word}
    </button>
  );
}
