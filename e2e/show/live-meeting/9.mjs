// Line 9: access. axe (WCAG 2.2 A and AA) on every route of the page's table, with the data of a meeting of 240 sites in session on
// a real server, and on every state that /ui shows: in both languages, at 1920×1080, 1366×768 and 683×384 (200 % of a laptop).
// The console by keyboard alone, effects read from the server. Signs told apart in grey. Each language without the other's words.
//
//   --only=routes|states|keyboard|signs|words|files: that part alone (its aims only)   --demo-sites=12
//   --match=double-vi: of pages and states only those whose name, size and language have this in them; then it shows no more than that
//
// With one of these the line goes straight to what is switched off, misses, and ends (`--only` and `--match` widen it again):
//
//   --off=axe       a button without a name stands on every page
//   --off=route     one route is not visited
//   --off=keyboard  keys do not reach the console
//   --off=signs     every state has the same sign
//   --off=language  the headings of English pages stay Vietnamese
//   --off=files     one word is missing in the English files
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { audit, roomStates, screens, sizes } from '../../../web/shots/states.mjs';
import { launch } from '../../lib/browser.mjs';
import { Screen } from '../../lib/hall.mjs';
import { House, text } from '../../lib/house.mjs';
import { byKeyboard } from '../../lib/keyboard.mjs';
import { Data, strangers, textsOf } from '../../lib/languages.mjs';
import { root } from '../../lib/paths.mjs';
import { inSession } from '../../lib/province.mjs';
import { finish, round } from '../../lib/show.mjs';
import { compared, drawn } from '../../lib/signs.mjs';
import { LONGEST_MS, open, routeOf, routes, settled, show, visits } from '../../lib/visits.mjs';

const given = Object.fromEntries(process.argv.slice(2).map((each) => each.replace(/^--/, '').split('=')));
/** Where what is switched off is judged: a part, and of its pages those with this in their names. @type {Record<string, [string, string?]>} */
const JUDGED = {
  axe: ['states', 'console-desk-vi'],
  route: ['routes', 'desk-vi'],
  keyboard: ['keyboard'],
  signs: ['signs'],
  language: ['words', 'desk-en'],
  files: ['files'],
};
const { off = '', 'demo-sites': sites = '12' } = given;
if (off && !JUDGED[off]) throw new Error(`--off=${Object.keys(JUDGED).join('|')}`);
const { only = JUDGED[off]?.[0] ?? '', match = JUDGED[off]?.[1] ?? '' } = given;
const wanted = (/** @type {string} */ part) => only === '' || only === part;
const LANGUAGES = /** @type {const} */ (['vi', 'en']);
/** Pages that are examined at the same time. */
const AT_ONCE = 2;
/** Two states are told apart when they differ at least so many times as one shape does from itself in another colour. */
const TIMES_ITSELF = 3;

/** @type {Record<string, boolean>} */
const aims = {};
/** @type {Record<string, any>} */
const result = match ? { line: 9, match } : { line: 9 };
/** @type {Record<string, number>} */
const findings = { critical: 0, serious: 0, moderate: 0, minor: 0 };
let runs = 0;
/** @type {Set<string>} */
const complaints = new Set();
const complain = (/** @type {string} */ words) => {
  if (!complaints.has(words)) console.error(`  ${words}`);
  complaints.add(words);
};

/** @param {string} aim @param {() => Promise<unknown>} work */
async function step(aim, work) {
  try {
    await work();
    aims[aim] = true;
  } catch (error) {
    aims[aim] = false;
    console.error(`✗ ${aim}: ${error instanceof Error ? error.message : error}`);
  }
}

/** @param {import('playwright-core').Page} page @param {string} name */
async function examine(page, name) {
  if (off === 'axe')
    await page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')));
  runs++;
  for (const { id, impact, count, first, why } of await audit(page)) {
    findings[impact] += count;
    complain(`${name}: ${impact} ${id} ×${count}: ${first}\n      ${why}`);
  }
}

