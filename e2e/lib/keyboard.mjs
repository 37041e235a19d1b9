// A meeting run from the console without a pointer: every effect is looked for in what the server says.

/**
 * @param {import('./hall.mjs').Screen} desk an operator's console
 * @param {import('./province.mjs').Province} province
 * @param {(aim: string, work: () => Promise<unknown>) => Promise<void>} step
 */
export async function byKeyboard(desk, { follower, there }, step) {
  const { page } = desk;
  const press = async (/** @type {string[]} */ ...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const state = () => follower.state;
  /** Selects a site by its name, as one types it: without marks. @param {any} seat @param {string[]} keys pressed after */
  const find = async (seat, ...keys) => {
    await press('/');
    const bare = `${seat.name}`.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();
    await page.keyboard.type(bare);
    await page.locator('[role=option]').first().waitFor({ timeout: 5_000 });
    await press('Enter', ...keys);
  };
  const shown = () => JSON.stringify(state().programme.cells.map((/** @type {any} */ cell) => cell.seat));
  await page.bringToFront();
  await page.locator('[data-seat]').first().waitFor({ timeout: 90_000 });
  await page.mouse.move(0, 0);
  const [, , third] = there;
  const before = shown();

  await step('keyboard: take: a site found by its name is on air', async () => {
    await press('1');
    await follower.until('one picture in preview', ({ preview }) => preview.layout === 'ONE');
    await find(third, 'Enter');
    await follower.until('it is in preview', ({ preview }) => preview.cells[0]?.seat === third.id);
    await press('Space');
    await follower.until('it is on air', ({ programme }) => programme.cells[0]?.seat === third.id);
  });
  await step('keyboard: undo: what was on air is again', async () => {
    if (shown() === before) throw new Error('nothing was taken');
    await press('Control+z');
    await follower.until('as before', () => shown() === before);
  });
  await step('keyboard: the next speaker is called', async () => {
    const next = state().floor.queue[0]?.seat;
    if (!next) throw new Error('nobody waits');
    await press('n');
    await follower.until('the first of the queue speaks', ({ floor }) => floor.speaking?.seat === next);
    await follower.until('the microphone there is open', () => follower.seat(next).microphone === 'OPEN');
  });
  await step('keyboard: the speaker is stopped', async () => {
    const { seat } = state().floor.speaking ?? {};
    if (!seat) throw new Error('nobody speaks');
    await press('.');
    await follower.until('nobody speaks', ({ floor }) => floor.speaking === null);
    await follower.until('the microphone there is closed', () => follower.seat(seat).microphone === 'CLOSED');
  });
  await step('keyboard: a site is marked present with its people', async () => {
    const unmarked = there.at(-1);
    if (follower.seat(unmarked.id).present) throw new Error('it is marked already');
    await find(unmarked, 'p');
    await page.keyboard.type('27');
    await press('Enter');
    await follower.until(
      'it is so',
      () => follower.seat(unmarked.id).present && follower.seat(unmarked.id).headcount === 27,
    );
  });
  await step('keyboard: the meeting is ended, by name and held', async () => {
    await press('Control+k');
    await page.keyboard.type('ket thuc');
    await press('Enter');
    await page.keyboard.down('Space');
    await page.waitForTimeout(700);
    if (state().meeting.state === 'ENDED') throw new Error('ended by a touch');
    await follower.until('it is over', ({ meeting }) => meeting.state === 'ENDED');
    await page.keyboard.up('Space');
  });
}
