import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me, OwnSession } from '../../api/wire';
import { Button } from '../../ui/Button';
import { Mark } from '../../ui/Mark';
import { Notice } from '../../ui/Notice';
import { Undo } from '../../ui/Undo';
import { ChangePassword } from './ChangePassword';
import { RemoveStep } from './RemoveStep';
import { CodeForm, Enrol, type EnrolActs } from './SecondStep';
import { Sessions } from './Sessions';

export interface OwnActs extends EnrolActs {
  /** Each resolves to why it was not done, or null. */
  onPassword(old: string, password: string): Promise<string | null>;
  onVerify(code: string): Promise<string | null>;
  onRemove(code: string): Promise<string | null>;
  onEnd(session: string): Promise<string | null>;
  onEndOthers(): Promise<string | null>;
}

interface Props {
  readonly me: Me | null;
  readonly sessions: readonly OwnSession[];
  /** Why there is nothing. */
  readonly fault: string | null;
  /** What was done last. */
  readonly done: string | null;
  readonly moving?: boolean;
  readonly language: ReactNode;
  readonly acts: OwnActs;
}

/** What somebody does with the own account: password, second step, where one is signed in. */
export function Own({ me, sessions, fault, done, moving: movingAtFirst = false, language, acts }: Props) {
  const { t } = useTranslation();
  return (
    <main className="office office-long">
      <header className="office-top">
        <div className="office-top-name">
          <Mark />
          <h1>{t('own.title')}</h1>
        </div>
        <nav className="directory-nav">
          <a href="/">{t('office.home')}</a>
          {language}
        </nav>
      </header>
      <div className="own">
        {fault === null ? null : <Notice look="bad" title={fault} />}
        <Undo words={done} label="" onUndo={null} />
        {me === null ? (
          fault === null ? (
            <p className="office-empty">{t('own.loading')}</p>
          ) : null
        ) : (
          <>
            <Who me={me} account={sessions.find(({ current }) => current)?.account ?? ''} />
            <div className="own-columns">
              <section className="office-panel own-panel" aria-labelledby="own-password">
                <h2 id="own-password">{t('password.change')}</h2>
                {me.demo ? (
                  <p className="step-how">{t('secondStep.demo')}</p>
                ) : (
                  <ChangePassword
                    account={sessions.find(({ current }) => current)?.account ?? ''}
                    onChange={acts.onPassword}
                  />
                )}
              </section>
              <section className="office-panel own-panel" aria-labelledby="own-step">
                <h2 id="own-step">{t('secondStep.title')}</h2>
                {me.demo ? (
                  <p className="step-how">{t('secondStep.demo')}</p>
                ) : (
                  <Step key={me.secondStep} me={me} movingAtFirst={movingAtFirst} acts={acts} />
                )}
              </section>
            </div>
            <section className="office-panel" aria-labelledby="own-sessions">
              <div className="office-panel-head">
                <h2 id="own-sessions">{t('own.sessions')}</h2>
              </div>
              <Sessions sessions={sessions} onEnd={acts.onEnd} onEndOthers={acts.onEndOthers} />
            </section>
          </>
        )}
      </div>
    </main>
  );
}

function Who({ me, account }: { readonly me: Me; readonly account: string }) {
  const { t } = useTranslation();
  return (
    <section className="own-who" aria-label={me.name}>
      <h2>{me.name}</h2>
      <dl className="unit-facts">
        <div>
          <dt>{t('own.signInAs')}</dt>
          <dd>{account}</dd>
        </div>
        <div>
          <dt>{t('own.roles')}</dt>
          <dd>
            {me.roles.length === 0
              ? t('own.noRoles')
              : me.roles
                  .map(({ role, unitName }) => [t(`role.${role}`), unitName].filter(Boolean).join(' · '))
                  .join('; ')}
          </dd>
        </div>
      </dl>
    </section>
  );
}

function Step({
  me,
  movingAtFirst,
  acts,
}: {
  readonly me: Me;
  readonly movingAtFirst: boolean;
  readonly acts: OwnActs;
}) {
  const { t } = useTranslation();
  const [moving, setMoving] = useState(movingAtFirst);
  const on = me.secondStep !== 'NONE';
  const administers = me.roles.some(({ role }) => role === 'ADMINISTRATOR');
  return (
    <>
      <p className="step-state">
        <b className={on ? 'tone-ok' : undefined}>{t(on ? 'secondStep.on' : 'secondStep.off')}</b>
        <span>{t('secondStep.lead')}</span>
      </p>
      {me.secondStep === 'WANTED' ? <Verify onVerify={acts.onVerify} /> : null}
      {!on || moving ? (
        <Enrol
          on={on}
          {...acts}
          onDone={() => {
            setMoving(false);
            acts.onDone();
          }}
        />
      ) : (
        <Button onClick={() => setMoving(true)}>{t('secondStep.move')}</Button>
      )}
      {!on || moving ? null : administers ? (
        <p className="step-how">{t('secondStep.mustKeep')}</p>
      ) : (
        <RemoveStep onRemove={acts.onRemove} />
      )}
    </>
  );
}

/** A session that was begun without the second step takes it. */
export function Verify({ onVerify }: Pick<OwnActs, 'onVerify'>) {
  const { t } = useTranslation();
  const [fault, setFault] = useState<string | null>(null);
  return (
    <Notice look="warn" title={t('secondStep.wanted')}>
      <CodeForm
        label={t('secondStep.code')}
        submit={t('secondStep.verify')}
        busy={false}
        fault={fault}
        onCode={async (code) => setFault(await onVerify(code))}
      />
    </Notice>
  );
}
