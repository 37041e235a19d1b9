// Pictures of every screen at 1920×1080 and 1366×768 into docs/pictures, from a real server with the sample province of 240 sites and
// a meeting of all of them, and the index beside them: `npm run pictures [filter]`.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from './lib/browser.mjs';
import { Screen } from './lib/hall.mjs';
import { House } from './lib/house.mjs';
import { root } from './lib/paths.mjs';
import { inSession } from './lib/province.mjs';
import { open, show, visits } from './lib/visits.mjs';

const SITES = 24;
/** @type {Record<string, [number, number]>} */
const SIZES = { 1366: [1366, 768], 1920: [1920, 1080] };
const filter = process.argv[2] ?? '';
const out = join(root, 'docs', 'pictures');
mkdirSync(out, { recursive: true });

/** What stands in the index, in its order. @type {Record<string, string>} */
const WORDS = {
  front: 'Trang đầu: tài khoản mẫu, đăng nhập, cửa vào phòng',
  'set-up': 'Thiết lập hệ thống còn trống: mã trên máy chủ, quản trị viên đầu tiên',
  password: 'Đặt mật khẩu bằng mã dùng một lần',
  home: 'Danh sách cuộc họp của cán bộ vận hành',
  'new-meeting': 'Tạo cuộc họp',
  'console-published': 'Bàn điều khiển trước khi mở đường',
  'console-lobby': 'Bàn điều khiển lúc đón các điểm cầu',
  'console-roll-call': 'Bàn điều khiển lúc điểm danh',
  console: 'Bàn điều khiển trong cuộc họp: 240 điểm cầu, xem trước, đang phát, phát biểu',
  'console-site': 'Bàn điều khiển: một điểm cầu đang chọn',
  'console-stills': 'Bàn điều khiển: điểm cầu bằng hình',
  'console-table': 'Bàn điều khiển: điểm cầu bằng bảng',
  'console-palette': 'Bàn điều khiển: mọi việc gọi bằng tên (Ctrl K)',
  'console-keys': 'Bàn điều khiển: bảng phím',
  'console-guests': 'Bàn điều khiển: khách mời, một người trong phòng chờ',
  'console-cut': 'Bàn điều khiển mất đường tới máy chủ: trạng thái cuối cùng đã biết',
  'console-break': 'Bàn điều khiển lúc giải lao',
  secretary: 'Trang thư ký: điểm danh, danh sách phát biểu',
  chair: 'Máy tính bảng của chủ tọa',
  'kiosk-unpaired': 'Màn hình chưa thuộc điểm cầu nào: mã ghép',
  'kiosk-waiting': 'Màn hình điểm cầu chờ họp',
  kiosk: 'Màn hình điểm cầu trong cuộc họp',
  'kiosk-on-air': 'Màn hình điểm cầu đang phát biểu',
  'kiosk-lost': 'Màn hình điểm cầu mất đường truyền',
  'guest-door': 'Cửa vào của khách mời',
  'guest-lobby': 'Khách mời trong phòng chờ',
  'guest-meeting': 'Khách mời trong cuộc họp',
  'room-door': 'Cửa vào một phòng họp nhanh',
  'room-check': 'Kiểm tra camera và micro trước khi vào phòng',
  directory: 'Danh bạ: đơn vị và điểm cầu',
  'directory-site': 'Danh bạ: một đơn vị, điểm cầu và thiết bị của nó',
  accounts: 'Tài khoản và quyền',
  'accounts-one': 'Một tài khoản: quyền, phiên, bước thứ hai',
  own: 'Tài khoản của tôi',
  health: 'Tình trạng máy chủ',
  gallery: 'Mọi thành phần trong mọi trạng thái (/ui)',
  loadtest: 'Báo cáo thử tải',
};

/** @type {Set<string>} */
const taken = new Set();

/** Both sizes of a page as it stands. @param {import('playwright-core').Page} page @param {string} name */
async function picture(page, name) {
  if (!WORDS[name]) throw new Error(`${name} has no words in the index`);
  const devtools = await page.context().newCDPSession(page);
  for (const [width, pixels] of Object.entries(SIZES)) {
    await page.setViewportSize({ width: pixels[0], height: pixels[1] });
    await page.waitForTimeout(1_200);
    const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
    writeFileSync(join(out, `${name}-${width}.webp`), Buffer.from(data, 'base64'));
  }
  taken.add(name);
  console.error(`  ${name}`);
  await devtools.detach();
}

