import type { AccountChange, NewAccount } from '../../api/accounts';
import type { AccountLine, AccountPlace, Delay, OneTimeCode } from '../../api/wire';

/** Each resolves to why it was not done, or null. */
export interface AccountActs {
  onAdd(account: NewAccount): Promise<string | null>;
  onChange(account: AccountLine, change: AccountChange): Promise<string | null>;
  onCode(account: AccountLine): Promise<string | null>;
  onForgetStep(account: AccountLine): Promise<string | null>;
  onEndSessions(account: AccountLine): Promise<string | null>;
  onLetIn(account: AccountLine): Promise<string | null>;
  onForgetDelay(delay: Delay): Promise<string | null>;
}

/** A one-time code that was just made, and whose it is. */
export interface Handover {
  readonly account: string;
  readonly name: string;
  readonly code: OneTimeCode;
}

/** A unit that a role may be given for; `id` null: the whole house. */
export interface Place {
  readonly id: string | null;
  readonly name: string;
}

export type Places = readonly AccountPlace[];
