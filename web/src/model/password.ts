// What the server takes for a password, so that the page can say it before anybody tries. The server decides
// (identity/Passwords.java); `password.test.ts` compares the figures. Pure.

export const SHORTEST = 12;
export const LONGEST = 200;
/** So many different characters at least. */
export const DIFFERENT = 5;

/** The rules in the order in which they are shown. */
export type PasswordRule = 'length' | 'different' | 'name';

/** Which rules hold. @param account what one signs in with; empty while it is not known */
export function passwordRules(password: string, account: string): Readonly<Record<PasswordRule, boolean>> {
  const text = password.normalize('NFC');
  const letters = [...text];
  const name = account.trim().toLowerCase();
  return {
    length: letters.length >= SHORTEST && text.length <= LONGEST,
    different: new Set(letters).size >= DIFFERENT,
    name: text !== '' && (name === '' || !text.toLowerCase().includes(name)),
  };
}

export const goodPassword = (password: string, account: string): boolean =>
  Object.values(passwordRules(password, account)).every(Boolean);

/** What the server takes for the name of an account. */
export const accountName = (typed: string): string | null => {
  const name = typed.trim().toLowerCase();
  return /^[a-z0-9][a-z0-9._-]{2,59}$/.test(name) ? name : null;
};