const wanted = (/** @type {string} */ name) => name.includes(filter);
const house = await House.start({ args: ['--demo-sites', `${SITES}`] });
const browser = await launch();
const hall = readFileSync(join(root, 'e2e', 'browser', 'drawnHall.js'), 'utf8');
const largest = SIZES[1920];
try {
  /** @param {string} name @param {string} path @param {string} [role] @param {string} [site] */
  const screen = (name, path, role, site) =>
    Screen.open(browser, house, { name, role, site, path, before: hall, hall: { color: [70, 110, 150], hz: 440 } });
  /** @type {Screen | null} */
  let desk = null;
  /** @type {Screen | null} */
  let box = null;
  const province = await inSession(house, SITES, async (phase, { id }) => {
    desk ??= await screen('operator', `/m/${id}`, 'OPERATOR');
    await desk.page.locator('[data-seat]').first().waitFor();
    await desk.page.waitForTimeout(2_000);
    await picture(desk.page, `console-${phase.toLowerCase().replace('_', '-')}`);
    if (phase !== 'PUBLISHED') return;
    const meeting = await desk.page.evaluate(async (m) => (await fetch(`/api/meetings/${m}`)).json(), id);
    box = await screen('kiosk', '/kiosk?capture=320x180@10', 'SITE', meeting.seats.at(-1).id);
    await box.page.locator('[data-scene=ready]').waitFor();
    await box.page.waitForTimeout(2_000);
    await picture(box.page, 'kiosk-waiting');
  });
  const { m, follower, operator, seats, link, pin } = province;
  const console_ = /** @type {Screen} */ (/** @type {unknown} */ (desk)).page;
  const kiosk = /** @type {Screen} */ (/** @type {unknown} */ (box)).page;
  const own = seats.at(-1).id;
  const press = async (/** @type {string[]} */ ...keys) => {
    for (const key of keys) await console_.keyboard.press(key);
    await console_.waitForTimeout(700);
  };

  await console_.bringToFront();
  await console_.waitForTimeout(4_000);
  await picture(console_, 'console');
  await press('/');
  await console_.keyboard.type('pleiku');
  await press('Enter');
  await picture(console_, 'console-site');
  await press('v');
  await picture(console_, 'console-stills');
  await press('v');
  await picture(console_, 'console-table');
  await press('v', 'Control+k');
  await picture(console_, 'console-palette');
  await press('Escape', '?');
  await picture(console_, 'console-keys');
  await press('Escape');

  const guest = await screen('guest', `/khach/${link}?capture=320x180@10`);
  await guest.page.locator('[name=pin]').waitFor();
  await picture(guest.page, 'guest-door');
  for (const [name, words] of [
    ['name', 'Trần Thị Lan'],
    ['title', 'Chuyên gia thủy văn'],
    ['unit', 'Đài Khí tượng Tây Nguyên'],
    ['pin', pin],
  ])
    await guest.page.fill(`[name=${name}]`, words);
  await guest.page.locator('button[type=submit]:enabled').click();
  await guest.page.locator('[data-scene=lobby]').waitFor();
  await guest.page.waitForTimeout(1_500);
  await picture(guest.page, 'guest-lobby');
  await console_.bringToFront();
  await press('k');
  await picture(console_, 'console-guests');
  await press('Escape');
  await operator.post(`${m}/guests/admit`, { ids: 'all' });
  await guest.page.locator('[data-scene=meeting]').waitFor({ timeout: 30_000 });
  await guest.page.waitForTimeout(4_000);
  await picture(guest.page, 'guest-meeting');
  await guest.close();

  await kiosk.bringToFront();
  await follower.until('the box is in the room', () => follower.seat(own).connected, 60_000);
  await kiosk.waitForTimeout(4_000);
  await picture(kiosk, 'kiosk');
  await operator.post(`${m}/floor/revoke`);
  await operator.post(`${m}/floor/request`, { seat: own, speaker: 'Chủ tịch UBND', topic: 'Kiến nghị' });
  const mine = await follower.until('it waits', ({ floor }) =>
    floor.queue.find((/** @type {any} */ each) => each.seat === own),
  );
  await operator.post(`${m}/floor/grant`, { id: mine.id });
  await follower.until('its microphone is open', () => follower.seat(own).microphone === 'OPEN', 20_000);
  await kiosk.waitForTimeout(3_000);
  await picture(kiosk, 'kiosk-on-air');
  await operator.post(`${m}/floor/revoke`);

  for (const visit of visits(province)) {
    if (taken.has(visit.name) || visit.empty || !wanted(visit.name)) continue;
    const opened = await open(browser, house, visit, hall);
    await show(opened, visit, 'vi', largest);
    await opened.page.waitForTimeout(1_500);
    await picture(opened.page, visit.name);
    const row = opened.page.locator('main tbody tr, main [role=treeitem], main [role=option], main li button').first();
    if (visit.name === 'directory' || visit.name === 'accounts') {
      await row.click({ timeout: 5_000 }).catch(() => console.error(`  nothing to choose on ${visit.name}`));
      await opened.page.waitForTimeout(1_000);
      await picture(opened.page, visit.name === 'directory' ? 'directory-site' : 'accounts-one');
    }
    await opened.close();
  }

  await operator.post(`${m}/suspend`);
  await console_.bringToFront();
  await console_.waitForTimeout(2_000);
  await picture(console_, 'console-break');
  await operator.post(`${m}/resume`);
  await console_.waitForTimeout(3_000);
  follower.end();
  // The server is gone, as at a cut line: nothing else keeps these two from it.
  await house.kill();
  await console_.waitForTimeout(25_000);
  await picture(console_, 'console-cut');
  await kiosk.bringToFront();
  await kiosk.waitForTimeout(2_000);
  await picture(kiosk, 'kiosk-lost');
} finally {
  await house.stop();
}
const empty = await House.start({ args: ['--empty'] });
try {
  const visit = visits(/** @type {any} */ ({ id: '', link: '', there: [], seats: [{ id: '' }] })).find(
    ({ name }) => name === 'set-up',
  );
  if (visit) {
    const opened = await open(browser, empty, visit);
    await show(opened, visit, 'vi', largest);
    await picture(opened.page, 'set-up');
  }
} finally {
  await browser.close();
  await empty.stop();
}

const there = new Set(readdirSync(out));
const lines = Object.entries(WORDS)
  .filter(([name]) => there.has(`${name}-1920.webp`))
  .map(([name, words]) => `- ${words}: [1920×1080](${name}-1920.webp), [1366×768](${name}-1366.webp)`);
const index = join(out, 'README.md');
const head = readFileSync(index, 'utf8').split('\n- ')[0].trimEnd();
writeFileSync(index, `${head}\n\n${lines.join('\n')}\n`);
const mb = [...there].reduce((sum, file) => sum + statSync(join(out, file)).size, 0) / 1e6;
console.log(`${taken.size} screens taken, ${lines.length} in the index, ${mb.toFixed(1)} MB`);
