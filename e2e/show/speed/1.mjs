// Line 1: what one forwarded packet costs against the same work in C, see vn.nharong.bench.FanoutBench.
//
//   --receivers=240 --rounds=5 --seconds=4 --warm-up=40      --switch-off=offload  datagrams go to the kernel one by one
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, serverOptions } from '../../lib/paths.mjs';
import { java } from '../../lib/server.mjs';

const classPath = [join(root, 'bench', 'target', '*'), join(root, 'bench', 'target', 'lib', '*')].join(':');
const { status } = spawnSync(
  java,
  [
    ...[...serverOptions, `-Dnharong.root=${root}`, '-cp', classPath],
    ...['vn.nharong.bench.Main', 'fanout', ...process.argv.slice(2)],
  ],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
