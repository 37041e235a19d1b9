// What people do in a meeting, each on the page of their own: by what stands on its buttons and fields, and by its keys.
// Nothing here calls the server; whoever drives it waits on the server's state and on the far decoders.
import { Screen } from './hall.mjs';
import { until } from './wait.mjs';

/** @typedef {{id: string, name: string, shortName: string}} Seat */

/** How long a key is pressed again: on a machine with much else to do a page may come to it late. What is fast is measured elsewhere. */
const PATIENCE_MS = 30_000;

/** As typed in a hurry: small letters without diacritics. @param {string} text */
const plain = (text) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');

/** Holds a button down. @param {import('playwright-core').Locator} button @param {number} seconds */
async function hold(button, seconds) {
  await button.hover({ timeout: 15_000 });
  const { mouse } = button.page();
  await mouse.down();
  // The page's own timer decides; a finger does not know how late it is.
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000 + 400));
  await mouse.up();
}

/** The list of meetings, where everybody begins. */
export class Home {
  /** @param {Screen} screen */
  constructor(screen) {
    this.screen = screen;
    this.page = screen.page;
  }

  /**
   * @param {import('playwright-core').Browser} browser @param {import('./house.mjs').House} house
   * @param {{name: string, role: string, hall?: {color: number[], hz: number}, viewport?: {width: number, height: number}}} how
   */
  static async open(browser, house, how) {
    return new Home(await Screen.open(browser, house, { ...how, path: '/' }));
  }

  /**
   * Asks for a meeting of all sites, now.
   *
   * @param {{title: string, subject: string, chair: string, deputy: string}} what deputy: the site's name
   * @returns {Promise<string>} its id, out of the address one is led to
   */
  async make({ title, subject, chair, deputy }) {
    const { page } = this;
    await page.getByRole('button', { name: 'Tạo cuộc họp' }).click();
    await page.getByLabel('Tên cuộc họp').fill(title);
    await page.getByLabel('Nội dung').fill(subject);
    await page.getByLabel('Chủ trì', { exact: true }).fill(chair);
    await page.getByRole('combobox', { name: 'Điểm cầu chủ tọa dự phòng' }).click();
    await page.keyboard.type(plain(deputy));
    await page.locator('.find-hits [role=option]').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Tạo và vào cuộc họp' }).click();
    await page.waitForURL(/\/m\/[^/]+/, { timeout: 30_000 });
    return decodeURIComponent(new URL(page.url()).pathname.split('/')[2]);
  }

  /**
   * Goes to a meeting of the list.
   *
   * @param {string} title @param {string} [asks] what the address asks for besides, as the bookmark of a weak machine does
   */
  async enter(title, asks) {
    const there = () => this.page.getByRole('heading', { name: title }).first().waitFor({ timeout: 30_000 });
    await this.page.getByRole('link', { name: title }).click({ timeout: 30_000 });
    await there();
    if (asks === undefined) return;
    await this.page.goto(`${this.page.url()}?${asks}`);
    await there();
  }
}

/** The operator's console. */
export class Desk {
  /** @param {Screen} screen */
  constructor(screen) {
    this.screen = screen;
    this.page = screen.page;
  }

  /** A key of the console. @param {string} key */
  key(key) {
    return this.page.keyboard.press(key);
  }

  /** A button by its words, or how they begin. @param {string} words @param {string} [within] region */
  press(words, within) {
    const where = within ? this.page.getByRole('region', { name: within, exact: true }) : this.page;
    return where.getByRole('button', { name: words }).first().click({ timeout: 15_000 });
  }

  /** Finds a site by its name as typed; the eye and the cursor are on it then. @param {Seat} seat */
  async find({ id, name }) {
    // In a field the key would be a letter; one that has just been sent is gone with the server's answer.
    await this.page.waitForFunction(() => !document.activeElement?.matches('input, textarea, select'));
    await this.key('/');
    await this.page.locator('[data-find="wall"] input:focus').waitFor();
    await this.page.keyboard.type(plain(name));
    await this.page.locator('.find-hits [role=option]').first().waitFor();
    await this.key('Enter');
    await this.page.locator(`.wall-body [data-seat="${id}"]:focus`).waitFor();
  }

