// Line 8: a meeting under fire from strangers, see vn.nharong.bench.StrangersBench.
//
//   --rate=50000 --seconds=60 --sites=30
//   --switch-off=loss  the sites lose four of ten packets, more than can be repaired
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, serverOptions } from '../../lib/paths.mjs';
import { java } from '../../lib/server.mjs';

const classPath = [join(root, 'bench', 'target', '*'), join(root, 'bench', 'target', 'lib', '*')].join(':');
const { status } = spawnSync(
  java,
  [
    ...[...serverOptions, `-Dnharong.root=${root}`, '-cp', classPath],
    ...['vn.nharong.bench.Main', 'strangers', ...process.argv.slice(2)],
  ],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
