// Runs the cases of cases.md: one server, one Chromium, at most four pages at once.
//
//   node run.mjs [--json FILE] [PART OF A NAME...]
//
// Prints a line for each case and leaves "passed failed skipped" in .cache/e2e/counts.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch, People } from './lib/browser.mjs';
import { Case, entries } from './lib/cases.mjs';
import { cache, root } from './lib/paths.mjs';
import { Server } from './lib/server.mjs';
import { Webhooks } from './lib/webhooks.mjs';

const MOST_PAGES = 4;

const words = process.argv.slice(2);
const jsonAt = words.indexOf('--json');
const jsonFile = jsonAt >= 0 ? words.splice(jsonAt, 2)[1] : '';

for (const file of readdirSync(join(root, 'e2e', 'cases')).sort()) await import(`./cases/${file}`);

const named = [...readFileSync(join(root, 'e2e', 'cases.md'), 'utf8').matchAll(/^- `([a-z0-9-]+)` /gm)].map(
  (m) => m[1],
);
const order = new Map(named.map((name, index) => [name, index]));
const coded = entries.map((entry) => entry.name);
const mismatch = [
  ...named.filter((name) => !coded.includes(name)).map((name) => `${name}: named in cases.md, not coded`),
  ...coded.filter((name) => !named.includes(name)).map((name) => `${name}: coded, not named in cases.md`),
  ...coded.filter((name, index) => coded.indexOf(name) !== index).map((name) => `${name}: coded twice`),
];
if (mismatch.length) {
  console.error(mismatch.join('\n'));
  if (words.length === 0) process.exit(2);
}

const chosen = entries
  .filter((entry) => words.length === 0 || words.some((word) => entry.name.includes(word)))
  .sort((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0));

const webhooks = new Webhooks();
await webhooks.start();
const server = await Server.start({ args: ['--webhook', `http://127.0.0.1:${webhooks.port}/`] });
webhooks.trust(server.apiKey, server.apiSecret);
const browser = await launch();
const people = { of: () => new People(browser, server) };
/** Sets of pages no case uses now. @type {People[]} */
const idle = [];

/** @type {Array<{name: string, ok: boolean, ms: number, error?: string, facts: Record<string, unknown>}>} */
const results = [];

/** @param {import('./lib/cases.mjs').Entry} entry */
async function one(entry) {
  const pages = idle.pop() ?? people.of();
  const t = new Case(entry.name, server, pages, webhooks);
  const begun = performance.now();
  /** @type {string | undefined} */
  let error;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  try {
    const late = new Promise((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`took longer than ${entry.options.limitMs} ms`)),
        entry.options.limitMs,
      );
    });
    await Promise.race([entry.run(t), late]);
  } catch (thrown) {
    error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  }
  clearTimeout(timer);
  await t.end().catch((thrown) => {
    error ??= `afterwards: ${thrown}`;
  });
  await pages.takeBack(!error);
  idle.push(pages);
  const ms = Math.round(performance.now() - begun);
  results.push({ name: entry.name, ok: !error, ms, error, facts: t.facts });
  console.log(`  ${error ? '✘' : '✔'} ${entry.name} ${ms} ms`);
  if (error) console.log(`    ${error.split('\n').slice(0, 24).join('\n    ')}`);
}

/** Cases in their order, as many at once as pages allow. */
async function all() {
  /** @type {Map<Promise<void>, number>} */
  const running = new Map();
  const used = () => [...running.values()].reduce((sum, each) => sum + each, 0);
  for (const entry of chosen) {
    const weight = entry.options.alone ? MOST_PAGES : Math.max(1, entry.options.people);
    while (running.size > 0 && used() + weight > MOST_PAGES) await Promise.race(running.keys());
    const run = one(entry).finally(() => running.delete(run));
    running.set(run, weight);
  }
  await Promise.all(running.keys());
}

try {
  await all();
} finally {
  await Promise.race([browser.close(), new Promise((resolve) => setTimeout(resolve, 5000))]);
  await server.stop();
  webhooks.stop();
}

const passed = results.filter((each) => each.ok).length;
const failed = results.length - passed + (words.length === 0 ? mismatch.length : 0);
writeFileSync(join(cache, 'counts'), `${passed} ${failed} 0\n`);
if (jsonFile) writeFileSync(jsonFile, JSON.stringify({ cases: chosen.length, passed, failed, results }, null, 1));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
