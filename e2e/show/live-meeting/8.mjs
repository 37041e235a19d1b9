// Line 8: every role × act × subtree, from a table made of the endpoints themselves; sessions, CSRF, lock-out, headers, second
// step, pairing and the doors. The tests run here, their counts come from their own reports.
//
//   --off=1   the table lacks one endpoint: then the build fails
import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../lib/paths.mjs';
import { finish, numbers } from '../../lib/show.mjs';

const { off = 0 } = numbers();
const table = join(root, 'control', 'src', 'test', 'resources', 'authorisation.csv');
const kept = `${table}.kept`;
const rows = readFileSync(table, 'utf8').trim().split('\n');
const tests = ['AuthorisationTest', 'SignInTest', 'TokenTest', 'PairingTest', 'DemoDoorTest', 'HttpTest'];
if (off) {
  copyFileSync(table, kept);
  writeFileSync(table, `${rows.filter((row) => !row.startsWith('POST /api/meetings/{meeting}/take')).join('\n')}\n`);
}
const run = spawnSync(
  'mvn',
  [
    ...['-B', '-Dquick', '-f', join(root, 'pom.xml'), '-pl', 'control', '-am', 'test'],
    ...[`-Dtest=${tests.join(',')}`, '-Dsurefire.failIfNoSpecifiedTests=false'],
  ],
  { encoding: 'utf8', maxBuffer: 1 << 28 },
);
if (off) copyFileSync(kept, table);
if (run.status !== 0) {
  console.error(
    run.stdout
      .split('\n')
      .filter((line) => line.includes('[ERROR]'))
      .slice(0, 12)
      .join('\n'),
  );
}
const reports = join(root, 'control', 'target', 'surefire-reports');
const counts = { tests: 0, failed: 0 };
for (const file of readdirSync(reports).filter((name) => /^TEST-.*\.access\..*\.xml$/.test(name))) {
  const head = /<testsuite [^>]*>/.exec(readFileSync(join(reports, file), 'utf8'))?.[0] ?? '';
  const of = (/** @type {string} */ name) => Number(new RegExp(` ${name}="(\\d+)"`).exec(head)?.[1] ?? 0);
  counts.tests += of('tests');
  counts.failed += of('errors') + of('failures');
}
const [header, ...endpoints] = rows;
const callers = header.split(',').length - 1;
finish(
  { line: 8, endpoints: endpoints.length, callers, answers: endpoints.length * callers, ...counts },
  {
    'every endpoint has its row, and every answer is the one of the table': run.status === 0,
    'sessions, CSRF, lock-out and headers hold': run.status === 0 && counts.tests > 20 && counts.failed === 0,
  },
);
