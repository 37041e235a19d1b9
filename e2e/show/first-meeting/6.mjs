// Line 6: kill -9 and restart on the same data. Three people in our own page: they see each other again without a click,
// tracks and mute states as before, and what is typed meanwhile arrives once or is marked as not sent.
import { launch } from '../../lib/browser.mjs';
import { Server } from '../../lib/server.mjs';
import { finish, round } from '../../lib/show.mjs';
import { holds, until } from '../../lib/wait.mjs';

const NAMES = ['An', 'Bình', 'Chi'];
const server = await Server.start();
const browser = await launch();
/** @type {Record<string, unknown>} */
const result = {};
/** @type {Record<string, boolean>} */
const aims = {};

/** @param {string} name */
async function enter(name) {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'], locale: 'vi-VN' });
  const page = await context.newPage();
  await page.goto(`${server.url}/?room=ba-diem-cau`);
  await page.getByLabel(/tên/i).first().fill(name);
  await page.locator('form button[type=submit]').click();
  await page.getByRole('button', { name: /vào (họp|phòng)/i }).click();
  return page;
}

/** What each other participant's camera has decoded, and what is muted. @param {import('playwright-core').Page} page */
const view = (page) =>
  page.evaluate(async () => {
    const room = /** @type {any} */ (window).__nharong?.room;
    if (room?.state !== 'connected') return null;
    /** @type {Record<string, {frames: number, microphoneMuted: boolean | null}>} */
    const seen = {};
    for (const p of room.remoteParticipants.values()) {
      const all = [...p.trackPublications.values()];
      const camera = all.find((each) => each.source === 'camera')?.track;
      let frames = 0;
      if (camera) for (const s of (await camera.getRTCStatsReport()).values()) frames += s.framesDecoded ?? 0;
      seen[p.name] = { frames, microphoneMuted: all.find((each) => each.source === 'microphone')?.isMuted ?? null };
    }
    const own = [...room.localParticipant.trackPublications.values()];
    return { seen, own: own.map((each) => `${each.source} ${each.isMuted ? 'muted' : 'open'}`).sort() };
  });

/** All see all others decode on. @param {import('playwright-core').Page[]} pages @param {number} limitMs */
async function allDecode(pages, limitMs) {
  await Promise.all(
    pages.map(async (page, index) => {
      const others = NAMES.filter((_, i) => i !== index);
      /** @type {any} */
      let base = null;
      await until(
        `${NAMES[index]} decodes ${others.join(' and ')}`,
        async () => {
          const now = await view(page);
          if (!now || others.some((name) => !now.seen[name]?.frames)) return false;
          if (!base || others.some((name) => now.seen[name].frames < base.seen[name].frames)) base = now;
          return others.every((name) => now.seen[name].frames >= base.seen[name].frames + 10);
        },
        limitMs,
      );
    }),
  );
}

const said = 'gửi lúc mất máy chủ';
try {
  const pages = await Promise.all(NAMES.map(enter));
  await allDecode(pages, 30_000);
  // One has the microphone closed: that must stay so.
  await pages[1].evaluate(() =>
    /** @type {any} */ (window).__nharong.room.localParticipant.setMicrophoneEnabled(false),
  );
  await until('Bình is muted at An', async () => (await view(pages[0]))?.seen.Bình?.microphoneMuted === true);
  for (const page of pages) await page.getByRole('button', { name: 'Tin nhắn' }).first().click();
  const before = await Promise.all(pages.map(view));

  await server.kill();
  const killed = performance.now();
  await pages[0].getByLabel('Viết tin nhắn').fill(said);
  await pages[0].getByLabel('Viết tin nhắn').press('Enter');
  await server.up();
  const ready = performance.now();
  await allDecode(pages, 40_000);
  const back = performance.now() - ready;
  const after = await Promise.all(pages.map(view));
  const own = (/** @type {any[]} */ views) => views.map((each) => each?.own);
  const muted = (/** @type {any[]} */ views) =>
    views.map((each) =>
      Object.entries(each?.seen ?? {})
        .map(([name, p]) => `${name} ${p.microphoneMuted}`)
        .sort(),
    );
  const at = (/** @type {import('playwright-core').Page} */ page) => page.getByText(said, { exact: true }).count();
  const marked = () => pages[0].getByText(/chưa gửi/i).count();
  const delivered = async () => (await at(pages[1])) === 1 && (await at(pages[2])) === 1;
  await until('the chat is delivered or marked', async () => (await delivered()) || (await marked()) > 0, 10_000);
  const arrived = await until('delivered', delivered, 5000).catch(() => false);
  await holds('never twice', async () => (await at(pages[1])) <= 1 && (await at(pages[2])) <= 1, 2000);
  Object.assign(result, {
    back_ms: round(back, 0),
    down_ms: round(ready - killed, 0),
    tracks: own(after),
    chat: arrived ? 'delivered once' : 'marked as not sent',
  });
  aims['all decode each other within 15 s of the ready line'] = back < 15_000;
  aims['tracks as before'] = JSON.stringify(own(after)) === JSON.stringify(own(before));
  aims['mute states as before'] = JSON.stringify(muted(after)) === JSON.stringify(muted(before));
  aims['chat delivered once or marked as not sent'] = Boolean(arrived) || (await marked()) > 0;
} finally {
  await browser.close().catch(() => {});
  await server.stop();
}
finish(result, aims);
