// Our own page between people: what one does in it is seen in the page of the other.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { launch } from '../lib/browser.mjs';
import { test } from '../lib/cases.mjs';
import { decodes, has, meeting, messages, tile, writes } from '../lib/page.mjs';
import { Server } from '../lib/server.mjs';
import { holds, until } from '../lib/wait.mjs';

test('page-chat', async (t) => {
  const { an, binh } = await meeting(t);
  const said = 'Xã Ia RSai nghe rõ, thưa đồng chí';
  await an.locator('[data-act=chat]').click();
  await writes(an, said);
  // The closed panel tells of it, the opened one shows it.
  await binh.locator('[data-act=chat] .key-badge').getByText('1').waitFor();
  await binh.locator('[data-act=chat]').click();
  await messages(binh, said).waitFor();
  await holds('once at each', async () => (await messages(an, said).count()) === 1, 500);
  await holds('never twice', async () => (await messages(binh, said).count()) === 1, 1000);
  assert.equal(await messages(binh, said).locator('.message-head strong').textContent(), 'An');
  assert.equal(await an.locator('.message-state').count(), 0, 'nothing waits and nothing is unsent');
});

test('page-hand', async (t) => {
  const { an, binh } = await meeting(t);
  const hand = tile(binh, 'An').locator('.tile-hand');
  assert.equal(await hand.count(), 0);
  await an.locator('[data-act=hand]').click();
  await hand.waitFor();
  assert.equal(await hand.textContent(), '1');
  await binh.locator('[data-act=people]').click();
  await binh.locator('.person', { hasText: 'An' }).locator('.person-hand').waitFor();
  await an.locator('[data-act=hand]').click();
  await hand.waitFor({ state: 'detached' });
  assert.equal(await binh.locator('.person-hand').count(), 0);
});

test('page-share', async (t) => {
  const { an, binh } = await meeting(t);
  await an.locator('[data-act=share]').click();
  await an.getByText('Bạn đang trình chiếu.').waitFor();
  t.facts.screen = await decodes(binh, 'An', { source: 'screen_share', frames: 10, limitMs: 30_000 });
  // A shared screen is shown big without being asked for, and its frames are really drawn.
  const drawn = tile(binh, 'An', 'screen').locator('video');
  await drawn.waitFor();
  await until('the screen is drawn', () => drawn.evaluate((v) => /** @type {any} */ (v).videoWidth > 0));
  await decodes(binh, 'An');
  await an.locator('[data-act=share]').click();
  await drawn.waitFor({ state: 'detached' });
  await until('no track of the screen is left', async () => (await has(binh, 'An', 'screen_share')) === null);
});

test('page-views-and-languages', async (t) => {
  const { an } = await meeting(t);
  const widths = async () => {
    const [binh, own] = [await tile(an, 'Bình').boundingBox(), await tile(an, 'An').boundingBox()];
    return { binh: binh?.width ?? 0, own: own?.width ?? 0 };
  };
  const alike = async () => {
    const { binh, own } = await widths();
    return own > 0 && Math.abs(binh - own) < 2;
  };
  await until('all are alike in the grid', alike);
  await an.getByRole('button', { name: 'Người nói' }).click();
  await until('the other is big, oneself is small', async () => {
    const { binh, own } = await widths();
    return own > 0 && binh > 2 * own;
  });
  await decodes(an, 'Bình', { frames: 5 });
  await an.getByRole('button', { name: 'Lưới' }).click();
  await until('all are alike again', alike);

  const words = () => an.locator('.bar .key-word').allTextContents();
  const before = await words();
  assert.ok(before.includes('Giơ tay'), before.join());
  await an.locator('[data-act=devices]').click();
  await an.getByRole('button', { name: 'English' }).click();
  await an.getByRole('button', { name: 'Speaker', exact: true }).waitFor();
  assert.equal(await an.locator('html').getAttribute('lang'), 'en');
  const english = await words();
  assert.ok(english.includes('Hand up'), english.join());
  assert.equal(await an.getByText('Giơ tay').count(), 0);
  await an.getByRole('button', { name: 'Tiếng Việt' }).click();
  await an.getByRole('button', { name: 'Người nói' }).waitFor();
  assert.deepEqual(await words(), before);
  assert.equal(await an.locator('html').getAttribute('lang'), 'vi');
});

