// Secrets the suite knows. After the run they are searched for in every log; see tools/test.sh.
import { appendFileSync, chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from './paths.mjs';

export const secretsFile = join(cache, 'secrets');
const known = new Set();

/**
 * @param {string} secret at least 16 characters, so that it cannot be found by chance
 * @returns {string} the same
 */
export function secret(secret) {
  if (secret.length < 16) throw new Error('too short to be searched for');
  if (!known.has(secret)) {
    known.add(secret);
    if (!existsSync(secretsFile)) {
      writeFileSync(secretsFile, '', { mode: 0o600 });
      chmodSync(secretsFile, 0o600);
    }
    appendFileSync(secretsFile, `${secret}\n`);
  }
  return secret;
}
