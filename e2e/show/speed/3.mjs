// Line 3: what a forwarded packet costs our server and Debian's Janus, under the same load over the same cable, see
// vn.nharong.loadtest.Against; its report is written to .cache/e2e/against. Janus as it comes, and Janus whose threads go first, as
// our media loops do. Debian's Janus encrypts by a libsrtp built on NSS, which is slower than one built on OpenSSL: the line says so.
//
//   --sites=80 --rounds=3 --seconds=20 --rooms=10 (0: none) --warm-up=30 --burst=40
//   --switch-off=offload   our server sends its packets one by one, also where it should not
//                crypto    our server encrypts without libcrypto
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cache, root } from '../../lib/paths.mjs';
import { finish } from '../../lib/show.mjs';

const given = Object.fromEntries(process.argv.slice(2).map((each) => each.replace(/^--/, '').split('=')));
const off = given['switch-off'] ?? '';
const out = join(cache, 'against');
mkdirSync(out, { recursive: true });
const args = ['loadtest', '--against', 'janus', '--lang', 'en', '--out', out];
for (const name of ['sites', 'rounds', 'seconds', 'rooms', 'seats', 'warm-up', 'janus-loops'])
  if (given[name]) args.push(`--${name}`, given[name]);
if (given.burst) args.push('--burst-ms', given.burst);
if (off) args.push('--off', off);

const child = spawn(join(root, 'nharong'), args, { stdio: ['ignore', 'pipe', 'inherit'] });
let said = '';
child.stdout.on('data', (part) => {
  said += part;
});
const code = await new Promise((resolve) => child.once('exit', resolve));
const last = said.trim().split('\n').at(-1) ?? '';
/** @type {Record<string, any>} */
const line = last.startsWith('{') ? JSON.parse(last) : {};
/** @type {Record<string, any>} */
const result = { line: 3, ...line };
delete result.aims;
delete result.missed;
finish(result, {
  'every step was made': code === 0 || code === 1,
  'the run is not void': line.void === false,
  'three alternations': (line.ns_per_packet_each ?? []).length >= 3,
  'no packet lost by ours': line.lost === 0 && line.lost_without_offload === 0,
  // Counted by the server: two servers of one kind differ in price by more than offload is worth over this cable, where the
  // kernel cuts messages into datagrams for the receivers.
  'with offload several datagrams leave at once': line.datagrams_per_message >= 2,
  'without, each leaves alone': line.datagrams_per_message_without_offload <= 1.01,
  'at least 4 times less processor a packet than Janus': line.times_less_than_janus >= 4,
  'at least 2 times less without offload': line.times_less_than_janus_without_offload >= 2,
});
