// People and devices of an empty house: its first administrator, an account for a district, a screen that is paired.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '../lib/cases.mjs';
import { House } from '../lib/house.mjs';
import { root } from '../lib/paths.mjs';
import { secret } from '../lib/secrets.mjs';
import { until } from '../lib/wait.mjs';

/** @typedef {import('playwright-core').Page} Page */

const DISTRICT = 'Huyện Đức Cơ';
const password = secret('một câu dài dễ nhớ của An');
const clerkPassword = secret('một câu khác của cán bộ huyện');

/** As a telephone computes it (RFC 6238). @param {string} base32 @param {number} [ahead] steps of 30 s */
function totp(base32, ahead = 0) {
  const bits = [...base32].map((each) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(each).toString(2).padStart(5, '0'));
  const key = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((each) => Number.parseInt(each, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const hash = createHmac('sha1', key).update(step).digest();
  const number = hash.readUInt32BE((hash.at(-1) ?? 0) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** A browser of its own. @param {import('../lib/cases.mjs').Case} t @returns {Promise<Page>} */
async function browser(t) {
  const context = await t.people.browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'vi-VN',
    permissions: ['camera', 'microphone'],
  });
  t.after(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return page;
}

/** @param {Page} page @param {string} words */
const says = (page, words) => page.getByText(words, { exact: false }).first().waitFor();

/** @param {Page} page @param {string} text twice, in the fields for a new one */
async function chooses(page, text) {
  await page.locator('[name=new-password]').fill(text);
  await page.locator('[name=password-again]').fill(text);
}

/** Pressed for longer than asked for. @param {Page} page @param {import('playwright-core').Locator} button */
async function holds(page, button) {
  await button.focus();
  await page.keyboard.down('Space');
  await page.waitForTimeout(1_300);
  await page.keyboard.up('Space');
}

/** @param {House} house @returns {Promise<string>} what it has shown on its console */
const codeOf = (house) =>
  until('the set-up code', () => /set-up code, for once\): (\S+)/.exec(readFileSync(house.log, 'utf8'))?.[1]);

/**
 * From the set-up code to the home of the first administrator, the second step taken.
 * @param {Page} page @param {House} house @param {string} code
 */
async function setsUp(page, house, code) {
  await page.goto(house.url);
  await says(page, 'Thiết lập lần đầu');
  await page.locator('[name=name]').fill('Nguyễn Văn An');
  await page.locator('[name=account]').fill('An.Nguyen');
  await page.locator('[name=code]').fill('AAAA-BBBB-CCCC');
  await chooses(page, 'ngắn');
  await page.getByRole('button', { name: 'Tạo quản trị viên' }).click();
  await says(page, 'Mật khẩu chưa đủ các điều dưới đây.');
  await chooses(page, password);
  await page.getByRole('button', { name: 'Tạo quản trị viên' }).click();
  await says(page, 'Mã không đúng, đã dùng hoặc đã hết hạn.');
  await page.locator('[name=code]').fill(code.toLowerCase());
  await page.getByRole('button', { name: 'Tạo quản trị viên' }).click();

  await page.getByRole('button', { name: 'Bật xác thực hai bước' }).click();
  const key = secret((await page.locator('[data-secret]').getAttribute('data-secret')) ?? '');
  await page.locator('[name=totp]').fill('000000');
  await page.getByRole('button', { name: 'Bật', exact: true }).click();
  await says(page, 'Mã chưa đúng.');
  // The step before: the present one is still to be used at the door.
  await page.locator('[name=totp]').fill(totp(key, -1));
  await page.getByRole('button', { name: 'Bật', exact: true }).click();
  const codes = page.locator('.step-recovery li');
  await codes.first().waitFor();
  const recovery = await codes.allInnerTexts();
  assert.equal(recovery.length, 10);
  for (const each of recovery) secret(each);
  await page.getByLabel('Tôi đã cất mã dự phòng').check();
  await page.getByRole('button', { name: 'Xong' }).click();
  await page.getByRole('heading', { name: 'Nguyễn Văn An' }).waitFor();
  return { key, recovery };
}

test(
  'accounts-first-day',
  async (t) => {
    const house = await House.start({ args: ['--empty'] });
    t.after(() => house.stop());
    const code = await codeOf(house);
    const an = await browser(t);
    const { recovery } = await setsUp(an, house, code);

    // Once: for whoever comes after there is no set-up any more, neither as a page nor as a call.
    const second = await browser(t);
    await second.goto(house.url);
    await second.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
    assert.equal(await second.getByText('Thiết lập lần đầu').count(), 0);
    const again = await fetch(`${house.url}/api/set-up`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code, name: 'Kẻ khác', account: 'ke.khac', password: 'một câu dài nào đó' }),
    });
    assert.equal(again.status, 403);
    assert.equal((await again.json()).code, 'code-refused');

    // At the door: the password alone asks for the code, a wrong code is refused in words, a recovery code comes in.
    await an.getByRole('button', { name: 'Đăng xuất' }).click();
    await an.locator('[name=account]').fill('an.nguyen');
    await an.locator('[name=password]').fill(password);
    await an.getByRole('button', { name: 'Đăng nhập' }).click();
    await an.locator('[name=code]').fill('123456');
    await an.getByRole('button', { name: 'Đăng nhập' }).click();
    await says(an, 'Tài khoản, mật khẩu hoặc mã xác thực chưa đúng.');
    await an.locator('[name=code]').fill(recovery[0]);
    await an.getByRole('button', { name: 'Đăng nhập' }).click();
    await an.getByRole('heading', { name: 'Nguyễn Văn An' }).waitFor();

    // The units come in by the official list.
    await an.goto(`${house.url}/directory`);
    await an.getByRole('button', { name: 'Nhập danh sách' }).click();
    await an.locator('input[type=file]').setInputFiles(join(root, 'control/src/main/resources/demo/gia-lai-2020.csv'));
    const from = an.locator('.import').getByLabel('Có hiệu lực từ ngày');
    await from.fill('01/02/2020');
    await an.getByRole('button', { name: 'Xem trước' }).click();
    await an.getByRole('button', { name: 'Nhập 238 thay đổi từ 01/02/2020' }).click();
    await says(an, 'Đã nhập, có hiệu lực từ 01/02/2020');

    // A site in the district, closed by mistake and opened again.
    await an.locator('.directory-find input').fill('duc co');
    await an.locator('.units-hit').first().click();
    await an.getByRole('button', { name: 'Thêm điểm cầu' }).click();
    await an.locator('[name=site-name]').fill('Hội trường huyện Đức Cơ');
    await an.locator('[name=phone]').fill('0269 000 1234');
    await an.getByLabel('là hội trường của huyện hoặc tỉnh').check();
    await an.locator('.site-form button[type=submit]').click();
    await says(an, 'Đã thêm Hội trường huyện Đức Cơ.');
    await an.getByRole('button', { name: 'Sửa', exact: true }).click();
    await holds(an, an.locator('[data-act=close-site]'));
    await says(an, 'Đơn vị này chưa có điểm cầu.');
    await an.getByRole('button', { name: 'Hoàn tác' }).click();
    await an.getByRole('article', { name: 'Hội trường huyện Đức Cơ' }).waitFor();

    // An account that is limited to it.
    await an.goto(`${house.url}/accounts`);
    await an.getByRole('button', { name: 'Thêm tài khoản' }).click();
    await an.locator('[name=name]').fill('Rơ Châm Bình');
    await an.locator('[name=account]').fill('binh.rocham');
    const unit = an.getByRole('combobox', { name: 'Tìm đơn vị khác' });
    await unit.fill('duc co');
    await unit.press('Enter');
    await an.locator('.grants-new').getByText(DISTRICT).waitFor();
    await an.getByRole('button', { name: 'Thêm vai trò' }).click();
    await an.getByRole('button', { name: 'Tạo tài khoản' }).click();
    const shown = an.locator('[data-code]');
    await shown.waitFor();
    const handed = secret((await shown.getAttribute('data-code')) ?? '');
    assert.match(handed, /^\S{4}-\S{4}-\S{4}-\S{4}$/);

    // The code is no password: with it one is set, and then signed in.
    const binh = second;
    await binh.locator('[name=account]').fill('binh.rocham');
    await binh.locator('[name=password]').fill(handed);
    await binh.getByRole('button', { name: 'Đăng nhập' }).click();
    await says(binh, 'Tài khoản, mật khẩu hoặc mã xác thực chưa đúng.');
    await binh.getByRole('link', { name: 'Có mã một lần? Đặt mật khẩu' }).click();
    await binh.locator('[name=account]').fill('binh.rocham');
    await binh.locator('[name=code]').fill(handed);
    await chooses(binh, clerkPassword);
    await binh.getByRole('button', { name: 'Đặt mật khẩu và đăng nhập' }).click();
    await binh.getByRole('heading', { name: 'Rơ Châm Bình' }).waitFor();
    await says(binh, `Cán bộ huyện · ${DISTRICT}`);
    const used = await fetch(`${house.url}/api/password`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ account: 'binh.rocham', code: handed, password: 'một câu dài nào đó' }),
    });
    assert.equal((await used.json()).code, 'code-refused');

    // It sees its own: no accounts, one district of ten communes.
    assert.equal(await binh.locator('nav a[href="/accounts"]').count(), 0);
    assert.equal(await binh.locator('nav a[href="/health"]').count(), 0);
    await binh.goto(`${house.url}/accounts`);
    await says(binh, 'Bạn không có quyền làm việc này');
    await binh.goto(`${house.url}/directory`);
    await binh.getByRole('treeitem', { name: DISTRICT }).waitFor();
    const units = await binh.evaluate(async () => (await fetch('/api/units')).json());
    assert.equal(units.length, 11);
    assert.equal(await binh.getByRole('button', { name: 'Nhập danh sách' }).count(), 0);

    // A screen is paired by what it shows, through the address behind its square code.
    const screen = await browser(t);
    await screen.goto(`${house.url}/kiosk`);
    const offered = screen.locator('[data-scene=pairing] [data-code]');
    await offered.waitFor();
    const pair = (await offered.getAttribute('data-code')) ?? '';
    await binh.goto(`${house.url}/directory?pair=${pair}`);
    await says(binh, `Gắn màn hình ${pair}`);
    await binh.getByRole('treeitem', { name: DISTRICT }).click();
    assert.equal(await binh.getByRole('button', { name: 'Thêm điểm cầu' }).count(), 0, 'that is an administrator’s');
    await binh.getByRole('button', { name: 'Gắn màn hình' }).click();
    await screen.locator('[data-scene=ready]').waitFor();
    await says(screen, 'Hội trường huyện Đức Cơ');
    const row = binh.locator('[data-endpoint]');
    await row.getByText('Đang dùng').waitFor();

    // And its key taken away: the screen is nobody's at once.
    await holds(binh, row.locator('[data-act=revoke]'));
    await row.getByText('Đã thu hồi').waitFor();
    await screen.locator('[data-scene=pairing]').waitFor();

    // The administrator shuts the account out: what it had open ends.
    await an.locator('.accounts-row', { hasText: 'binh.rocham' }).click();
    await holds(an, an.locator('[data-act=disable]'));
    await says(an, 'Đã khóa Rơ Châm Bình');
    const locked = await binh.evaluate(async () => (await fetch('/api/me')).status);
    assert.equal(locked, 401);
    await an.getByRole('button', { name: 'Hoàn tác' }).click();
    await an.locator('[data-act=disable]').waitFor();
  },
  { people: 3, limitMs: 150_000 },
);
