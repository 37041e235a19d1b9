// Line 2: one province-wide meeting from its request to its end, in real Chromium: an operator, a secretary, the chair's
// tablet and five sites, each with a colour and a tone of its own. What counts is what came out of the far decoder.
//
//   --off=gate     the patched client's microphone is opened by the server: then everybody hears it
import { launch } from '../../lib/browser.mjs';
import { COLORS, Screen, TONES } from '../../lib/hall.mjs';
import { House, text } from '../../lib/house.mjs';
import { finish, round, usage } from '../../lib/show.mjs';
import { holds, until } from '../../lib/wait.mjs';

const off =
  process.argv
    .slice(2)
    .find((each) => each.startsWith('--off='))
    ?.slice(6) ?? '';
/** The operator's own tone, for private talk. */
const OPERATOR_HZ = 1760;
/** @type {Record<string, boolean>} */
const aims = {};
/** @type {Record<string, unknown>} */
const result = { line: 2 };
/** @type {Screen[]} */
const screens = [];
const house = await House.start({ args: ['--demo-sites', '0'] });
const browser = await launch();

/** One step of the meeting: an aim that holds when it ends well. @param {string} aim @param {() => Promise<unknown>} work */
async function step(aim, work) {
  const begun = performance.now();
  try {
    await work();
    aims[aim] = true;
  } catch (error) {
    aims[aim] = false;
    console.error(`✗ ${aim}: ${error instanceof Error ? error.message : error}`);
  }
  console.error(`${aims[aim] ? '✓' : '✗'} ${aim} (${round((performance.now() - begun) / 1000)} s)`);
}

