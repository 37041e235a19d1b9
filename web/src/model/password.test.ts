import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { accountName, DIFFERENT, goodPassword, LONGEST, passwordRules, SHORTEST } from './password';

const identity = join(import.meta.dirname, '../../../control/src/main/java/vn/nharong/control/identity');

it('has the figures of the server', () => {
  const server = readFileSync(join(identity, 'Passwords.java'), 'utf8');
  const figure = (name: string) => Number(new RegExp(`int ${name} = (\\d+);`).exec(server)?.[1]);
  expect([figure('SHORTEST'), figure('LONGEST'), figure('DIFFERENT')]).toEqual([
    SHORTEST,
    LONGEST,
    DIFFERENT,
  ]);
  const setUp = readFileSync(join(identity, 'SetUp.java'), 'utf8');
  expect(setUp).toContain('Pattern.compile("[a-z0-9][a-z0-9._-]{2,59}")');
});

it('says which rule is not kept', () => {
  expect(passwordRules('', 'an.nguyen')).toEqual({ length: false, different: false, name: false });
  expect(passwordRules('abababababab', '')).toEqual({ length: true, different: false, name: true });
  expect(passwordRules('Mật khẩu của AN.nguyen', ' An.Nguyen ')).toMatchObject({ name: false });
  expect(goodPassword('mật khẩu thật dài', 'an.nguyen')).toBe(true);
  // "ậ" typed as three is one letter.
  expect(goodPassword('mậtkhẩudài1'.normalize('NFD'), 'an')).toBe(false);
  expect(goodPassword('x'.repeat(201), 'an')).toBe(false);
});

it('takes names of accounts as the server does', () => {
  expect(accountName(' An.Nguyen ')).toBe('an.nguyen');
  expect(['an', 'ân.nguyen', '.an', 'a'.repeat(61), 'an nguyen'].map(accountName)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});
