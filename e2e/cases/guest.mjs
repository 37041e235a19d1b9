// Guests of a meeting: by its link and PIN into the lobby, by a click on the console into a seat, and out of it for good.
import assert from 'node:assert/strict';
import { test } from '../lib/cases.mjs';
import { alike, COLORS, Screen, TONES } from '../lib/hall.mjs';
import { House } from '../lib/house.mjs';
import { holds, until } from '../lib/wait.mjs';

const CAPTURE = 'capture=320x180@10&show=180p';
const [MAIN, FAR, GUEST] = [0, 1, 2];

/**
 * A meeting in session with the main site and one other, each at its own screen, and an operator's console.
 * @param {import('../lib/cases.mjs').Case} t
 */
async function meeting(t) {
  const house = await House.start({ args: ['--demo-sites', '0'] });
  t.after(() => house.stop());
  const operator = await house.signIn('OPERATOR');
  const { id } = await operator.post('/api/meetings', { title: 'Họp có khách mời', startsAt: null, sites: 'all' });
  const m = `/api/meetings/${id}`;
  const follower = operator.follow(id);
  t.after(() => follower.end());
  await follower.until('a snapshot', (state) => state.seats.length === 240);
  const { seats } = follower.state;
  /** @param {number} at @param {any} seat */
  const site = async (at, seat) => {
    const screen = await Screen.open(t.people.browser, house, {
      name: seat.name,
      role: 'SITE',
      site: seat.id,
      path: `/kiosk?${CAPTURE}`,
      hall: { color: COLORS[at], hz: TONES[at] },
      viewport: { width: 640, height: 360 },
    });
    t.after(() => screen.close());
    return screen;
  };
  const [main, far] = [await site(MAIN, seats[0]), await site(FAR, seats[1])];
  await operator.post(`${m}/open-lines`, { waveSize: 240, waveMillis: 100 });
  await follower.until(
    'both are there',
    () => [0, 1].every((at) => follower.seat(seats[at].id).camera === 'OK'),
    30_000,
  );
  await operator.post(`${m}/begin`);
  return { house, operator, m, id, follower, seats, main, far };
}

/** The status that a ticket gets before the upgrade; 400 says that it is good and nothing else was sent. @param {House} house @param {string} token */
async function opens(house, token) {
  const answer = await fetch(`${house.url}/rtc/v1/validate?access_token=${encodeURIComponent(token)}`);
  await answer.body?.cancel();
  return answer.status;
}

