import { Lock, Plus, Search } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountLine } from '../../api/wire';
import { type AccountFilter, countOf, foundAccounts } from '../../model/accounts';
import { Button } from '../../ui/Button';
import { Segments } from '../../ui/Segments';

interface Props {
  readonly accounts: readonly AccountLine[];
  readonly typed: string;
  readonly filter: AccountFilter;
  readonly selected: string | null;
  onType(typed: string): void;
  onFilter(filter: AccountFilter): void;
  onSelect(account: string): void;
  onAdd(): void;
}

const filters = ['all', 'new', 'bare', 'locked'] as const;

/** Everybody in the reader's part of the tree. Arrows walk, Enter in the search takes the first. */
export function AccountList({ accounts, typed, filter, selected, ...rest }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLUListElement>(null);
  const found = foundAccounts(accounts, typed, filter);
  const first = found.some(({ id }) => id === selected) ? selected : found[0]?.id;
  const focus = (account: AccountLine | undefined) => {
    if (!account) return;
    const rows = [...(box.current?.querySelectorAll<HTMLElement>('[data-id]') ?? [])];
    rows.find((row) => row.dataset.id === account.id)?.focus();
  };
  const walk = (event: KeyboardEvent) => {
    const id = (document.activeElement as HTMLElement | null)?.dataset.id;
    const at = found.findIndex((each) => each.id === id);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: found.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    focus(found[to]);
  };
  return (
    <>
      <div className="office-panel-head">
        <label className="office-find directory-find">
          <Search size={16} aria-hidden="true" />
          <span className="hidden">{t('accounts.findShort')}</span>
          <input
            className="input"
            type="search"
            value={typed}
            placeholder={t('accounts.find')}
            onChange={(event) => rest.onType(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && found[0]) rest.onSelect(found[0].id);
              else if (event.key === 'ArrowDown') {
                event.preventDefault();
                focus(found[0]);
              }
            }}
          />
        </label>
        <Button look="primary" icon={<Plus size={18} aria-hidden="true" />} onClick={rest.onAdd}>
          {t('accounts.add')}
        </Button>
        <Segments<AccountFilter>
          label={t('accounts.filter')}
          value={filter}
          choices={filters.map((id) => ({
            id,
            label: id === 'all' ? t('accounts.all') : `${t(`accounts.${id}`)} ${countOf(accounts, id)}`,
          }))}
          onChoose={rest.onFilter}
        />
      </div>
      <p className="accounts-count">{t('accounts.count', { count: found.length })}</p>
      {found.length === 0 ? (
        <p className="office-empty">{t(accounts.length === 0 ? 'accounts.none' : 'accounts.noHits')}</p>
      ) : (
        <ul className="accounts-list" ref={box} onKeyDown={walk}>
          {found.map((account) => (
            <li key={account.id}>
              <button
                type="button"
                className="accounts-row"
                data-id={account.id}
                aria-pressed={account.id === selected}
                tabIndex={account.id === first ? 0 : -1}
                onClick={() => rest.onSelect(account.id)}
              >
                <b>{account.name}</b>
                <span className="accounts-login">{account.account}</span>
                <span className="accounts-roles">
                  {account.grants.length === 0
                    ? t('accounts.noGrants')
                    : account.grants
                        .map(({ role, unitName }) =>
                          [t(`role.${role}`), unitName === '' ? t('accounts.house') : unitName].join(' · '),
                        )
                        .join('; ')}
                </span>
                <Marks account={account} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Words for the exceptions only. */
function Marks({ account }: { readonly account: AccountLine }) {
  const { t } = useTranslation();
  const words = account.disabled
    ? t('accounts.locked')
    : account.delay !== null
      ? t('accounts.waiting')
      : account.demo
        ? ''
        : !account.ready
          ? t('accounts.new')
          : '';
  return words === '' ? null : (
    <span className={account.delay !== null ? 'accounts-mark accounts-warn' : 'accounts-mark'}>
      {account.disabled ? <Lock size={14} aria-hidden="true" /> : null}
      {words}
    </span>
  );
}