  /** Preview of two: the first cell by typing into it, the second by the search of the wall and Enter. @param {Seat} first @param {Seat} second */
  async previewTwo(first, second) {
    await this.key('2');
    const preview = this.page.getByRole('region', { name: 'Xem trước', exact: true });
    await preview.locator('[data-cell="1"]').waitFor();
    await preview.getByRole('button', { name: 'Ô 1' }).click();
    await this.page.getByRole('combobox', { name: 'Ô 1: gõ tên điểm cầu' }).waitFor();
    await this.page.keyboard.type(plain(first.name));
    await this.page.locator('.find-hits [role=option]').first().waitFor();
    await this.key('Enter');
    await preview.locator('[data-cell="0"] .frame-name', { hasText: first.shortName }).waitFor({ timeout: 15_000 });
    await this.find(second);
    await this.key('Enter');
  }

  /** Opens or closes the microphone of the site the eye is on; the key means the other of what the screen says. @param {boolean} open */
  async microphone(open) {
    const panel = this.page.getByRole('region', { name: 'Đang chọn', exact: true });
    await panel.getByRole('button', { name: open ? 'Mở micro' : 'Khóa micro' }).waitFor({ timeout: 15_000 });
    await this.key('o');
  }

  /** @param {number} seconds */
  async tour(seconds) {
    await this.press('Quét điểm cầu', 'Toàn bộ điểm cầu');
    const panel = this.page.getByRole('region', { name: 'Toàn bộ điểm cầu', exact: true });
    await panel.getByLabel('Mỗi điểm cầu').selectOption({ label: `${seconds} giây` });
    await panel.getByLabel('Bỏ qua điểm cầu kém').uncheck();
    await this.press('Bắt đầu quét');
  }

  stopTour() {
    return this.press('Dừng quét', 'Đang phát');
  }

  /** Words onto the screen of one site. @param {Seat} seat @param {string} text */
  async write(seat, text) {
    await this.find(seat);
    await this.press('Nhắn', 'Đang chọn');
    await this.page.getByLabel('Lời nhắn trên màn hình điểm cầu').fill(text);
    await this.key('Enter');
  }

  /** @param {Seat} seat */
  async hangUp(seat) {
    await this.find(seat);
    await hold(this.page.getByRole('button', { name: 'Ngắt · giữ' }), 1);
  }

  end() {
    return hold(this.page.getByRole('button', { name: 'Kết thúc hội nghị' }), 2);
  }

  /**
   * When a request for the floor stands on this screen as the one who speaks.
   *
   * @param {string} request id
   * @returns {Promise<{there: number, painted: number}>} in milliseconds since the epoch: in the document, and a frame later
   */
  speaks(request) {
    return this.page.evaluate(
      (id) =>
        new Promise((resolve) => {
          const look = () => {
            if (!document.querySelector(`.speaking[data-request="${CSS.escape(id)}"]`)) return;
            watch.disconnect();
            const there = Date.now();
            requestAnimationFrame(() => requestAnimationFrame(() => resolve({ there, painted: Date.now() })));
          };
          const watch = new MutationObserver(look);
          watch.observe(document.body, { subtree: true, childList: true, attributes: true });
          look();
        }),
      request,
    );
  }
}

/** The secretary's page. */
export class Office {
  /** @param {Screen} screen */
  constructor(screen) {
    this.screen = screen;
    this.page = screen.page;
  }

  startRollCall() {
    return this.page.getByRole('button', { name: 'Bắt đầu điểm danh' }).click({ timeout: 15_000 });
  }

  closeRollCall() {
    return this.page.getByRole('button', { name: 'Khóa điểm danh' }).click({ timeout: 15_000 });
  }

  /** How many there are, typed down the column; Enter marks. @param {string} site @param {number} people */
  async mark(site, people) {
    await this.page.getByLabel(`Số người dự, ${site}`, { exact: true }).click();
    await this.page.keyboard.type(String(people));
    await this.page.keyboard.press('Enter');
  }

  /** One more speaker. @param {string} site @param {string} speaker @param {string} topic */
  async register(site, speaker, topic) {
    const form = this.page.getByRole('form', { name: 'Đăng ký phát biểu' });
    await form.getByRole('combobox', { name: 'Điểm cầu' }).click();
    await this.page.keyboard.type(plain(site));
    await this.page.locator('.find-hits [role=option]').first().waitFor();
    await this.page.keyboard.press('Enter');
    await form.getByLabel('Người phát biểu').fill(speaker);
    await form.getByLabel('Nội dung').fill(topic);
    await this.page.keyboard.press('Enter');
  }