test(
  'guest-from-pin-to-removal',
  async (t) => {
    const { house, operator, m, id, follower, far } = await meeting(t);
    const desk = await Screen.open(t.people.browser, house, { name: 'operator', role: 'OPERATOR', path: `/m/${id}` });
    t.after(() => desk.close());
    await desk.page.locator('[data-act="GUESTS"]').first().click();
    await desk.page.locator('[data-act="GUESTS_OPEN"]').click();
    const way = desk.page.locator('[data-link]:not([data-link=""])');
    await way.waitFor();
    const link = await way.getAttribute('data-link');
    const pin = (await desk.page.locator('[data-pin]').getAttribute('data-pin')) ?? '';
    assert.match(pin, /^\d{6}$/);

    const guest = await Screen.open(t.people.browser, house, {
      name: 'guest',
      path: `/khach/${link}?${CAPTURE}`,
      hall: { color: COLORS[GUEST], hz: TONES[GUEST] },
      viewport: { width: 1366, height: 768 },
    });
    t.after(() => guest.close());
    const { page } = guest;
    await page.fill('[name=name]', 'Trần Thị Lan');
    await page.fill('[name=title]', 'Chuyên gia thủy văn');
    await page.fill('[name=unit]', 'Đài Khí tượng Tây Nguyên');
    /** @param {string} typed */
    const knock = async (typed) => {
      await page.fill('[name=pin]', typed);
      await page.locator('button[type=submit]:enabled').click({ timeout: 20_000 });
    };
    const wrong = pin === '000000' ? '000001' : '000000';
    await knock(wrong);
    await page.locator('[data-refused="pin-refused"]').waitFor();
    await until(
      'the page says how long to wait',
      async () => {
        if (await page.locator('[data-slowed]:not([data-slowed="0"])').count()) return true;
        await knock(wrong);
        throw new Error('not yet');
      },
      30_000,
    );
    // Told only while it lasts, which the first delays do not do for long.
    await until(
      'who runs the house sees who is slowed down',
      async () => {
        const tries = await operator.get('/api/tries');
        const there = tries.some(
          (/** @type {any} */ one) => one.door === 'PIN' && one.account.startsWith('Họp có khách mời'),
        );
        if (!there) await knock(wrong);
        return there;
      },
      40_000,
    );
    assert.ok(follower.state.log.some((/** @type {any} */ line) => line.act === 'guest.pinRefused'));

    await until(
      'the right PIN is taken',
      async () => {
        if (await page.locator('[data-scene="lobby"]').count()) return true;
        await knock(pin);
        throw new Error('still at the door');
      },
      90_000,
    );
    await holds(
      'who waits sees and hears nothing',
      async () => (await guest.seen('body')).length <= 1 && (await guest.heard()).length === 0,
      1_000,
    );

    await desk.page.locator('[data-act="ADMIT"]').click();
    await guest.sees([COLORS[MAIN]], 20_000);
    await guest.hears([TONES[MAIN]]);
    const seat = await follower.until('a seat of its own', (state) => state.guests.seats[0]);
    const own = () => follower.state.guests.seats[0];
    await follower.until('its line', () => own().connected && own().camera === 'OK' && own().microphone === 'CLOSED');
    assert.equal(follower.state.seats.filter((/** @type {any} */ each) => each.connected).length, 2, 'sites alone');
    await far.hears([TONES[MAIN]]);
    await holds('the far site does not hear the guest', async () => !(await far.heard()).includes(TONES[GUEST]), 1_500);

    await page.locator('.tv-ok').click();
    const request = await follower.until('a raised hand', (state) => state.floor.queue[0]);
    await operator.post(`${m}/floor/grant`, { id: request.id });
    await far.hears([TONES[MAIN], TONES[GUEST]], 15_000);
    await far.sees([COLORS[GUEST]], 15_000);
    await far.page.getByText('Chuyên gia thủy văn – Đài Khí tượng Tây Nguyên').waitFor();

    const token = await page.evaluate(
      async (of) => (await (await fetch(`/api/guest?link=${of}`)).json()).kiosk.ticket.token,
      link,
    );
    assert.equal(await opens(house, token), 400, 'the ticket is good');
    await page.reload();
    await guest.sees([COLORS[GUEST]], 20_000);
    await far.hears([TONES[MAIN], TONES[GUEST]], 20_000);
    assert.equal(follower.state.guests.waiting.length, 0, 'no second admission');
    assert.equal(follower.state.guests.seats.length, 1, 'the same seat');

    const remove = desk.page.locator(`[data-seat="${seat.id}"] [data-act="GUEST_REMOVE"]`);
    const box = await remove.boundingBox();
    assert.ok(box);
    await desk.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await desk.page.mouse.down();
    await desk.page.waitForTimeout(1_300);
    await desk.page.mouse.up();
    await page.locator('[data-scene="GONE"]').waitFor();
    await far.hears([TONES[MAIN]], 15_000);
    assert.equal(await opens(house, token), 401, 'the old ticket');
    await page.reload();
    await page.locator('[data-scene="GONE"]').waitFor();
    await holds('nothing of the programme', async () => (await guest.heard()).length === 0, 1_000);
    const colors = (await guest.seen('body')).map((each) => each.color);
    assert.ok(!colors.some((color) => alike(color, COLORS[MAIN])), 'no picture of the meeting');
    assert.deepEqual([...guest.faults, ...desk.faults], []);
  },
  { people: 4, alone: true, limitMs: 180_000 },
);

test(
  'guest-ticket-ends-with-its-right',
  async (t) => {
    const { house, operator, m, follower, seats, main, far } = await meeting(t);
    /** @param {Screen} screen */
    const ticket = (screen) =>
      screen.page.evaluate(async () => (await (await fetch('/api/kiosk')).json()).ticket?.token ?? '');
    const [mains, fars] = [await ticket(main), await ticket(far)];
    assert.equal(await opens(house, mains), 400);
    assert.equal(await opens(house, fars), 400);

    // Hung up: the old ticket does not open the room, and when the site is called again its new one does.
    await operator.post(`${m}/hang-up`, { seats: [seats[1].id] });
    assert.equal(await opens(house, fars), 401);
    await follower.until('it is gone', () => !follower.seat(seats[1].id).connected);
    await operator.post(`${m}/call`, { seats: [seats[1].id] });
    await follower.until('it is back', () => follower.seat(seats[1].id).connected, 30_000);
    assert.equal(await opens(house, fars), 401, 'still');
    const called = await ticket(far);
    assert.equal(await opens(house, called), 400);
    await far.hears([TONES[MAIN]], 15_000);

    // A device that is revoked.
    const administrator = await house.signIn('ADMINISTRATOR');
    const endpoint = await far.page.evaluate(async () => (await (await fetch('/api/kiosk/me')).json()).id);
    await administrator.post(`/api/endpoints/${endpoint}/revoke`);
    assert.equal(await opens(house, called), 401);
    await follower.until('it is out', () => !follower.seat(seats[1].id).connected);

    // A session that is ended, with the media room of its console.
    const other = await house.signIn('OPERATOR');
    const { token } = await other.post(`${m}/ticket`);
    assert.equal(await opens(house, token), 400);
    await other.post('/api/sign-out');
    assert.equal(await opens(house, token), 401);

    // Nobody else lost anything, and a line that breaks is repaired with the ticket of before.
    assert.equal(await opens(house, mains), 400);
    await main.context.setOffline(true);
    await follower.until('the main site is lost', () => follower.seat(seats[0].id).state === 'LOST', 60_000);
    await main.context.setOffline(false);
    await follower.until('it is back by itself', () => follower.seat(seats[0].id).connected, 60_000);
  },
  { people: 3, alone: true, limitMs: 180_000 },
);
