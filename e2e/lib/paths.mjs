// Where things are. Everything a run leaves behind is below .cache/e2e, which is not committed.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const cache = join(root, '.cache', 'e2e');
export const logs = join(cache, 'log');
/** Of a JVM that carries meetings, as the launcher gives them. */
export const serverOptions = ['jvm.options', 'server.options'].map((name) => `@${join(root, 'etc', name)}`);
mkdirSync(logs, { recursive: true });
