// The list of accounts: what is asked of it, and a part of it. Pure.
import type { AccountLine, Grant, Role } from '../api/wire';
import { fold } from './text';

export type AccountFilter = 'all' | 'new' | 'bare' | 'locked';

/** Roles that a person may hold; a site's screen has a key instead. */
export const personRoles = [
  'OPERATOR',
  'SECRETARY',
  'CHAIR',
  'DISTRICT_CLERK',
  'OBSERVER',
  'ADMINISTRATOR',
] as const satisfies readonly Role[];
export type PersonRole = (typeof personRoles)[number];

const passes: Readonly<Record<AccountFilter, (account: AccountLine) => boolean>> = {
  all: () => true,
  new: (account) => !account.ready && !account.demo,
  bare: (account) => !account.secondStep && !account.demo,
  locked: (account) => account.disabled,
};

export const countOf = (accounts: readonly AccountLine[], filter: AccountFilter): number =>
  accounts.filter(passes[filter]).length;

/** By name, account or unit, without diacritics; every word typed must be found. In the order of names. */
export function foundAccounts(
  accounts: readonly AccountLine[],
  typed: string,
  filter: AccountFilter,
): readonly AccountLine[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  return accounts
    .filter(passes[filter])
    .filter((account) => {
      if (words.length === 0) return true;
      const whole = fold(
        [account.name, account.account, ...account.grants.map(({ unitName }) => unitName)].join(' '),
      );
      return words.every((word) => whole.includes(word));
    })
    .sort(
      (a, b) =>
        givenName(a.name).localeCompare(givenName(b.name), 'vi') || a.name.localeCompare(b.name, 'vi'),
    );
}

/** The last word: what a Vietnamese list of people is sorted by. */
const givenName = (name: string): string => name.split(' ').at(-1) ?? name;

export const sameGrants = (
  a: readonly Pick<Grant, 'role' | 'unit'>[],
  b: readonly Pick<Grant, 'role' | 'unit'>[],
): boolean => {
  const key = ({ role, unit }: Pick<Grant, 'role' | 'unit'>) => `${role} ${unit ?? ''}`;
  return [...new Set(a.map(key))].sort().join() === [...new Set(b.map(key))].sort().join();
};
