// Line 5: how the cost of a packet grows, see vn.nharong.bench.GrowthBench. The curves in docs/pictures are drawn with
// --svg=docs/pictures.
//
//   --only=receivers|publishers|rooms|loops  --least=10 --most=3000 (receivers)  --seconds=4 --rounds=3 --warm-up=20 --svg=FOLDER
//   --switch-off=voices   nothing is sent to the three thousand
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, serverOptions } from '../../lib/paths.mjs';
import { java } from '../../lib/server.mjs';

const classPath = [join(root, 'bench', 'target', '*'), join(root, 'bench', 'target', 'lib', '*')].join(':');
const { status } = spawnSync(
  java,
  [
    ...[...serverOptions, `-Dnharong.root=${root}`, '-cp', classPath],
    ...['vn.nharong.bench.Main', 'growth', ...process.argv.slice(2)],
  ],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