/** A few at a time. @template T @param {T[]} all @param {(one: T) => Promise<void>} work */
async function each(all, work) {
  const rest = [...all];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let one = rest.shift(); one !== undefined; one = rest.shift()) await work(one);
    }),
  );
}

if (wanted('files')) {
  const file = join(root, 'web', 'src', 'i18n', 'en', 'states.json');
  const kept = readFileSync(file, 'utf8');
  if (off === 'files') writeFileSync(file, kept.replace(/^.*"PRESENT": .*\n/m, ''));
  const test = spawnSync('npx', ['vitest', 'run', 'src/i18n'], { cwd: join(root, 'web'), encoding: 'utf8' });
  if (off === 'files') writeFileSync(file, kept);
  if (test.status !== 0) console.error(test.stdout.slice(-1500));
  aims['language files are complete'] = test.status === 0;
}
if (only === 'files') finish(result, aims);

const house = await House.start({ args: ['--demo-sites', sites] });
/** @type {House | null} */
let empty = null;
const browser = await launch();
try {
  const needed = ['routes', 'words', 'keyboard'].some(wanted);
  const province = needed ? await inSession(house, Number(sites)) : null;
  if (province)
    console.error(`a meeting of ${province.seats.length} sites is in session, ${province.there.length} are connected`);

  if (province && (wanted('routes') || wanted('words'))) {
    /** @type {Set<string>} */
    const visited = new Set();
    const data = new Data();
    // What comes by streams of events is not among the answers that are read below.
    const administrator = await house.signIn('ADMINISTRATOR');
    data.take(await province.operator.get('/api/meetings'));
    for (const path of ['/api/sites', '/api/health']) data.take(await administrator.get(path));
    let texts = 0;
    let wrong = 0;
    let tongues = 0;
    empty = await House.start({ args: ['--empty'] });
    const nobody = empty;
    const chosen = visits(province).filter((visit) => !(off === 'route' && visit.name === 'health'));
    await each(chosen, async (visit) => {
      const screen = await open(browser, visit.empty ? nobody : house, visit);
      /** Answers that the page has and that are still being read here. @type {Set<Promise<void>>} */
      const reading = new Set();
      screen.page.on('response', (response) => {
        if (!response.url().includes('/api/') || !response.headers()['content-type']?.includes('json')) return;
        const read = response.json().then(
          (said) => data.take(said),
          () => {},
        );
        reading.add(read);
        void read.then(() => reading.delete(read));
      });
      for (const language of LANGUAGES) {
        for (const [size, pixels] of Object.entries(sizes)) {
          const name = `${visit.name}-${size}-${language}`;
          if (!name.includes(match)) continue;
          try {
            await show(screen, visit, language, pixels);
            visited.add(routeOf(visit.path));
            if (off === 'language' && language === 'en')
              await screen.page.evaluate(() => {
                const heading = document.querySelector('h1, h2, .button, button');
                if (heading) heading.textContent = 'Đã kết nối';
              });
            if (wanted('routes')) await examine(screen.page, name);
            const said = await screen.page.evaluate(textsOf);
            // What comes by a stream of events, which pages share.
            data.take(province.follower.state);
            if (said.language !== language) {
              tongues++;
              complain(`${name}: the page says it is in "${said.language}"`);
            }
            texts += said.texts.length;
            await Promise.all(reading);
            for (const stranger of strangers(language, said.texts, visit.name === 'gallery' ? null : data)) {
              wrong++;
              complain(`${name}: not ${language}: "${stranger.slice(0, 100)}"`);
            }
          } catch (error) {
            aims['every page opened'] = false;
            complain(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
          }
        }
      }
      for (const fault of screen.faults) complain(fault);
      if (screen.faults.length) aims['no page had an error'] = false;
      await screen.close();
      console.error(`${visit.name}: ${texts} texts, ${runs} runs by now`);
    });
    aims['every page opened'] ??= true;
    aims['no page had an error'] ??= true;
    const missed = routes().filter(({ name }) => !visited.has(name));
    Object.assign(result, { routes: routes().length, pages: chosen.length, texts, texts_in_the_wrong_language: wrong });
    aims['every route of the table was visited'] = missed.length === 0;
    for (const { name } of missed) complain(`not visited: ${name}`);
    aims['each page says which language it is in'] = tongues === 0;
    aims['no words of the other language'] = texts > 1000 && wrong === 0;
    console.error(`${chosen.length} pages, ${texts} texts, ${wrong} in the wrong language`);
  }

  if (wanted('states')) {
    const origin = house.url;
    const seeking = await browser.newPage();
    const states = [
      ...Object.entries(screens),
      ...(await roomStates(seeking, origin)).map(({ kind, state, query }) => [`${kind}-${state}`, query]),
    ];
    await seeking.close();
    result.states = states.length;
    aims['every state opened'] = true;
    /** @type {import('playwright-core').Page[]} */
    const free = [];
    let done = 0;
    // A state is loaded once in each language and then made larger and smaller, as a window and its zoom are.
    await each(
      LANGUAGES.flatMap((language) => states.map(([name, query]) => ({ language, name, query }))),
      async ({ language, name, query }) => {
        const looks = Object.entries(sizes)
          .map(([size, pixels]) => ({ look: `${name}-${size}-${language}`, pixels }))
          .filter(({ look }) => look.includes(match));
        if (looks.length === 0) return;
        const page = free.pop() ?? (await browser.newPage({ reducedMotion: 'reduce' }));
        try {
          for (const [at, { look, pixels }] of looks.entries()) {
            const [width, height] = pixels;
            await page.setViewportSize({ width, height });
            if (at === 0) {
              await page.goto(`${origin}/ui?screen=${query}&lang=${language}`, { timeout: LONGEST_MS });
              await page.waitForSelector('#root main', { timeout: LONGEST_MS });
            }
            await settled(page, 150);
            await examine(page, look);
          }
          free.push(page);
        } catch (error) {
          aims['every state opened'] = false;
          complain(`${name}-${language}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
          await page.close();
        }
        if (++done % 20 === 0) console.error(`${done} of ${2 * states.length} states, ${runs} runs by now`);
      },
    );
  }
  if (wanted('routes') || wanted('states')) {
    Object.assign(result, { runs, findings });
    aims['axe: no critical finding'] = runs > 0 && findings.critical === 0;
    aims['axe: no serious finding'] = runs > 0 && findings.serious === 0;
  }

  if (wanted('signs')) {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await page.goto(`${house.url}/ui?theme=dark`);
    const { signs, pairs, closest, same } = compared(await drawn(page, off === 'signs'));
    await page.close();
    result.signs = {
      signs,
      pairs,
      closest_pair: closest.pair,
      at_px: closest.size,
      differs_by: round(closest.difference, 3),
      one_shape_in_other_colours: round(same, 3),
      threshold: round(TIMES_ITSELF * same, 3),
    };
    aims['in grey, every two states differ by their shape'] = signs === 14 && closest.difference > TIMES_ITSELF * same;
  }

  if (province && wanted('keyboard')) {
    const desk = await Screen.open(browser, house, {
      name: 'operator',
      role: 'OPERATOR',
      path: `/m/${province.id}`,
      before:
        off === 'keyboard'
          ? "addEventListener('keydown', (event) => event.stopImmediatePropagation(), true);"
          : undefined,
    });
    await byKeyboard(desk, province, step);
    if (desk.faults.length) console.error(desk.faults.join('\n'));
    await desk.close();
  }
  province?.follower.end();
} catch (error) {
  console.error(error);
  console.error(text(house.log).slice(-1500));
  aims['every step was made'] = false;
} finally {
  await browser.close();
  await house.stop();
  await empty?.stop();
}
finish(result, aims);
