import { Check, KeyRound, LockOpen, PencilLine, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountLine, Grant } from '../../api/wire';
import { sameGrants } from '../../model/accounts';
import { deviceOf } from '../../model/agent';
import { moment } from '../../model/dates';
import type { SearchIndex } from '../../model/search';
import { Button, SquareButton } from '../../ui/Button';
import { HoldButton } from '../../ui/HoldButton';
import { Notice } from '../../ui/Notice';
import type { AccountActs, Place, Places } from './acts';
import { Grants } from './Grants';

interface Props {
  readonly account: AccountLine;
  /** It is the reader's own. */
  readonly own: boolean;
  /** Null while they are fetched, or may not be. */
  readonly places: Places | null;
  readonly units: SearchIndex;
  readonly top: Place;
  nameOf(unit: string): string;
  readonly acts: AccountActs;
}

/** One account: who it is, what it may, where it is signed in, and what is done to it. */
export function AccountDetail({ account, own, places, units, top, nameOf, acts }: Props) {
  const { t } = useTranslation();
  const [fault, setFault] = useState<string | null>(null);
  const tell = (act: Promise<string | null>) => void act.then(setFault);
  return (
    <div className="account" data-account={account.account}>
      <Name account={account} onRename={(name) => acts.onChange(account, { name })} />
      <dl className="unit-facts">
        <Fact word={t('accounts.signInAs')}>{account.account}</Fact>
        <Fact word={t('accounts.password')}>
          {account.demo
            ? t('accounts.demo')
            : t(account.ready ? 'accounts.hasPassword' : 'accounts.noPassword')}
        </Fact>
        <Fact word={t('accounts.secondStep')}>{t(account.secondStep ? 'accounts.on' : 'accounts.off')}</Fact>
        <Fact word={t('accounts.made')}>{moment(account.madeAt)}</Fact>
      </dl>
      {fault === null ? null : (
        <Notice look="warn" title={t('accounts.refused')}>
          {fault}
        </Notice>
      )}
      {account.disabled ? (
        <Notice
          look="warn"
          title={t('accounts.locked')}
          acts={
            account.changeable ? (
              <Button
                icon={<LockOpen size={18} aria-hidden="true" />}
                onClick={() => tell(acts.onChange(account, { disabled: false }))}
              >
                {t('accounts.enable')}
              </Button>
            ) : undefined
          }
        />
      ) : null}
      {account.delay === null ? null : (
        <Notice
          look="warn"
          title={t('accounts.delayed', {
            until: moment(account.delay.until),
            failures: account.delay.failures,
          })}
          acts={
            account.changeable ? (
              <Button onClick={() => tell(acts.onLetIn(account))}>{t('accounts.letIn')}</Button>
            ) : undefined
          }
        >
          {t('accounts.delayedHow')}
        </Notice>
      )}
      {own ? <Notice look="info" title={t('accounts.yours')} /> : null}
      {account.changeable ? null : <Notice look="info" title={t('accounts.notChangeable')} />}
      <h3>{t('accounts.grants')}</h3>
      {own || !account.changeable ? (
        <ul className="grants-list">
          {account.grants.map((grant) => (
            <li key={`${grant.role} ${grant.unit}`}>
              <b>{t(`role.${grant.role}`)}</b>
              <span>{grant.unitName === '' ? t('accounts.house') : grant.unitName}</span>
            </li>
          ))}
        </ul>
      ) : (
        <EditGrants
          key={account.grants.map(({ role, unit }) => `${role} ${unit}`).join()}
          account={account}
          units={units}
          top={top}
          nameOf={nameOf}
          acts={acts}
        />
      )}
      {account.changeable ? (
        <>
          <h3>{t('accounts.sessions')}</h3>
          <PlaceList places={places} />
          <h3>{t('accounts.acts')}</h3>
          <Others account={account} own={own} acts={acts} signedIn={(places?.length ?? 0) > 0} tell={tell} />
        </>
      ) : null}
    </div>
  );
}

