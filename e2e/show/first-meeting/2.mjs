// Line 2: the named cases with real clients, and the cipher Chromium negotiated.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, root } from '../../lib/paths.mjs';
import { finish } from '../../lib/show.mjs';

const file = join(cache, 'show-2.json');
const code = await new Promise((resolve) =>
  spawn(process.execPath, [join(root, 'e2e', 'run.mjs'), '--json', file], { stdio: 'inherit' }).once('exit', resolve),
);
/** @type {{cases: number, passed: number, failed: number, results: Array<{name: string, ok: boolean, facts: any}>}} */
const { cases, passed, failed, results } = JSON.parse(readFileSync(file, 'utf8'));
const srtpCipher = results.find((each) => each.name === 'meet-srtp-aead-gcm')?.facts.srtpCipher ?? '';
finish(
  {
    cases,
    passed,
    failed: results.filter((each) => !each.ok).map((each) => each.name),
    skipped: cases - results.length,
    srtpCipher,
  },
  {
    'cases >= 40': cases >= 40,
    'passed = cases': passed === cases && failed === 0,
    'srtpCipher is AEAD GCM': /AEAD_AES_\d+_GCM/.test(srtpCipher),
    'the run ended well': code === 0,
  },
);
