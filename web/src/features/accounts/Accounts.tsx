import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountLine, Delay, UnitLine } from '../../api/wire';
import type { AccountFilter } from '../../model/accounts';
import { searchIndex } from '../../model/search';
import { findableUnits } from '../../model/units';
import { Mark } from '../../ui/Mark';
import { Notice } from '../../ui/Notice';
import { Segments } from '../../ui/Segments';
import { Undo } from '../../ui/Undo';
import { AccountDetail } from './AccountDetail';
import { AccountList } from './AccountList';
import type { AccountActs, Handover as Given, Place, Places } from './acts';
import { Handover } from './Handover';
import { NewAccount } from './NewAccount';
import { Waiting } from './Waiting';

export type AccountsView = 'accounts' | 'waiting';

interface Props {
  /** Null while they are fetched. */
  readonly accounts: readonly AccountLine[] | null;
  readonly units: readonly UnitLine[];
  /** Everybody who waits at any door; null for who has not the whole house. */
  readonly delays: readonly Delay[] | null;
  readonly fault: string | null;
  readonly own: string;
  readonly demo: boolean;
  readonly top: Place;
  readonly view: AccountsView;
  readonly typed: string;
  readonly filter: AccountFilter;
  readonly selected: string | null;
  readonly adding: boolean;
  readonly places: Places | null;
  readonly handover: Given | null;
  /** Address of the page where one-time codes are used, without the account's name. */
  readonly passwordPage: string;
  readonly done: { readonly words: string; readonly undoable: boolean } | null;
  readonly language: ReactNode;
  readonly acts: AccountActs;
  onView(view: AccountsView): void;
  onType(typed: string): void;
  onFilter(filter: AccountFilter): void;
  onSelect(account: string): void;
  onAdding(adding: boolean): void;
  onKept(): void;
  onUndo(): void;
}

/** Who may sign in, and what each may do where. */
export function Accounts({ accounts, units, delays, fault, view, selected, ...rest }: Props) {
  const { t } = useTranslation();
  const index = useMemo(() => searchIndex(findableUnits(units)), [units]);
  const nameOf = (id: string) => units.find((unit) => unit.id === id)?.name ?? '';
  const shown = accounts?.find(({ id }) => id === selected);
  return (
    <main className="office">
      <header className="office-top">
        <div className="office-top-name">
          <Mark />
          <h1>{t('accounts.title')}</h1>
          {rest.demo ? <p className="office-sample">{t('kiosk.sample')}</p> : null}
        </div>
        {delays === null ? null : (
          <Segments<AccountsView>
            label={t('accounts.view')}
            value={view}
            choices={[
              { id: 'accounts', label: t('accounts.title') },
              { id: 'waiting', label: `${t('accounts.waiting')} ${delays.length}` },
            ]}
            onChoose={rest.onView}
          />
        )}
        <nav className="directory-nav">
          <a href="/">{t('office.home')}</a>
          <a href="/directory">{t('directory.title')}</a>
          {rest.language}
        </nav>
      </header>
      <div className={rest.done === null ? undefined : 'directory-done'}>
        <Undo
          words={rest.done?.words ?? null}
          label={t('accounts.undo')}
          onUndo={rest.done?.undoable ? rest.onUndo : null}
        />
      </div>
      <div className="office-columns accounts-columns">
        <section className="office-panel" aria-label={t('accounts.title')}>
          {fault !== null ? (
            <div className="directory-fault accounts-fault">
              <Notice look="bad" title={fault} acts={<a href="/account">{t('own.title')}</a>} />
            </div>
          ) : accounts === null ? (
            <p className="office-empty">{t('accounts.loading')}</p>
          ) : (
            <AccountList
              accounts={accounts}
              typed={rest.typed}
              filter={rest.filter}
              selected={selected}
              onType={rest.onType}
              onFilter={rest.onFilter}
              onSelect={rest.onSelect}
              onAdd={() => rest.onAdding(true)}
            />
          )}
        </section>
        <section className="office-panel directory-detail" aria-label={t('accounts.view')}>
          {rest.handover === null ? null : (
            <Handover
              given={rest.handover}
              address={`${rest.passwordPage}?account=${encodeURIComponent(rest.handover.account)}`}
              onKept={rest.onKept}
            />
          )}
          {view === 'waiting' && delays !== null ? (
            <Waiting delays={delays} onForget={rest.acts.onForgetDelay} />
          ) : rest.adding ? (
            <NewAccount
              units={index}
              top={rest.top}
              bareToo={rest.top.id === null}
              nameOf={nameOf}
              onAdd={rest.acts.onAdd}
              onClose={() => rest.onAdding(false)}
            />
          ) : shown ? (
            <AccountDetail
              key={shown.id}
              account={shown}
              own={shown.id === rest.own}
              places={rest.places}
              units={index}
              top={rest.top}
              nameOf={nameOf}
              acts={rest.acts}
            />
          ) : fault === null && accounts !== null ? (
            <p className="office-empty">{t('accounts.choose')}</p>
          ) : null}
        </section>
      </div>
    </main>
  );
}