function Fact({ word, children }: { readonly word: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface NameProps {
  readonly account: AccountLine;
  onRename(name: string): Promise<string | null>;
}

function Name({ account, onRename }: NameProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  if (typed === null)
    return (
      <div className="account-name">
        <h2>{account.name}</h2>
        {account.changeable ? (
          <SquareButton
            label={t('accounts.rename')}
            icon={<PencilLine size={18} aria-hidden="true" />}
            onClick={() => setTyped(account.name)}
          />
        ) : null}
      </div>
    );
  return (
    <form
      className="account-name"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (typed.trim() === '') return;
        void onRename(typed.trim()).then((why) => {
          setFault(why);
          if (why === null) setTyped(null);
        });
      }}
    >
      <input
        className="input"
        aria-label={t('accounts.name')}
        value={typed}
        maxLength={120}
        // biome-ignore lint/a11y/noAutofocus: the pencil was just pressed
        autoFocus
        aria-invalid={typed.trim() === '' || fault !== null ? true : undefined}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setTyped(null);
        }}
      />
      <Button type="submit" icon={<Check size={18} aria-hidden="true" />}>
        {t('accounts.save')}
      </Button>
      <SquareButton
        label={t('accounts.cancel')}
        icon={<X size={18} aria-hidden="true" />}
        onClick={() => setTyped(null)}
      />
      {fault === null ? null : (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
    </form>
  );
}

function EditGrants({
  account,
  units,
  top,
  nameOf,
  acts,
}: Pick<Props, 'account' | 'units' | 'top' | 'nameOf' | 'acts'>) {
  const { t } = useTranslation();
  const [grants, setGrants] = useState<readonly Grant[]>(account.grants);
  const [fault, setFault] = useState<string | null>(null);
  const changed = !sameGrants(grants, account.grants);
  return (
    <>
      <p className="accounts-how">{t('accounts.grantsHow')}</p>
      <Grants grants={grants} units={units} top={top} nameOf={nameOf} onChange={setGrants} />
      {changed ? (
        <div className="account-acts">
          <Button
            look="primary"
            onClick={() =>
              void acts
                .onChange(account, { grants: grants.map(({ role, unit }) => ({ role, unit })) })
                .then(setFault)
            }
          >
            {t('accounts.saveGrants')}
          </Button>
          <Button onClick={() => setGrants(account.grants)}>{t('accounts.cancel')}</Button>
          <p className="accounts-how">{t('accounts.grantsEnd')}</p>
        </div>
      ) : null}
      {fault === null ? null : (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
    </>
  );
}

function PlaceList({ places }: { readonly places: Places | null }) {
  const { t } = useTranslation();
  if (places === null) return <p className="accounts-how">{t('accounts.loading')}</p>;
  if (places.length === 0) return <p className="accounts-how">{t('accounts.noSessions')}</p>;
  return (
    <table className="below">
      <thead>
        <tr>
          <th scope="col">{t('accounts.device')}</th>
          <th scope="col">{t('accounts.address')}</th>
          <th scope="col">{t('accounts.since')}</th>
          <th scope="col">{t('accounts.seen')}</th>
        </tr>
      </thead>
      <tbody>
        {places.map((place) => (
          <tr key={place.id}>
            <th scope="row">{deviceOf(place.agent) || '—'}</th>
            <td>{place.from}</td>
            <td>{moment(place.madeAt)}</td>
            <td>{moment(place.lastSeen)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface OthersProps {
  readonly account: AccountLine;
  readonly own: boolean;
  readonly signedIn: boolean;
  readonly acts: AccountActs;
  tell(act: Promise<string | null>): void;
}

function Others({ account, own, signedIn, acts, tell }: OthersProps) {
  const { t } = useTranslation();
  return (
    <ul className="account-others">
      {account.demo ? null : (
        <li>
          <Button
            icon={<KeyRound size={18} aria-hidden="true" />}
            data-act="new-code"
            onClick={() => tell(acts.onCode(account))}
          >
            {t('accounts.newCode')}
          </Button>
          <p className="accounts-how">{t('accounts.newCodeHow')}</p>
        </li>
      )}
      {account.secondStep && !own ? (
        <li>
          <HoldButton
            seconds={1}
            again={t('accounts.again')}
            act="forget-step"
            onDone={() => tell(acts.onForgetStep(account))}
          >
            {t('accounts.forget')}
          </HoldButton>
          <p className="accounts-how">{t('accounts.forgetHow')}</p>
        </li>
      ) : null}
      {signedIn && !own ? (
        <li>
          <HoldButton
            seconds={1}
            again={t('accounts.again')}
            act="end-sessions"
            onDone={() => tell(acts.onEndSessions(account))}
          >
            {t('accounts.endAll')}
          </HoldButton>
        </li>
      ) : null}
      {account.disabled || own ? null : (
        <li>
          <HoldButton
            seconds={1}
            again={t('accounts.again')}
            act="disable"
            onDone={() => tell(acts.onChange(account, { disabled: true }))}
          >
            {t('accounts.disable')}
          </HoldButton>
        </li>
      )}
    </ul>
  );
}
