// Line 3: a meeting of all 240 sites of the sample province, each a synthetic kiosk with a connection of its own, in a process
// apart from the server: everybody called in, pictures taken, the floor granted by the chair. See vn.nharong.bench.live. Then the
// operator's console through an hour in which fifty seats change each second. See lib/consoleHour.mjs.
//
//   --sites=240 --takes=100 --grants=60 --console=3600 (seconds; 0: left out; --only-console=1: that alone)
//   --switch-off=calling|keyframes|opening|events|pacing|leak
//
// Take: from just before the act is sent until the last site has every packet of a key frame of the site newly shown, which is
// when its decoder could show it. Floor: until the last site has a packet of the voice. Screen: from the chair's call until a
// second person's stream of events has it. Sites ask for 180p of the programme: what 240 of them are sent in 720p would be one
// machine's loopback measured, not the way of a picture. A 99th percentile of so few is nearly the worst.
// Control side: all threads of the server but those that carry media and the compiler of the virtual machine (given apart), so
// signalling and rooms are in it, while pictures are taken, the floor goes round and each site sends stills.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { consoleHour } from '../../lib/consoleHour.mjs';
import { House } from '../../lib/house.mjs';
import { root } from '../../lib/paths.mjs';
import { java } from '../../lib/server.mjs';

const given = Object.fromEntries(process.argv.slice(2).map((each) => each.replace(/^--/, '').split('=')));
const { sites = '240', takes = '100', grants = '60', 'switch-off': off = '' } = given;
const seconds = Number(given.console ?? 3600);
const house = await House.start({ args: ['--demo-sites', '0'] });
/** @type {Record<string, any>} */
let result = { aims: {}, missed: [] };
try {
  if (!given['only-console']) {
    const classPath = [join(root, 'bench', 'target', '*'), join(root, 'bench', 'target', 'lib', '*')].join(':');
    const bench = spawn(
      java,
      [
        ...[
          `@${join(root, 'etc', 'jvm.options')}`,
          '-Xmx2g',
          '-cp',
          classPath,
          'vn.nharong.bench.Main',
          'live-meeting',
        ],
        ...[
          '--url',
          house.url,
          '--pid',
          `${house.process?.pid}`,
          '--sites',
          sites,
          '--takes',
          takes,
          '--grants',
          grants,
        ],
        ...(off && off !== 'leak' ? ['--switch-off', off] : []),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let said = '';
    bench.stdout.on('data', (part) => {
      said += part;
    });
    // Not in one go: what the server writes is read meanwhile, or it would stand still when its pipe is full.
    await new Promise((resolve) => bench.once('exit', resolve));
    result = JSON.parse(said.trim().split('\n').at(-1) ?? '{}');
  }
  if (seconds > 0) {
    Object.assign(result, await consoleHour(house, seconds, { leak: off === 'leak' }));
    /** @type {Array<[string, string, boolean]>} */
    const console = [
      ['console_changes_per_s', '>= 49', result.console_changes_per_s >= 49],
      ['console_tasks_over_100_ms', '0', result.console_tasks_over_100_ms === 0],
      ['console_longest_task_thread_ms', '<= 100', result.console_longest_task_thread_ms <= 100],
      ['console_input_to_paint_p95_ms', '< 100', result.console_input_to_paint_p95_ms < 100],
      ['console_heap_growth_percent', '<= 10', result.console_heap_growth_percent <= 10],
    ];
    for (const [name, aim, holds] of console) {
      result.aims[name] = aim;
      if (!holds) result.missed.push(name);
    }
  }
} catch (error) {
  console.error(error);
  result.missed.push('every step was made');
} finally {
  await house.stop();
}
console.log(JSON.stringify({ line: 3, ...result }));
process.exit(result.missed.length ? 1 : 0);
