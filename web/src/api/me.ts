// Who sits at this page.
import { ActRefused, get, keepCsrf, post } from './acts';
import type { Me, OwnSession, Role, SecondStepOffer } from './wire';

/** What the server offers to somebody it does not know. */
export type Door =
  /** An account is needed. */
  | 'sign-in'
  /** A house with sample data, opened from the machine itself: its accounts by one click. */
  | 'demo-door'
  /** An empty house. */
  | 'set-up'
  /** The server could not be reached, or has no accounts. */
  | 'none';

/** The person, or the door that is open instead. */
export async function whoAmI(): Promise<Me | Door> {
  try {
    const said = await get<Me | { readonly door: 'none' }>('/api/me');
    return 'door' in said ? said.door : kept(said);
  } catch (error) {
    const code = error instanceof ActRefused ? error.code : '';
    return code === 'demo-door' || code === 'set-up' || code === 'sign-in'
      ? code
      : error instanceof ActRefused && error.status === 401
        ? 'sign-in'
        : 'none';
  }
}

/**
 * @param code six figures of the second step, where the account has one; empty for none
 * @throws ActRefused
 */
export async function signIn(account: string, password: string, code: string): Promise<Me> {
  await post('/api/sign-in', { account, password, ...(code === '' ? {} : { code }) });
  return kept(await get<Me>('/api/me'));
}

/**
 * An account of the sample province, by one click, from the server's own machine.
 *
 * @throws ActRefused
 */
export async function signInToDemo(role: Role, site?: string): Promise<Me> {
  await post('/api/demo/sign-in', { role, ...(site === undefined ? {} : { site }) });
  return kept(await get<Me>('/api/me'));
}

/**
 * The first administrator of an empty house, who is signed in with it.
 *
 * @param code that the server has shown on its console
 * @throws ActRefused
 */
export async function setUp(code: string, name: string, account: string, password: string): Promise<Me> {
  await post('/api/set-up', { code, name, account, password });
  return kept(await get<Me>('/api/me'));
}

/**
 * The owner of an account sets its password by the one-time code that was handed over. Signs nobody in.
 *
 * @throws ActRefused
 */
export const passwordByCode = (account: string, code: string, password: string) =>
  post('/api/password', { account, code, password });

/** All of one's own account throw ActRefused. */
export const readMe = async (): Promise<Me> => kept(await get<Me>('/api/me'));
export const changePassword = (old: string, password: string) => post('/api/me/password', { old, password });
export const ownSessions = () => get<readonly OwnSession[]>('/api/me/sessions');
export const endOwnSession = (session: string) => post(`/api/me/sessions/${encodeURIComponent(session)}/end`);
export const endOtherSessions = () => post('/api/me/sessions/end');

/** @param code of the application that counts now; empty when there is none yet */
export const offerSecondStep = (code: string) =>
  post<SecondStepOffer>('/api/me/second-step', code === '' ? {} : { code });
/** Answers the recovery codes, shown this once. */
export const confirmSecondStep = (code: string) =>
  post<{ readonly codes: readonly string[] }>('/api/me/second-step/confirm', { code });
export const verifySecondStep = (code: string) => post('/api/me/second-step/verify', { code });
export const removeSecondStep = (code: string) => post('/api/me/second-step/remove', { code });

/** @throws ActRefused */
export async function signOut(): Promise<void> {
  await post('/api/sign-out');
  keepCsrf('');
}

function kept(me: Me): Me {
  keepCsrf(me.csrf);
  return me;
}

/** Whether a person has one of these roles anywhere. */
export const hasRole = (me: Me, ...roles: readonly Role[]): boolean =>
  me.roles.some(({ role }) => roles.includes(role));
