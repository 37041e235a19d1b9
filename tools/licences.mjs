#!/usr/bin/env node
// Licences of everything we depend on, from Maven and npm.
//
//   node tools/licences.mjs           checks, and writes NOTICE
//   node tools/licences.mjs --check   checks, and fails when NOTICE is not what it would write
//
// A dependency with several licences to choose from is fine when one of them is allowed. What is only used to build or
// test may also bear a licence of the second list; it is not shipped and not in NOTICE.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** SPDX names which may be shipped in an Apache-2.0 work. */
const SHIPPED = new Set([
  'Apache-2.0', 'MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'Unlicense', 'OFL-1.1',
  'BlueOak-1.0.0', 'MIT-0', 'EPL-1.0', 'EPL-2.0', 'Zlib',
]);
/** Also fine for tools that are never shipped. */
const TOOLS = new Set([...SHIPPED, 'MPL-2.0', 'Python-2.0', 'CC-BY-4.0', 'CC-BY-3.0']);

/** What Maven projects call their licences → SPDX. A name missing here is refused until somebody reads it. */
const MAVEN_NAMES = new Map(Object.entries({
  'apache-2.0': 'Apache-2.0',
  'apache 2.0': 'Apache-2.0',
  'apache license 2.0': 'Apache-2.0',
  'apache license, version 2.0': 'Apache-2.0',
  'the apache license, version 2.0': 'Apache-2.0',
  'the apache software license, version 2.0': 'Apache-2.0',
  mit: 'MIT',
  'mit license': 'MIT',
  'the mit license': 'MIT',
  'the mit license (mit)': 'MIT',
  'bouncy castle licence': 'MIT',
  bsd: 'BSD-3-Clause',
  'bsd-2-clause': 'BSD-2-Clause',
  'bsd-3-clause': 'BSD-3-Clause',
  'public domain, per creative commons cc0': 'CC0-1.0',
  'eclipse public license - v 1.0': 'EPL-1.0',
  'eclipse public license - v 2.0': 'EPL-2.0',
  'eclipse public license v2.0': 'EPL-2.0',
  'epl 1.0': 'EPL-1.0',
  'epl 2.0': 'EPL-2.0',
  'epl-2.0': 'EPL-2.0',
  // The Eclipse Distribution License is the BSD licence of three clauses.
  'edl 1.0': 'BSD-3-Clause',
  'eclipse distribution license - v 1.0': 'BSD-3-Clause',
  '0bsd': '0BSD',
  'mpl 2.0': 'MPL-2.0',
  'gnu general public license (gpl), version 2, with the classpath exception':
    'GPL-2.0-only WITH Classpath-exception-2.0',
  'gpl2 w/ cpe': 'GPL-2.0-only WITH Classpath-exception-2.0',
  'lgpl-2.1-only': 'LGPL-2.1-only',
  'gnu lesser general public license': 'LGPL-2.1-only',
}));

/** Only in `bench` and `e2e/java`: in no package. */
const BENCH_ONLY =
  /^(com\.squareup\.|org\.jetbrains[.:]|org\.openjdk\.jmh:|net\.sf\.jopt-simple:|org\.apache\.commons:commons-math3$)/;
/** Measures the parts one by one, in `bench` alone, and may bear the GPL with the Classpath Exception (ADR 30). */
const MEASURES = /^org\.openjdk\.jmh:/;
const MEASURES_LICENCE = 'GPL-2.0-only WITH Classpath-exception-2.0';

const problems = [];

/** @typedef {{name: string, version: string, licence: string, url: string}} Dependency */

/**
 * @param {string} where
 * @param {string[]} choices SPDX names to choose from
 * @param {Set<string>} allowed
 */
function choose(where, choices, allowed) {
  const chosen = choices.find((choice) => allowed.has(choice));
  if (!chosen) problems.push(`${where}: licence ${choices.join(' or ') || 'not said'} is not allowed`);
  return chosen ?? 'UNKNOWN';
}

/**
 * @param {string} excludedScopes
 * @param {Set<string>} allowed
 * @returns {Dependency[]}
 */
