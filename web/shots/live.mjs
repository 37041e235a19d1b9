// The console in a real browser against a server of a few lines: eight tabs over plain HTTP share one stream, resume it after a
// cut from where it broke, send acts with their token and show a refusal; and fifty changes of sites a second leave the main
// thread free: `npm run build && npm run live [seconds of load]`.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from './serve.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const seconds = Number(process.argv[2] ?? 60);
const TABS = 8;
/** No task of the main thread may last longer, in milliseconds. */
const LONGEST_TASK_MILLIS = 100;
const province = JSON.parse(readFileSync(join(here, '..', 'src', 'pages', 'province.json'), 'utf8'));

const seats = province.flatMap((group, g) =>
  group.sites.map(([name, shortName], s) => ({
    id: `s${g}-${s}`,
    name,
    shortName,
    group: `g${g}`,
    hall: s === 0,
    order: g * 100 + s,
    phone: '',
    state: 'PRESENT',
    since: new Date().toISOString(),
    present: true,
    connected: true,
    headcount: 20,
    note: '',
    microphone: 'CLOSED',
    camera: 'OK',
    screen: false,
    rung: 'HD',
    poor: null,
    lossPercent: 0,
    delayMillis: 20,
    downKbps: 1500,
    upKbps: 1200,
    level: 0,
    still: 0,
    tries: 1,
  })),
);
const composition = (seat) => ({ layout: 'ONE', fill: 'FIXED', cells: [{ seat, slides: false }] });
let programme = { ...composition('s0-0'), since: new Date().toISOString(), by: 'A', card: null };
const preview = composition('s1-0');
const snapshot = () => ({
  serverTime: new Date().toISOString(),
  meeting: {
    id: 'm1',
    title: 'Hội nghị thử',
    subject: '',
    convener: '',
    chairName: 'Chủ tịch',
    // Not running: no media room is asked for.
    state: 'PUBLISHED',
    startsAt: new Date().toISOString(),
    startedAt: null,
    mainSite: 's0-0',
    deputySite: null,
    chairSite: 's0-0',
    demo: true,
  },
  seats,
  groups: province.map((group, order) => ({
    id: `g${order}`,
    order,
    name: group.name,
    shortName: group.shortName,
  })),
  programme,
  preview,
  tour: null,
  floor: {
    mode: 'DISCUSSION',
    speaking: null,
    onDeck: null,
    queue: [],
    limitSeconds: 420,
    locked: true,
    open: [],
  },
  rollCall: { state: 'NOT_YET', startedAt: null, closedAt: null, calling: null, nextAt: null },
  calling: null,
  talks: [],
  operators: [],
  undo: { count: 0, act: null },
  log: [],
});

const streams = new Set();
const past = [];
let opened = 0;
let down = false;
const asked = [];
const posted = [];
function say(patch) {
  past.push(patch);
  for (const stream of streams) write(stream, past.length, 'patch', patch);
}
const write = (stream, id, name, data) =>
  stream.write(`id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`);

function api(request, response) {
  const { pathname } = new URL(request.url, 'http://x');
  if (!pathname.startsWith('/api/')) return false;
  if (down) {
    response.writeHead(503).end();
    return true;
  }
  const answer = (status, body) =>
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  if (pathname === '/api/me') {
    answer(200, { id: 'u1', name: 'A', roles: [], csrf: 'token-1', demo: true, version: '1' });
  } else if (pathname === '/api/meetings/m1/events') {
    opened++;
    const last = request.headers['last-event-id'];
    asked.push(last ?? null);
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    streams.add(response);
    response.on('close', () => streams.delete(response));
    if (last === undefined) write(response, past.length, 'snapshot', snapshot());
    else
      past.slice(Number(last)).forEach((patch, index) => {
        write(response, Number(last) + index + 1, 'patch', patch);
      });
  } else if (request.method === 'POST') {
    posted.push({ pathname, token: request.headers['x-csrf-token'] });
    if (pathname.endsWith('/take')) {
      programme = { ...preview, since: new Date().toISOString(), by: 'A', card: null };
      say({ programme });
      answer(200, {});
    } else answer(409, { status: 409, code: 'not-now', detail: 'Chưa được.' });
  } else answer(404, { status: 404, code: 'unknown' });
  return true;
}

