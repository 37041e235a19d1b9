import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActRefused } from '../api/acts';
import { type Door, setUp, signIn, signInToDemo, whoAmI } from '../api/me';
import type { Me, Role } from '../api/wire';
import { DemoDoor } from '../features/signin/DemoDoor';
import { SetUp } from '../features/signin/SetUp';
import { SignIn } from '../features/signin/SignIn';
import { Button } from '../ui/Button';
import { Notice } from '../ui/Notice';
import { useTheme } from '../useTheme';
import { Authority } from './Authority';
import { EntranceCard } from './EntranceCard';
import { Front } from './Front';
import { HomePage } from './HomePage';
import { StepGate, wantsStep } from './StepGate';

interface Props {
  /** What is shown to whoever is signed in; null: their home. */
  readonly inside: ReactNode;
  /** The door for guests, where this address has one. */
  readonly guest?: ReactNode;
}

/** Asks who sits here, and lets in. */
export function Entrance({ inside, guest }: Props) {
  const [who, setWho] = useState<Me | Door | null>(null);
  /** The second step was taken, or put off for now. */
  const [late, setLate] = useState(false);
  const ask = useCallback(() => {
    void whoAmI().then(setWho);
  }, []);
  useEffect(ask, [ask]);
  // A page inside has a theme of its own.
  useTheme(typeof who === 'object' && who !== null && inside !== null ? null : 'system');
  if (who === null) return null;
  if (typeof who === 'object') {
    if (inside !== null) return inside;
    if (wantsStep(who) && !late)
      return (
        <StepGate
          me={who}
          onPassed={() => {
            setLate(true);
            ask();
          }}
        />
      );
    return (
      <HomePage
        me={who}
        onLeft={() => {
          setLate(false);
          ask();
        }}
      />
    );
  }
  return <Doors door={who} guest={guest} onIn={setWho} onAgain={ask} />;
}

interface DoorsProps {
  readonly door: Door;
  readonly guest?: ReactNode;
  /** Beside the languages; the way to the certificate unless told. */
  readonly foot?: ReactNode;
  onIn(me: Me): void;
  onAgain(): void;
}

export function Doors({ door, guest, foot = <Authority />, onIn, onAgain }: DoorsProps) {
  const { t } = useTranslation();
  const [refusal, setRefusal] = useState<ActRefused | null>(null);
  const [busy, setBusy] = useState(false);
  const enter = (entering: Promise<Me>) => {
    setBusy(true);
    entering
      .then((me) => {
        setRefusal(null);
        onIn(me);
      })
      .catch((error: unknown) => {
        setRefusal(error instanceof ActRefused ? error : new ActRefused(0, 'unreachable'));
      })
      .finally(() => setBusy(false));
  };
  // A server without accounts, or none at all: the guests' door stands alone.
  if (door === 'none' && guest !== undefined) return <Front foot={foot}>{guest}</Front>;
  return (
    <Front foot={foot}>
      <div
        className={`entrance ${guest === undefined || door === 'set-up' ? 'entrance-single' : ''} ${door === 'set-up' ? 'entrance-wide' : ''}`}
      >
        <EntranceCard>
          {door === 'none' ? (
            <Notice
              look="warn"
              title={t('signIn.noServer')}
              acts={<Button onClick={onAgain}>{t('check.retry')}</Button>}
            >
              {t('signIn.noServerHow')}
            </Notice>
          ) : null}
          {door === 'set-up' ? (
            <SetUp
              refusal={refusal}
              busy={busy}
              onSetUp={(code, name, account, password) => enter(setUp(code, name, account, password))}
            />
          ) : null}
          {door === 'demo-door' ? (
            <DemoDoor busy={busy} onEnter={(role: Role) => enter(signInToDemo(role))} />
          ) : null}
          {door === 'sign-in' || door === 'demo-door' ? (
            <SignIn
              refusal={refusal}
              busy={busy}
              onSignIn={(account, password, code) => enter(signIn(account, password, code))}
            />
          ) : null}
        </EntranceCard>
        {door === 'set-up' ? null : guest}
      </div>
    </Front>
  );
}
