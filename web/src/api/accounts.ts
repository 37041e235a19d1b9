// The accounts of a part of the tree, for who administers it. All calls throw ActRefused.
import { get, patch, post } from './acts';
import type { AccountLine, AccountPlace, Delay, GuessedDoor, OneTimeCode, Role } from './wire';

/** A role for a unit and everything under it; `unit` null: the whole house. */
export interface WantedGrant {
  readonly role: Role;
  readonly unit: string | null;
}

export interface NewAccount {
  readonly account: string;
  readonly name: string;
  readonly grants: readonly WantedGrant[];
}

/** What is left out stays. */
export interface AccountChange {
  readonly name?: string;
  readonly disabled?: boolean;
  readonly grants?: readonly WantedGrant[];
}

const path = (account: string) => `/api/accounts/${encodeURIComponent(account)}`;

export const allAccounts = () => get<readonly AccountLine[]>('/api/accounts');
export const addAccount = (account: NewAccount) => post<OneTimeCode>('/api/accounts', account);
export const changeAccount = (account: string, change: AccountChange) => patch(path(account), change);
export const newCode = (account: string) => post<OneTimeCode>(`${path(account)}/code`);
export const forgetSecondStep = (account: string) => post(`${path(account)}/second-step/forget`);
export const placesOf = (account: string) => get<readonly AccountPlace[]>(`${path(account)}/sessions`);
export const endSessions = (account: string) => post(`${path(account)}/sessions/end`);
/** Its owner may try again at once. */
export const forgetTries = (account: string) => post(`${path(account)}/tries/forget`);

/** Everybody and every address that has to wait; of the whole house. */
export const allDelays = () => get<readonly Delay[]>('/api/tries');
export const forgetDelay = (door: GuessedDoor, account: string, address: string) =>
  post('/api/tries/forget', account === '' ? { door, address } : { door, account });