function maven(excludedScopes, allowed) {
  const folder = mkdtempSync(join(tmpdir(), 'nharong-licences-'));
  try {
    execFileSync(
      'mvn',
      ['-q', '-B', '-f', join(root, 'pom.xml'),
        'org.codehaus.mojo:license-maven-plugin:2.7.1:aggregate-add-third-party',
        `-Dlicense.outputDirectory=${folder}`, `-Dlicense.excludedScopes=${excludedScopes}`,
        '-Dlicense.excludedGroups=^vn\\.nharong'],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    const lines = readFileSync(join(folder, 'THIRD-PARTY.txt'), 'utf8').split('\n').filter((line) => /^\s+\(/.test(line));
    if (lines.length === 0) throw new Error('Maven listed no dependency: the list cannot be right');
    return lines.map((line) => mavenLine(line.trim(), allowed));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `(Licence) (Licence (X)) Name (group:artifact:version - url)` */
function mavenLine(line, allowed) {
  const names = [];
  let at = 0;
  while (line[at] === '(') {
    let depth = 0;
    let end = at;
    do {
      if (line[end] === '(') depth++;
      if (line[end] === ')') depth--;
      end++;
    } while (depth > 0 && end < line.length);
    names.push(line.slice(at + 1, end - 1));
    at = end + 1;
  }
  const match = /\(([^\s:()]+:[^\s:()]+):([^\s:()]+) - (.*)\)$/.exec(line);
  if (!match) throw new Error(`cannot read this line of Maven's list: ${line}`);
  const [, name, version, url] = match;
  const spdx = names.map((each) => {
    const known = MAVEN_NAMES.get(each.toLowerCase());
    if (!known) problems.push(`${name}: the licence "${each}" is not in the list of names of tools/licences.mjs`);
    return known ?? each;
  });
  const extra = MEASURES.test(name) ? new Set([...allowed, MEASURES_LICENCE]) : allowed;
  return { name, version, licence: choose(name, spdx, extra), url: url.startsWith('http') ? url : '' };
}

/** What only `bench` may hold must not come into a package through another module. */
function measuresInBenchAlone() {
  const modules = [...readdirSync(root), join('e2e', 'java')].filter((each) => existsSync(join(root, each, 'pom.xml')));
  for (const module of modules.filter((each) => each !== 'bench')) {
    const pom = readFileSync(join(root, module, 'pom.xml'), 'utf8');
    if (/org\.openjdk\.jmh|nharong-bench/.test(pom)) problems.push(`${module}: JMH belongs to bench, and bench to nobody`);
  }
}

/**
 * @param {string} folder
 * @returns {Dependency[]} the shipped ones
 */
function npm(folder) {
  const lock = join(root, folder, 'package-lock.json');
  if (!existsSync(lock)) return [];
  const shipped = [];
  for (const [path, entry] of Object.entries(JSON.parse(readFileSync(lock, 'utf8')).packages)) {
    if (!path.includes('node_modules/')) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    // In e2e everything is a tool.
    const tool = Boolean(entry.dev || entry.devOptional) || folder === 'e2e';
    const choices = String(entry.license ?? '').replace(/[()]/g, '').split(/ OR /).filter(Boolean);
    const allowed = tool ? TOOLS : SHIPPED;
    const fits = choices.map((choice) => (choice.split(' AND ').every((part) => allowed.has(part)) ? choice : ''));
    const chosen = fits.find(Boolean);
    if (!chosen) problems.push(`npm ${name}: licence ${choices.join(' or ') || 'not said'} is not allowed`);
    if (!tool) shipped.push({ name, version: entry.version, licence: chosen ?? 'UNKNOWN', url: `https://www.npmjs.com/package/${name}` });
  }
  return shipped;
}

measuresInBenchAlone();
maven('', TOOLS);
const java = maven('test,provided,system', SHIPPED).filter((each) => !BENCH_ONLY.test(each.name));
const page = npm('web');
npm('e2e');

/** @param {Dependency[]} all */
const table = (all) =>
  [...new Map(all.map((each) => [`${each.name} ${each.version}`, each])).values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((each) => `  ${each.name} ${each.version}: ${each.licence}${each.url ? `, ${each.url}` : ''}`)
    .join('\n');

const notice = `Nhà Rông
Licensed under the Apache License, Version 2.0 (see LICENSE).

The signalling protocol this server speaks is that of LiveKit (LiveKit, Inc., https://github.com/livekit/protocol,
Apache-2.0). Its message classes come from the LiveKit Server SDK for Java named below, unchanged.

This work contains or is delivered with the following libraries. This list is generated (tools/licences.mjs); the texts of
the licences are in the libraries themselves.

The server:
${table(java)}
${page.length ? `\nThe page:\n${table(page)}\n` : ''}`;

const file = join(root, 'NOTICE');
if (process.argv.includes('--check')) {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== notice) {
    problems.push('NOTICE is not up to date: run node tools/licences.mjs and commit what it writes');
  }
} else {
  writeFileSync(file, notice);
}
for (const problem of problems) console.error(problem);
console.log(`${java.length} Java and ${page.length} npm libraries are shipped, ${problems.length} problems`);
process.exit(problems.length ? 1 : 0);
