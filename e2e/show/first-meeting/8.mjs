// Line 8: every parser searched with hostile input, 60 s or 5 million inputs each (whichever comes first), and a planted
// out-of-bounds defect found within the same box. --seconds=60 --inputs=5000000 --seed=N
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../lib/paths.mjs';
import { finish, numbers } from '../../lib/show.mjs';

const { seconds = 60, inputs = 5_000_000, seed = Math.floor(Date.now() / 1000) } = numbers();
const modules = ['media', 'sfu', 'signal', 'node'];

/** What the contract names, and the parsers that are meant by it. @type {Record<string, string[]>} */
const named = {
  STUN: ['STUN'],
  RTP: ['RTP', 'received RTP', 'SRTP', 'VP8', 'H.264'],
  RTCP: ['RTCP', 'transport-cc', 'reports'],
  SDP: ['SDP'],
  SCTP: ['SCTP', 'DCEP', 'data channels'],
  DTLS: ['DTLS records', 'DTLS handshake'],
  signalling: ['signalling', 'signalling JSON', 'join request', 'data packets', 'server API'],
  tokens: ['tokens'],
  'the ports': ['datagrams', 'ICE-TCP frames'],
  'the door': ['join wish'],
};

for (const module of modules) rmSync(join(root, module, 'target', 'fuzz'), { recursive: true, force: true });
const test = spawnSync(
  'mvn',
  [
    ...['-B', '-q', '-Dquick', '-f', join(root, 'pom.xml'), '-pl', modules.join(','), '-am', 'test'],
    ...[
      '-Dtest=FuzzTest,FrameReaderTest,JoinWishFuzzTest',
      '-Dsurefire.failIfNoSpecifiedTests=false',
      '-Dmaven.test.failure.ignore=true',
    ],
    ...[`-Dfuzz.seconds=${seconds}`, `-Dfuzz.inputs=${inputs}`, `-Dfuzz.seed=${seed}`],
  ],
  { encoding: 'utf8', maxBuffer: 1 << 28 },
);

/** @typedef {{parser: string, inputs: number, seconds: number, inputs_per_s: number, clean: boolean, finding: string | null}} Report */
/** @type {Report[]} */
const reports = modules
  .map((module) => join(root, module, 'target', 'fuzz'))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8'))));
const planted = reports.find((each) => each.parser === 'planted');
const parsers = reports.filter((each) => each !== planted);
const missing = Object.values(named)
  .flat()
  .filter((name) => !parsers.some((each) => each.parser === name));

/** What surefire counted: the tests that compare the lists of parsers with the code are among them. */
const suites = modules.flatMap((module) => {
  const folder = join(root, module, 'target', 'surefire-reports');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files
    .filter((file) => /^TEST-.*\.(FuzzTest|FrameReaderTest)\.xml$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
});
const listed = suites.filter((suite) => {
  const test = /<testcase name="everyClassThatReadsForeignBytesHasATarget"[^>]*?(?:\/>|>([\s\S]*?)<\/testcase>)/.exec(
    suite,
  );
  return test !== null && !/<(failure|error|skipped)/.test(test[1] ?? '');
}).length;

const whole = parsers.every((each) => each.inputs >= inputs || each.seconds >= seconds);
const clean = parsers.length > 0 && parsers.every((each) => each.clean);
const found = planted?.finding === 'ESCAPED' && planted.seconds <= seconds;
if (test.status !== 0 || !clean || !found || missing.length || listed !== 2) console.error(test.stdout.slice(-6000));
finish(
  {
    seed,
    parsers: Object.fromEntries(
      parsers.map(({ parser, inputs: tried, seconds: took, inputs_per_s, finding }) => [
        parser,
        { inputs: tried, seconds: took, inputs_per_s, clean: finding === null, ...(finding && { finding }) },
      ]),
    ),
    missing,
    planted_found: found,
    planted_found_after_s: planted?.seconds ?? null,
    planted_inputs: planted?.inputs ?? null,
  },
  {
    'every parser of the contract was searched': missing.length === 0,
    'no class reads foreign bytes without a target': listed === 2,
    [`${seconds} s or ${inputs} inputs a parser`]: parsers.length > 0 && whole,
    'no exception escapes, memory stays bounded': clean,
    'the planted defect is found within the box': found,
  },
);
