// Line 7: docs/livekit-compatibility.md has a row for every message and method of the wire classes; the JUnit test that
// says so is run here.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../lib/paths.mjs';
import { finish } from '../../lib/show.mjs';

const test = spawnSync(
  'mvn',
  [
    ...['-B', '-q', '-Dquick', '-f', join(root, 'pom.xml'), '-pl', 'signal', '-am', 'test'],
    ...['-Dtest=CompatibilityTest', '-Dsurefire.failIfNoSpecifiedTests=false'],
  ],
  { encoding: 'utf8' },
);
if (test.status !== 0) console.error(test.stdout.slice(-3000));
const rows = { yes: 0, partly: 0, no: 0, relayed: 0 };
for (const line of readFileSync(join(root, 'docs', 'livekit-compatibility.md'), 'utf8').split('\n')) {
  const word = /** @type {keyof typeof rows | undefined} */ (/^\| [^|]+\| (yes|partly|no|relayed) /.exec(line)?.[1]);
  if (word) rows[word]++;
}
finish(rows, { 'every message and method has a row, and its test exists': test.status === 0 });
