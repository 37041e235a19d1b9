// A real PostgreSQL for a test of the whole house.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './paths.mjs';
import { java } from './server.mjs';

/** @returns {Promise<{url: string, stop: () => Promise<void>}>} */
export async function startPostgres() {
  const target = join(root, 'e2e', 'java', 'target');
  const child = spawn(
    java,
    ['-cp', [join(target, '*'), join(target, 'lib', '*')].join(':'), 'vn.nharong.e2e.Postgres'],
    {
      stdio: ['pipe', 'pipe', 'ignore'],
    },
  );
  const url = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('jdbc:')) resolve(line);
    });
    child.once('exit', (code) => reject(new Error(`PostgreSQL did not start: ${code}`)));
  });
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        child.removeAllListeners('exit');
        child.once('exit', () => resolve(undefined));
        child.stdin.end();
      }),
  };
}
