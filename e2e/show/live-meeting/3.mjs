// Line 3: a meeting of all 240 sites of the sample province, each a synthetic kiosk with a connection of its own, in a process
// apart from the server: everybody called in, pictures taken, the floor granted by the chair. See vn.nharong.bench.live.
//
//   --sites=240 --takes=100 --grants=60 --switch-off=calling|keyframes|opening|events|pacing
//
// Take: from just before the act is sent until the last site has every packet of a key frame of the site newly shown, which is
// when its decoder could show it. Floor: until the last site has a packet of the voice. Screen: from the chair's call until a
// second person's stream of events has it. Sites ask for 180p of the programme: what 240 of them are sent in 720p would be one
// machine's loopback measured, not the way of a picture. A 99th percentile of so few is nearly the worst.
// Control side: all threads of the server but those that carry media and the compiler of the virtual machine (given apart), so
// signalling and rooms are in it, while pictures are taken, the floor goes round and each site sends stills.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { House } from '../../lib/house.mjs';
import { root } from '../../lib/paths.mjs';
import { java } from '../../lib/server.mjs';

const given = Object.fromEntries(process.argv.slice(2).map((each) => each.replace(/^--/, '').split('=')));
const { sites = '240', takes = '100', grants = '60', 'switch-off': off = '' } = given;
const house = await House.start({ args: ['--demo-sites', '0'] });
let code = 1;
try {
  const classPath = [join(root, 'bench', 'target', '*'), join(root, 'bench', 'target', 'lib', '*')].join(':');
  const bench = spawn(
    java,
    [
      ...[`@${join(root, 'etc', 'jvm.options')}`, '-Xmx2g', '-cp', classPath, 'vn.nharong.bench.Main', 'live-meeting'],
      ...['--url', house.url, '--pid', `${house.process?.pid}`, '--sites', sites, '--takes', takes, '--grants', grants],
      ...(off ? ['--switch-off', off] : []),
    ],
    { stdio: 'inherit' },
  );
  // Not in one go: what the server writes is read meanwhile, or it would stand still when its pipe is full.
  code = await new Promise((resolve) => bench.once('exit', (status) => resolve(status ?? 1)));
} finally {
  await house.stop();
}
process.exit(code);