try {
  const operator = await house.signIn('OPERATOR');
  const secretary = await house.signIn('SECRETARY');
  const chairs = await house.signIn('CHAIR');
  const { id } = await operator.post('/api/meetings', {
    title: 'Hội nghị trực tuyến toàn tỉnh',
    subject: 'Sơ kết 6 tháng đầu năm',
    convener: 'UBND tỉnh',
    chairName: 'Chủ tịch UBND tỉnh',
    startsAt: null,
    sites: 'all',
  });
  const m = `/api/meetings/${id}`;
  const follower = operator.follow(id);
  await follower.until('a snapshot', (state) => state.seats.length === 240);
  const seats = follower.state.seats;
  const at = (/** @type {string} */ name) => seats.find((/** @type {any} */ seat) => seat.name === name);
  const main = seats[0];
  const five = [main, seats[1], at('Huyện Đức Cơ'), at('Xã Ia Dom'), at('Thành phố Pleiku')];
  const [, deputy, hall, iaDom, pleiku] = five;
  await operator.post(`${m}/deputy`, { seat: deputy.id });

  for (const [index, seat] of five.entries()) {
    const capture = index === 0 ? 'capture=1280x720@15' : 'capture=320x180@10';
    const show = index === 1 ? '' : '&show=180p';
    screens.push(
      await Screen.open(browser, house, {
        name: seat.name,
        role: 'SITE',
        site: seat.id,
        path: `/kiosk?${capture}${show}`,
        hall: { color: COLORS[index], hz: TONES[index] },
        viewport: index === 1 ? { width: 1920, height: 1080 } : { width: 640, height: 360 },
      }),
    );
  }
  const [mainScreen, deputyScreen, hallScreen, iaDomScreen, pleikuScreen] = screens;
  const desk = await Screen.open(browser, house, {
    name: 'operator',
    role: 'OPERATOR',
    path: `/m/${id}`,
    hall: { color: [90, 90, 90], hz: OPERATOR_HZ },
  });
  const office = await Screen.open(browser, house, {
    name: 'secretary',
    role: 'SECRETARY',
    path: `/m/${id}/secretary`,
  });
  const tablet = await Screen.open(browser, house, {
    name: 'chair',
    role: 'CHAIR',
    path: `/m/${id}/chair`,
    viewport: { width: 1180, height: 820 },
  });
  const shown = (/** @type {string} */ seat) => follower.seat(seat).state;

  await step('all 240 are called in waves, the five are connected by themselves', async () => {
    await operator.post(`${m}/open-lines`, {});
    await follower.until(
      'all were called',
      (state) => state.seats.every((/** @type {any} */ s) => s.tries > 0),
      60_000,
    );
    await follower.until('five are checked', () => five.every((seat) => follower.seat(seat.id).connected), 60_000);
    await follower.until(
      'their sound and picture are there',
      () =>
        five.every((seat) => follower.seat(seat.id).microphone === 'CLOSED' && follower.seat(seat.id).camera === 'OK'),
      20_000,
    );
  });

  await step('nothing is shown or heard before the meeting begins', async () => {
    await holds('silence at a site', async () => (await iaDomScreen.heard()).length === 0, 1500);
    const cards = (await iaDomScreen.seen()).filter((each) => each.width > 0);
    if (cards.length) throw new Error('a picture behind the card');
  });

  await step('the roll call: a site answers on the line, the secretary marks another by hand', async () => {
    await secretary.post(`${m}/roll-call/start`);
    await iaDomScreen.page.evaluate(async () => {
      const kiosk = await (await fetch('/api/kiosk')).json();
      await fetch('/api/kiosk/headcount', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': kiosk.csrf },
        body: '{"headcount":34}',
      });
    });
    await follower.until(
      'Ia Dom is present',
      () => shown(iaDom.id) === 'PRESENT' && follower.seat(iaDom.id).headcount === 34,
    );
    await secretary.post(`${m}/roll-call/mark`, { seat: hall.id, as: 'PRESENT', headcount: 12 });
    await follower.until('the hall is present', () => follower.seat(hall.id).present);
  });

  await step('the meeting begins: everybody sees and hears the main site alone', async () => {
    await operator.post(`${m}/begin`);
    await Promise.all(screens.slice(1, 5).map((screen) => screen.sees([COLORS[0]])));
    await iaDomScreen.hears([TONES[0]]);
    await pleikuScreen.hears([TONES[0]]);
    await mainScreen.hears([]);
  });

  await step('the main site sends 720 lines while on air, and one screen shows them', async () => {
    await until(
      '720 lines at the deputy site',
      async () => (await deputyScreen.seen()).some((each) => each.height === 720),
      45_000,
      500,
    );
    result.small_screen_lines = Math.max(...(await iaDomScreen.seen()).map((each) => each.height));
    if (Number(result.small_screen_lines) > 180)
      throw new Error(`${result.small_screen_lines} lines at a small screen`);
  });

  const two = (/** @type {string} */ first, /** @type {string} */ second) => ({
    layout: 'ONE_ONE',
    fill: 'FIXED',
    cells: [
      { seat: first, slides: false },
      { seat: second, slides: false },
    ],
  });
  await step('a preview leaks to no site', async () => {
    await operator.post(`${m}/preview`, two(main.id, pleiku.id));
    await holds(
      'Ia Dom sees the main site only',
      async () => {
        const pictures = (await iaDomScreen.seen()).filter((each) => each.width > 0);
        return pictures.length === 1;
      },
      2500,
    );
  });
  await step('take: both are on air at every site; undo: as before', async () => {
    await desk.page.bringToFront();
    const begun = performance.now();
    await operator.post(`${m}/take`);
    await Promise.all([iaDomScreen.sees([COLORS[0], COLORS[4]]), hallScreen.sees([COLORS[0], COLORS[4]])]);
    result.take_seen_s = round((performance.now() - begun) / 1000, 2);
    await operator.post(`${m}/undo`);
    await until(
      'one picture again',
      async () => (await iaDomScreen.seen()).filter((each) => each.width > 0).length === 1,
    );
  });

  await step('the floor: asked for at a site, called by the chair, heard by all, closed again', async () => {
    await iaDomScreen.page.evaluate(async () => {
      const kiosk = await (await fetch('/api/kiosk')).json();
      await fetch('/api/kiosk/hand', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': kiosk.csrf },
        body: JSON.stringify({ speaker: 'Chủ tịch UBND xã', topic: 'Phòng, chống bệnh bạch hầu' }),
      });
    });
    await follower.until('the hand is up', (state) =>
      state.floor.queue.some((/** @type {any} */ each) => each.seat === iaDom.id),
    );
    const before = performance.now();
    await chairs.post(`${m}/floor/next`);
    await follower.until('the chair called', (state) => state.floor.speaking?.seat === iaDom.id);
    result.chair_call_ms = round(performance.now() - before, 0);
    await pleikuScreen.hears([TONES[0], TONES[3]]);
    await mainScreen.hears([TONES[3]]);
    await iaDomScreen.hears([TONES[0]]);
    await hallScreen.sees([COLORS[3]]);
    await operator.post(`${m}/floor/revoke`);
    await pleikuScreen.hears([TONES[0]]);
  });

  await step(
    off === 'gate'
      ? 'a site with an open microphone is heard'
      : 'a patched client that keeps sending with a closed microphone is heard by nobody',
    async () => {
      const before = await hallScreen.page.evaluate(() => window.hall.soundSent());
      await hallScreen.page.evaluate(() => window.hall.defy());
      if (off === 'gate') await operator.post(`${m}/microphones`, { seats: [hall.id], open: true });
      await until(
        'it sends all the same',
        async () => (await hallScreen.page.evaluate(() => window.hall.soundSent())) - before > 5000,
        10_000,
      );
      await holds(
        'nobody hears it',
        async () => !(await pleikuScreen.heard()).includes(TONES[2]) && !(await iaDomScreen.heard()).includes(TONES[2]),
        3000,
      );
    },
  );

  await step('a client that asks for all tracks gets the programme only', async () => {
    const heard = await iaDomScreen.heard();
    const frames = await iaDomScreen.page.evaluate(async () => {
      const tracks = [...window.hall.connections]
        .flatMap((each) => each.getReceivers())
        .filter((each) => each.track.kind === 'video');
      let flowing = 0;
      for (const receiver of tracks) {
        for (const report of (await receiver.getStats()).values()) {
          if (report.type === 'inbound-rtp' && report.framesDecoded > 0) flowing++;
        }
      }
      return flowing;
    });
    result.pictures_at_a_site = frames;
    if (frames > 4 || heard.length > 1) throw new Error(`${frames} pictures, tones ${heard}`);
  });

  await step('the tour walks over the sites that are there', async () => {
    await operator.post(`${m}/tour`, { seconds: 5, skipPoor: false });
    const seen = new Set();
    await until(
      'three sites were shown',
      async () => {
        seen.add(follower.state.programme.cells[0].seat);
        return seen.size >= 3;
      },
      30_000,
      300,
    );
    await operator.post(`${m}/tour`, { seconds: 0, skipPoor: false });
    await operator.post(`${m}/take`, { composition: two(main.id, deputy.id) });
    await iaDomScreen.sees([COLORS[0], COLORS[1]]);
  });

  await step('words for one site are on its screen and on no other', async () => {
    await operator.post(`${m}/messages`, { seats: [pleiku.id], text: 'Chỉnh lại micro' });
    await pleikuScreen.page.getByText('Chỉnh lại micro').first().waitFor({ timeout: 10_000 });
    if (await iaDomScreen.page.getByText('Chỉnh lại micro').count()) throw new Error('on another screen too');
  });

  await step('private talk: the operator and one site hear each other, nobody else does', async () => {
    await operator.post(`${m}/talk`, { seat: pleiku.id });
    await until(
      'the site hears the operator',
      async () => (await pleikuScreen.heard([OPERATOR_HZ])).length === 1,
      15_000,
    );
    await until('the operator hears the site', async () => (await desk.heard([TONES[4]])).length === 1, 15_000);
    await holds(
      'nobody else hears either',
      async () =>
        (await iaDomScreen.heard([OPERATOR_HZ, TONES[4]])).length === 0 &&
        (await hallScreen.heard([OPERATOR_HZ, TONES[4]])).length === 0,
      2500,
    );
    await operator.post(`${m}/talk`, { seat: null });
    await until(
      'the site hears the operator no more',
      async () => (await pleikuScreen.heard([OPERATOR_HZ])).length === 0,
      10_000,
    );
    await until('nor the operator the site', async () => (await desk.heard([TONES[4]])).length === 0, 10_000);
  });

  await step('a site that is cut keeps its place and is back in its seat', async () => {
    await operator.post(`${m}/floor/request`, {
      seat: pleiku.id,
      speaker: 'Chủ tịch UBND thành phố',
      topic: 'Cải cách',
    });
    const begun = performance.now();
    await pleikuScreen.context.setOffline(true);
    await pleikuScreen.page.goto('about:blank').catch(() => {});
    await follower.until('lost', () => shown(pleiku.id) === 'LOST', 30_000);
    result.lost_seen_s = round((performance.now() - begun) / 1000);
    if (follower.state.floor.queue[0]?.seat !== pleiku.id) throw new Error('its place in the queue is gone');
    await pleikuScreen.context.setOffline(false);
    await pleikuScreen.page.goto('/kiosk?capture=320x180@10&show=180p');
    await follower.until(
      'returned',
      () => ['RETURNED', 'CHECKED', 'PRESENT', 'ON_AIR'].includes(shown(pleiku.id)),
      30_000,
    );
    await pleikuScreen.sees([COLORS[0], COLORS[1]], 30_000);
    await operator.post(`${m}/floor/next`);
    await iaDomScreen.hears([TONES[0], TONES[4]]);
    await operator.post(`${m}/floor/revoke`);
  });

  await step('the chair’s site is lost: the deputy has the chair, without anybody asking', async () => {
    await mainScreen.page.goto('about:blank');
    await follower.until('passed', (state) => state.meeting.chairSite === deputy.id, 30_000);
    await iaDomScreen.hears([TONES[1]]);
    await mainScreen.page.goto('/kiosk?capture=320x180@10&show=180p');
    await follower.until('back', () => follower.seat(main.id).connected, 30_000);
    await operator.post(`${m}/chair`, { seat: main.id });
    await iaDomScreen.hears([TONES[0]]);
  });

  await step('the desks show what the server says', async () => {
    for (const screen of [desk, office, tablet]) {
      await screen.page.getByText('Hội nghị trực tuyến toàn tỉnh').first().waitFor({ timeout: 20_000 });
    }
  });

  await step('the end: a card, silence, and nobody stays in the room', async () => {
    await operator.post(`${m}/end`);
    await iaDomScreen.hears([]);
    await follower.until(
      'all have left the room',
      (state) => state.seats.every((/** @type {any} */ s) => !s.connected),
      30_000,
    );
  });
  await step('no page had an error', async () => {
    const faults = [...screens, desk, office, tablet].flatMap((screen) => screen.faults);
    if (faults.length) throw new Error(faults.join('\n'));
  });
  result.server = usage(/** @type {number} */ (house.process?.pid));
  follower.end();
} catch (error) {
  console.error(error);
  console.error(text(house.log).slice(-1500));
  aims['every step was made'] = false;
} finally {
  await browser.close();
  await house.stop();
}
finish(result, aims);
