// Line 9: what one forwarded packet costs, see vn.nharong.bench.FanoutBench. --receivers=100 --seconds=20
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../lib/paths.mjs';
import { java } from '../../lib/server.mjs';
import { numbers } from '../../lib/show.mjs';

const { receivers = 100, seconds = 20 } = numbers();
const classPath = [join(root, 'bench', 'target', '*'), join(root, 'bench', 'target', 'lib', '*')].join(':');
const { status } = spawnSync(
  java,
  [
    ...[`@${join(root, 'etc', 'jvm.options')}`, '-cp', classPath, 'vn.nharong.bench.Main', 'fanout', '--only=meeting'],
    ...['--receivers', `${receivers}`, '--seconds', `${seconds}`, '--rounds', '1', '--warm-up', '90'],
  ],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
