// Line 6: what is left when the machine lacks something, each in a process of its own, at saturation (see FanoutBench).
//
//   --receivers=240 --seconds=4 --rounds=5 --warm-up=40
//   --switch-off=offload   what lacks libcrypto sends one by one too: its floor is that of a path with offload
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, serverOptions } from '../../lib/paths.mjs';
import { java } from '../../lib/server.mjs';
import { finish } from '../../lib/show.mjs';

const classPath = [join(root, 'bench', 'target', '*'), join(root, 'bench', 'target', 'lib', '*')].join(':');
const off = process.argv.includes('--switch-off=offload');
const passed = process.argv.slice(2).filter((each) => !each.startsWith('--switch-off'));
const all = serverOptions;
// Without the leave for native code: what a machine with another system, or a stricter administrator, has.
const plain = serverOptions
  .flatMap((file) => readFileSync(file.slice(1), 'utf8').split('\n'))
  .filter((line) => line.startsWith('-') && !line.startsWith('--enable-native-access'))
  .concat('--illegal-native-access=deny');
const floors = {
  no_segmentation: { jvm: [...all, '-Dnharong.udp.nosegmentation=true'], floor: 150_000 },
  no_libcrypto: {
    jvm: [...all, '-Dnharong.srtp=jce', ...(off ? ['-Dnharong.udp.nosegmentation=true'] : [])],
    floor: 300_000,
  },
  no_native_access: { jvm: plain, floor: 120_000 },
};
/** @type {Record<string, any>} */
const result = {};
/** @type {Record<string, boolean>} */
const aims = {};
for (const [name, { jvm, floor }] of Object.entries(floors)) {
  console.error(`  ${name}`);
  const { stdout } = spawnSync(
    java,
    [
      ...[...jvm, `-Dnharong.root=${root}`, '-cp', classPath, 'vn.nharong.bench.Main', 'fanout', '--only=saturated'],
      ...[`--floor=${floor}`, ...passed],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' },
  );
  const figures = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}');
  result[name] = figures;
  aims[`${name}: at least ${floor} packets/s per core`] = figures.pps_per_core >= floor;
}
finish(result, aims);