test(
  'page-server-restart',
  async (t) => {
    const server = await Server.start();
    t.after(() => server.stop());
    const { an, binh } = await meeting(t, { origin: server.url });
    await binh.locator('[data-act=microphone]').click();
    await until('Bình is muted at An', async () => (await has(an, 'Bình'))?.microphoneMuted === true);
    for (const page of [an, binh]) await page.locator('[data-act=chat]').click();
    const said = 'gửi lúc mất máy chủ';
    await server.kill();
    await writes(an, said);
    await server.up();
    const ready = performance.now();
    await Promise.all([decodes(an, 'Bình', { frames: 5 }), decodes(binh, 'An', { frames: 5 })]);
    t.facts.backMs = Math.round(performance.now() - ready);
    await until('Bình is muted at An as before', async () => (await has(an, 'Bình'))?.microphoneMuted === true);
    await until('An is open at Bình as before', async () => (await has(binh, 'An'))?.microphoneMuted === false);
    await binh.locator('[data-act=microphone]').getByText('Micro tắt').waitFor();
    const marked = async () => (await messages(an, said).locator('.message-unsent').count()) === 1;
    const arrived = async () => (await messages(binh, said).count()) === 1;
    await until('the message is delivered or marked as not sent', async () => (await arrived()) || (await marked()));
    t.facts.delivered = await arrived();
    await holds('never twice', async () => (await messages(binh, said).count()) <= 1, 1000);
    assert.equal(await messages(an, said).count(), 1);
  },
  { limitMs: 90_000 },
);

/**
 * A Chromium for which the server has a name that does not mean "this machine": 127.0.0.1 would be a secure context
 * by plain HTTP too.
 * @param {import('../lib/cases.mjs').Case} t
 */
async function elsewhere(t) {
  const browser = await launch(['--host-resolver-rules=MAP hop.example 127.0.0.1']);
  t.after(() => browser.close());
  const host = 'hop.example';
  return { browser, plain: `http://${host}:${t.server.port}`, secure: `https://${host}:${t.server.tlsPort}` };
}

/** That the certificate can be trusted is tried where it is made; here nobody has installed it. */
const trusting = { ignoreHTTPSErrors: true };

test('page-https', async (t) => {
  const { browser, secure } = await elsewhere(t);
  const { an, binh } = await meeting(t, { browser, origin: secure, context: trusting });
  for (const page of [an, binh]) {
    assert.equal(await page.evaluate(() => window.isSecureContext), true);
    assert.equal(await page.evaluate(() => window.location.origin), secure);
    assert.equal(
      await page.evaluate(() => /** @type {any} */ (window).__nharong.room.engine.client.ws.url.split('/rtc')[0]),
      secure.replace('https', 'wss'),
    );
  }
});

test(
  'page-insecure-address',
  async (t) => {
    const { browser, plain, secure } = await elsewhere(t);
    const context = await browser.newContext({ permissions: ['camera', 'microphone'], ...trusting });
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(`${plain}/r/${t.room}`);
    assert.equal(await page.evaluate(() => window.isSecureContext), false);
    await page.getByLabel('Tên hiển thị').fill('An');
    await page.locator('form button[type=submit]').click();
    await page.getByText('Trang chưa mở bằng https').waitFor();
    await page.getByRole('link', { name: 'Mở lại trang này bằng https' }).click();
    await page.waitForURL(`${secure}/r/${t.room}`);
    assert.equal(await page.evaluate(() => window.isSecureContext), true);
    assert.equal(await page.locator('[name=room]').inputValue(), t.room);
  },
  { people: 1 },
);

test(
  'page-unsupported-browser',
  async (t) => {
    const context = await t.people.browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(`${t.server.url}/`);
    await page.getByLabel('Tên hiển thị').waitFor();
    await page.addInitScript(() => {
      Reflect.deleteProperty(window, 'RTCPeerConnection');
    });
    await page.reload();
    await page.getByText('Trình duyệt này quá cũ để họp.').waitFor();
    await page.getByText('This browser is too old for meetings.').waitFor();
    assert.equal(await page.getByRole('textbox').count(), 0);
  },
  { people: 1 },
);

test(
  'page-authority',
  async (t) => {
    const page = await t.people.browser.newPage();
    t.after(() => page.close());
    await page.goto(`${t.server.url}/`);
    const [opened] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: 'Chứng thư của máy chủ' }).click(),
    ]);
    t.after(() => opened.close());
    await opened.getByText(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/).waitFor();
    const given = await fetch(`${t.server.url}/authority.crt`);
    const fingerprint = new X509Certificate(Buffer.from(await given.arrayBuffer())).fingerprint256;
    assert.equal(await opened.getByText(fingerprint).count(), 1);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('link', { name: "The server's certificate" }).waitFor();
  },
  { people: 1 },
);