const server = await serve(join(here, '..', 'dist'), 0, api);
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
});
let faults = 0;
const check = (what, fine, seen = '') => {
  if (!fine) faults++;
  console.log(`${fine ? 'yes' : 'NO '} ${what} ${seen}`);
};
const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' });
const pages = [];
for (let tab = 0; tab < TABS; tab++) {
  const page = await context.newPage();
  page.on('pageerror', (error) => check('no error', false, String(error)));
  await page.goto(`${origin}/m/m1`);
  await page.waitForSelector('[data-seat="s5-3"]', { timeout: 15_000 });
  pages.push(page);
}
check(`${TABS} tabs, one stream`, opened === 1, `(${opened} opened)`);
const states = (seat) =>
  Promise.all(pages.map((page) => page.locator(`[data-seat="${seat}"]`).getAttribute('data-state')));
const all = async (seat, state) => {
  for (const page of pages) {
    await page
      .waitForSelector(`[data-seat="${seat}"][data-state="${state}"]`, { timeout: 8_000 })
      .catch(() => undefined);
  }
  return (await states(seat)).every((each) => each === state);
};
say({ seats: [{ ...seats.find(({ id }) => id === 's5-3'), state: 'LOST', connected: false }] });
check('a change is in every tab', await all('s5-3', 'LOST'));

down = true;
for (const stream of streams) stream.destroy();
await pages[0].bringToFront();
await pages[0].waitForSelector('.topline-link', { timeout: 8_000 }).catch(() => undefined);
check('cut from the server is a state', (await pages[0].locator('.topline-link').count()) === 1);
past.push({ seats: [{ ...seats.find(({ id }) => id === 's6-2'), state: 'LOST', connected: false }] });
await pages[0].keyboard.press('Space');
await pages[0].waitForSelector('.refusal', { timeout: 8_000 }).catch(() => undefined);
check('an act meanwhile is refused in words', (await pages[0].locator('.refusal').count()) === 1);
down = false;
check('what happened meanwhile is caught up with', await all('s6-2', 'LOST'));
check('from the last event on', asked.at(-1) === '1', `(${asked.at(-1)})`);
check('still one stream', streams.size === 1, `(${streams.size})`);

await pages[0].keyboard.press('Space');
await pages[0].waitForFunction(() =>
  document.querySelector('.monitor-programme .frame')?.textContent?.includes('Pleiku'),
);
check(
  'an act carries its token',
  posted.at(-1)?.token === 'token-1' && posted.at(-1)?.pathname.endsWith('/take'),
);
check(
  'and its effect comes as an event into another tab',
  await pages[3]
    .waitForFunction(
      () => document.querySelector('.monitor-programme .frame')?.textContent?.includes('Pleiku'),
      null,
      { timeout: 5_000 },
    )
    .then(
      () => true,
      () => false,
    ),
);
for (const page of pages.slice(1)) await page.close();
await pages[0].bringToFront();

// Fifty changes a second, through the stream.
await browser.startTracing(pages[0], {
  categories: ['toplevel', 'disabled-by-default-devtools.timeline', 'devtools.timeline', '__metadata'],
});
let n = 0;
const beat = setInterval(() => {
  const seat = seats[(n * 7) % seats.length];
  n++;
  const state = n % 11 === 0 ? 'LOST' : 'PRESENT';
  say({
    seats: [
      {
        ...seat,
        state,
        connected: state !== 'LOST',
        poor: n % 3 ? null : 'LOSS',
        lossPercent: n % 9,
        since: new Date().toISOString(),
      },
    ],
  });
}, 20);
await pages[0].waitForTimeout(seconds * 1000);
clearInterval(beat);
const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
const mains = new Set(
  traceEvents
    .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
    .map(({ pid, tid }) => `${pid} ${tid}`),
);
const tasks = traceEvents.filter(({ name, pid, tid }) => name === 'RunTask' && mains.has(`${pid} ${tid}`));
const most = (what) => Math.max(0, ...tasks.map((task) => (task[what] ?? 0) / 1000)).toFixed(0);
const busy = tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1e6 / seconds;
// By the thread's own clock: on a machine that does other things at the same time the wall clock tells of those, too.
check(
  `${Math.round(n / seconds)} changes/s for ${seconds} s, no task over ${LONGEST_TASK_MILLIS} ms`,
  Number(most('tdur')) <= LONGEST_TASK_MILLIS,
  `(longest ${most('tdur')} ms of the thread, ${most('dur')} ms by the wall; thread busy ${(busy * 100).toFixed(0)} %)`,
);

await browser.close();
server.closeAllConnections();
server.close();
process.exit(faults === 0 ? 0 : 1);
