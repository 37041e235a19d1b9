// Our own page, used as a person uses it: by its fields and keys. What arrives is read from the client within the page.
import { until } from './wait.mjs';

/** @typedef {import('playwright-core').Page} Page */

/**
 * From the door into the meeting.
 * @param {import('./cases.mjs').Case} t
 * @param {string} name
 * @param {{browser?: import('playwright-core').Browser, origin?: string, context?: object}} [how]
 * @returns {Promise<Page>}
 */
export async function enters(t, name, { browser = t.people.browser, origin = t.server.url, context = {} } = {}) {
  const own = await browser.newContext({ permissions: ['camera', 'microphone'], locale: 'vi-VN', ...context });
  t.after(() => own.close());
  const page = await own.newPage();
  await page.goto(`${origin}/?room=${t.room}`);
  await page.getByLabel('Tên hiển thị').fill(name);
  await page.locator('form button[type=submit]').click();
  await page.locator('[data-act=join]').click();
  return page;
}

/** Two people whose pages decode each other. @param {import('./cases.mjs').Case} t @param {Parameters<typeof enters>[2]} [how] */
export async function meeting(t, how) {
  const [an, binh] = await Promise.all([enters(t, 'An', how), enters(t, 'Bình', how)]);
  await Promise.all([decodes(an, 'Bình'), decodes(binh, 'An')]);
  return { an, binh };
}

/**
 * What a page has of somebody: null while that person or picture is not there.
 * @param {Page} page @param {string} name @param {string} [source]
 * @returns {Promise<{frames: number, width: number, height: number, microphoneMuted: boolean | null} | null>}
 */
export function has(page, name, source = 'camera') {
  return page.evaluate(
    async ([wanted, from]) => {
      const room = /** @type {any} */ (window).__nharong?.room;
      if (room?.state !== 'connected') return null;
      const person = [...room.remoteParticipants.values()].find((p) => p.name === wanted);
      const all = [...(person?.trackPublications.values() ?? [])];
      const track = all.find((each) => each.source === from)?.track;
      if (!track) return null;
      const found = { frames: 0, width: 0, height: 0 };
      for (const s of (await track.getRTCStatsReport()).values()) {
        if (s.framesDecoded === undefined) continue;
        Object.assign(found, { frames: s.framesDecoded, width: s.frameWidth ?? 0, height: s.frameHeight ?? 0 });
      }
      return { ...found, microphoneMuted: all.find((each) => each.source === 'microphone')?.isMuted ?? null };
    },
    /** @type {[string, string]} */ ([name, source]),
  );
}

/**
 * Waits for frames more than there are now, with a size.
 * @param {Page} page @param {string} name @param {{source?: string, frames?: number, limitMs?: number}} [how]
 */
export async function decodes(page, name, { source = 'camera', frames = 20, limitMs = 20_000 } = {}) {
  let base = -1;
  const wait = until(
    `${frames} decoded frames of ${name} (${source})`,
    async () => {
      const now = await has(page, name, source);
      if (!now) return null;
      // A decoder made anew counts from zero again.
      if (base < 0 || now.frames < base) base = now.frames;
      return now.frames - base >= frames && now.width > 0 && now.height > 0 ? now : null;
    },
    limitMs,
  );
  return wait.catch(async (error) => {
    throw new Error(`${error.message}; there: ${await knows(page).catch(String)}`);
  });
}

/**
 * What the client in a page knows of the others and has sent itself: for the error of a wait that ended in vain.
 * @param {Page} page @returns {Promise<string>} JSON
 */
function knows(page) {
  return page.evaluate(async () => {
    const room = /** @type {any} */ (window).__nharong?.room;
    if (!room) return 'no room';
    const of = async (/** @type {any} */ each) => {
      const inbound = [];
      for (const s of (await each.track?.getRTCStatsReport?.())?.values() ?? []) {
        const { type, rid, ssrc, active, packetsReceived, packetsSent, framesDecoded, framesEncoded, pliCount } = s;
        if (type !== 'inbound-rtp' && type !== 'outbound-rtp') continue;
        inbound.push({ rid, ssrc, active, packetsReceived, packetsSent, framesDecoded, framesEncoded, pliCount });
      }
      return {
        sid: each.trackSid,
        source: each.source,
        muted: each.isMuted,
        subscribed: each.isSubscribed,
        enabled: each.isEnabled,
        shown: each.track?.attachedElements?.length,
        visible: each.track?.elementInfos?.map((/** @type {any} */ info) => info.visible),
        flow: inbound,
      };
    };
    const person = async (/** @type {any} */ p) => ({
      name: p.name,
      sid: p.sid,
      tracks: await Promise.all([...p.trackPublications.values()].map(of)),
    });
    const everybody = [room.localParticipant, ...room.remoteParticipants.values()];
    return JSON.stringify({ state: room.state, people: await Promise.all(everybody.map(person)) });
  });
}

/** Somebody's tile as it is shown. @param {Page} page @param {string} name @param {'camera' | 'screen'} [what] */
export function tile(page, name, what = 'camera') {
  const label = what === 'screen' ? `Trình chiếu của ${name}` : name;
  return page.locator(`.tile[data-what=${what}][aria-label^="${label}"]`);
}

/** Messages of exactly this text. @param {Page} page @param {string} text */
export function messages(page, text) {
  return page.locator('.message').filter({ has: page.getByText(text, { exact: true }) });
}

/** @param {Page} page @param {string} text */
export async function writes(page, text) {
  await page.getByLabel('Viết tin nhắn').fill(text);
  await page.getByLabel('Viết tin nhắn').press('Enter');
}
