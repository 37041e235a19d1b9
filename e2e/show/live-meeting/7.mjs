// Line 7: search without diacritics, by fragments made by rule of all 240 names; the test that says so prints its figures.
//
//   --off=1   letters are not folded: what is typed without diacritics finds little
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cache, root } from '../../lib/paths.mjs';
import { finish, numbers } from '../../lib/show.mjs';

const { off = 0 } = numbers();
const wanted = {
  no_diacritics: 100,
  no_spaces: 100,
  telex: 95,
  letter_missing: 95,
  pair_swapped: 90,
  name_and_district: 100,
};
const file = join(cache, 'show-search.json');
mkdirSync(cache, { recursive: true });
rmSync(file, { force: true });
const test = spawnSync('npx', ['vitest', 'run', 'src/model/search.test.ts'], {
  cwd: join(root, 'web'),
  encoding: 'utf8',
  env: { ...process.env, NHARONG_FIGURES: file, ...(off ? { NHARONG_OFF: '1' } : {}) },
});
if (test.status !== 0) console.error(test.stdout.slice(-3000));
/** @type {Record<string, {percent: number, tried: number}>} */
const figures = JSON.parse(readFileSync(file, 'utf8'));
/** @type {Record<string, boolean>} */
const aims = { 'order, repeated names and their districts are as they should be': test.status === 0 };
for (const [kind, percent] of Object.entries(wanted)) {
  aims[`${kind}: ${percent} % in the first three`] =
    (figures[kind]?.percent ?? 0) >= percent && figures[kind].tried > 200;
}
finish({ line: 7, ...figures }, aims);