  /** A list out of a spreadsheet. @param {string[][]} lines site, speaker, topic */
  async paste(lines) {
    await this.page.getByRole('button', { name: 'Dán từ bảng tính' }).click();
    await this.page.getByLabel('Dán ba cột').fill(lines.map((line) => line.join('\t')).join('\n'));
    await this.page.getByRole('button', { name: `Đăng ký ${lines.length} dòng` }).click();
    await this.page.getByText(`Đã đăng ký ${lines.length} dòng`).waitFor({ timeout: 20_000 });
    await this.page.getByRole('button', { name: 'Đóng', exact: true }).click();
  }
}

/** The chair's tablet. */
export class Tablet {
  /** @param {Screen} screen */
  constructor(screen) {
    this.screen = screen;
    this.page = screen.page;
  }

  /**
   * Invites who is next, by the large button.
   *
   * @param {string} name short, as it stands on the button
   * @returns {Promise<{pressed: number, asked: number, answered: number}>} in milliseconds since the epoch: the finger came
   *   down, the page sent it, the server had done it
   */
  async invite(name) {
    const button = this.page.locator('.chair-primary');
    await this.page.locator('.chair-primary:enabled', { hasText: `Mời ${name}` }).waitFor({ timeout: 15_000 });
    await this.page.evaluate(() => {
      const page = /** @type {any} */ (window);
      page.__pressed = 0;
      window.addEventListener('pointerdown', () => (page.__pressed = Date.now()), { capture: true, once: true });
      performance.clearResourceTimings();
    });
    await button.click();
    return until('the tablet’s call was answered', () =>
      this.page.evaluate(() => {
        const call = /** @type {PerformanceResourceTiming | undefined} */ (
          performance.getEntriesByType('resource').find(({ name }) => name.endsWith('/floor/next'))
        );
        if (!call) return null;
        const at = (/** @type {number} */ millis) => Math.round(performance.timeOrigin + millis);
        return {
          pressed: /** @type {any} */ (window).__pressed,
          asked: at(call.startTime),
          answered: at(call.responseEnd),
        };
      }),
    );
  }
}

/** A site's screen, by the keys of its remote control. */
export class Remote {
  /** @param {Screen} screen */
  constructor(screen) {
    this.screen = screen;
    this.page = screen.page;
  }

  /** What the band says. @returns {Promise<string>} */
  async band() {
    return (await this.page.locator('.tv-band').getAttribute('data-band', { timeout: 2_000 })) ?? '';
  }

  /** OK, pressed until the band says something else: what it does may just have changed, and then the screen waits. @param {string} band */
  async ok(band) {
    await this.page.locator(`[data-band="${band}"]`).waitFor({ timeout: PATIENCE_MS });
    await until(
      `${this.screen.name}: OK is taken at “${band}”`,
      async () => {
        if ((await this.band()) !== band) return true;
        await this.page.keyboard.press('Enter');
        return false;
      },
      PATIENCE_MS,
      400,
    );
  }

  /** Says how many people there are: arrows to the number, then OK, until the screen says that it is confirmed. @param {number} people */
  async count(people) {
    const number = this.page.locator('.tv-ask-number output');
    await number.waitFor({ timeout: PATIENCE_MS });
    await until(
      `${this.screen.name}: ${people} people on the screen`,
      async () => {
        const left = people - Number(await number.textContent());
        if (left === 0) return true;
        await this.page.keyboard.press(
          left >= 10 ? 'ArrowUp' : left <= -10 ? 'ArrowDown' : left > 0 ? 'ArrowRight' : 'ArrowLeft',
        );
        return false;
      },
      PATIENCE_MS,
    );
    const confirmed = this.page.getByText(`Đã xác nhận ${people} người`);
    await until(
      `${this.screen.name}: ${people} people are confirmed`,
      async () => {
        if (await confirmed.count()) return true;
        await this.page.keyboard.press('Enter');
        return false;
      },
      PATIENCE_MS,
      400,
    );
  }

  /** Asks for the floor, and says about what: 1 discussion, 2 proposal, 3 answer. @param {number} topic */
  async raiseHand(topic) {
    await this.ok('listening');
    await this.page.locator('.tv-topics').waitFor({ timeout: PATIENCE_MS });
    await this.page.keyboard.press(String(topic));
  }
}
