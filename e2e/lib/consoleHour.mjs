// The console through a long meeting: a real server, a real browser, acts of two other people that change fifty seats a second.
import { launch } from './browser.mjs';
import { Screen } from './hall.mjs';
import { quantile, round } from './show.mjs';

const CHANGES_A_SECOND = 50;
const INPUT_EVERY_MS = 3_000;
const LONGEST_TASK_MS = 100;
/** Of each stretch. */
const TRACED_MS = 15_000;

/** What the page notes of itself, from its first script on. */
const notes = `
  window.__notes = { tasks: [], inputs: [], asked: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.__notes.tasks.push(entry.duration);
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      // Of one key, the longest of its events; a repeated id belongs to the same press.
      if (entry.interactionId) window.__notes.inputs.push([entry.interactionId, entry.duration]);
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
`;

/**
 * The longest task of the page's main thread in some seconds, by that thread's own clock: on a machine that does other things at
 * the same time, the wall's tells of those, too. A whole hour of it would be gigabytes.
 * @param {import('playwright-core').Browser} browser @param {import('playwright-core').Page} page
 */
async function longestByItsOwnClock(browser, page) {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  await new Promise((resolve) => setTimeout(resolve, TRACED_MS));
  /** @type {Array<any>} */
  const events = JSON.parse((await browser.stopTracing()).toString()).traceEvents;
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = events.filter(({ name, pid, tid }) => name.endsWith('RunTask') && mains.has(`${pid} ${tid}`));
  if (!tasks.length) throw new Error('the trace has no tasks');
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000));
}

/**
 * @param {import('./house.mjs').House} house
 * @param {number} seconds
 * @param {{leak?: boolean}} [off] leak: the page keeps what it should let go of
 * @returns {Promise<Record<string, number>>}
 */
export async function consoleHour(house, seconds, { leak = false } = {}) {
  const operator = await house.signIn('OPERATOR');
  const others = [await house.signIn('OPERATOR', undefined, 'vanhanh2'), await house.signIn('SECRETARY')];
  const { id } = await operator.post('/api/meetings', {
    title: 'Một giờ ở bàn điều hành',
    startsAt: null,
    sites: 'all',
  });
  const m = `/api/meetings/${id}`;
  const { seats } = await operator.get(m);
  await operator.post(`${m}/open-lines`, { waveSize: 240, waveMillis: 100 });
  await operator.post(`${m}/roll-call/start`);
  const browser = await launch();
  /** @type {Record<string, number>} */
  const seen = { console_seconds: seconds };
  try {
    const desk = await Screen.open(browser, house, {
      name: 'operator',
      role: 'OPERATOR',
      account: 'vanhanh',
      path: `/m/${id}`,
      before: notes,
    });
    await desk.page.getByText('Một giờ ở bàn điều hành').first().waitFor({ timeout: 30_000 });
    const devtools = await desk.context.newCDPSession(desk.page);
    /** Always with the same view, so that no difference between views counts as growth. */
    const heap = async () => {
      await desk.page.getByText('Ma trận', { exact: true }).click();
      await desk.page.locator('[data-seat]').first().focus();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await devtools.send('HeapProfiler.collectGarbage');
      return (await devtools.send('Runtime.getHeapUsage')).usedSize / 1e6;
    };
    if (leak) {
      await desk.page.evaluate(() => {
        const kept = /** @type {any} */ (window);
        kept.__kept = [];
        setInterval(() => kept.__kept.push(new Array(20_000).fill(Math.random())), 100);
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await desk.page.evaluate(() => {
      const page = /** @type {any} */ (window);
      page.__notes.tasks.length = 0;
      page.__notes.inputs.length = 0;
    });

    const begun = performance.now();
    const end = begun + seconds * 1000;
    let changes = 0;
    let next = 0;
    const people = others.flatMap((caller) => [caller, caller]);
    const work = people.map(async (caller, number) => {
      // Evenly: each sends when its turn has come, and catches up when the machine was elsewhere.
      for (let mine = 0; performance.now() < end; mine++) {
        const due = begun + ((mine * people.length + number) * 1000) / CHANGES_A_SECOND;
        const early = due - performance.now();
        if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
        const seat = seats[(next++ * 7) % seats.length].id;
        const present = Math.random() < 0.7;
        await caller.post(`${m}/roll-call/mark`, {
          seat,
          as: present ? 'PRESENT' : 'ABSENT',
          headcount: present ? 1 + (changes % 90) : null,
          note: present ? '' : 'Mưa lũ',
        });
        changes++;
      }
    });
    const keys = ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'v', '1', '2', '6'];
    let pressed = 0;
    let threadMs = 0;
    /** @type {Array<[number, number]>} */
    const heaps = [];
    const each = Math.min(300, seconds / 6);
    let nextHeap = each;
    await desk.page.bringToFront();
    await desk.page.locator('[data-seat]').first().focus();
    while (performance.now() < end) {
      await desk.page.keyboard.press(keys[pressed % keys.length]);
      pressed++;
      const passed = (performance.now() - begun) / 1000;
      if (passed >= nextHeap) {
        threadMs = Math.max(threadMs, await longestByItsOwnClock(browser, desk.page));
        heaps.push([passed, await heap()]);
        console.error(
          `  after ${Math.round(passed)} s: heap ${round(heaps.at(-1)?.[1] ?? 0)} MB, ${changes} changes, task ${round(threadMs)} ms of the thread`,
        );
        nextHeap += each;
      }
      await new Promise((resolve) => setTimeout(resolve, INPUT_EVERY_MS));
    }
    await Promise.all(work);
    heaps.push([seconds, await heap()]);
    const { tasks, inputs } = await desk.page.evaluate(() => /** @type {any} */ (window).__notes);
    // A press that was painted within 16 ms is not told of: it counts as 16.
    const longest = new Map();
    for (const [press, ms] of inputs) longest.set(press, Math.max(longest.get(press) ?? 0, ms));
    const times = [...longest.values()];
    while (times.length < pressed) times.push(16);
    const early = heaps.find(([at]) => at >= seconds / 6 - 1)?.[1] ?? heaps[0][1];
    const late = heaps.at(-1)?.[1] ?? 0;
    return Object.assign(seen, {
      console_changes_per_s: round(changes / seconds),
      console_tasks_over_100_ms: tasks.filter((/** @type {number} */ ms) => ms > LONGEST_TASK_MS).length,
      console_longest_task_ms: round(Math.max(0, ...tasks)),
      console_longest_task_thread_ms: round(threadMs),
      console_inputs: pressed,
      console_input_to_paint_p95_ms: quantile(times, 0.95),
      console_heap_early_mb: round(early),
      console_heap_late_mb: round(late),
      console_heap_growth_percent: round(((late - early) / early) * 100),
    });
  } finally {
    await browser.close();
    await operator.post(`${m}/end`).catch(() => {});
  }
}
