// Line 4: thirty late joiners, one after the other: what the server adds, and when each sees the first frame.
//   --joins=30
// server_ms is the time on the server's side: from the open signalling connection to the first SDP answer, plus from the
// client being ready to receive (ICE and DTLS done, a section made for the track) to the first media packet sent to it. In
// between the server waits for the joining client. The time between asking the publishing client for a key frame of an
// encoding and the first packet of it is a wait for a client too; media_ms_p50 is given with it, server_ms is without.
import { join } from 'node:path';
import { launch, People } from '../../lib/browser.mjs';
import { logs } from '../../lib/paths.mjs';
import { Server } from '../../lib/server.mjs';
import { events, finish, millis, numbers, quantile, recording, round } from '../../lib/show.mjs';
import { until } from '../../lib/wait.mjs';

const { joins = 30 } = numbers();
const ROOM = 'vao-muon';
const scratch = join(logs, 'show-4.jfr');
const server = await Server.start({
  javaArgs: recording(join(logs, 'show-4-end.jfr'), ['Joining', 'FirstMedia', 'KeyframeWait']),
});
const pid = server.process?.pid ?? 0;
const browser = await launch();
/** @type {number[]} */
const firstFrames = [];
/** @type {number[]} */
const serverMs = [];
/** @type {Array<{answer: number, media: number}>} */
const parts = [];
try {
  const people = new People(browser, server);
  const an = await people.one();
  await an.join({ room: ROOM, identity: 'an' });
  await an.run(() => nr.camera({ width: 1280, height: 720 }));
  await until(
    'the sender encodes',
    async () => (await an.run(() => nr.sent())).some((/** @type {any} */ e) => e.frames > 60),
    20_000,
  );
  const late = new People(browser, server);
  /** @type {string[]} */
  const sids = [];
  for (let i = 0; i < joins; i++) {
    const person = await late.one();
    const token = await server.token({ room: ROOM, identity: `muon-${i}` });
    const seen = await person.run(
      async ({ url, token }) => {
        const begun = performance.now();
        await nr.join({ url, token });
        while (!nr.publication('an', 'camera')?.track) await new Promise((resolve) => setTimeout(resolve, 2));
        nr.show('an');
        while (!nr.shown('an').frames && performance.now() - begun < 10_000) {
          await new Promise((resolve) => setTimeout(resolve, 2));
        }
        return {
          ms: nr.shown('an').frames ? nr.shown('an').first - begun : 10_000,
          sid: nr.state.room.localParticipant.sid,
        };
      },
      { url: server.ws, token },
    );
    firstFrames.push(seen.ms);
    sids.push(seen.sid);
    await late.takeBack(true);
    console.error(`join ${i + 1}: first frame after ${round(seen.ms, 0)} ms`);
  }
  const joining = await events(pid, scratch, 'Joining');
  const media = await events(pid, scratch, 'FirstMedia');
  const waits = (await events(pid, scratch, 'KeyframeWait')).map((each) => {
    const from = Date.parse(each.startTime);
    return { from, to: from + millis(each.duration) };
  });
  waits.sort((a, b) => a.from - b.from);
  for (const sid of sids) {
    const one = joining.find((each) => each.participant === sid);
    const two = media.find((each) => each.transport.endsWith(sid));
    if (!one || !two) continue;
    const answer = millis(one.duration);
    const to = Date.parse(two.startTime);
    const from = to - millis(two.waitNanos);
    // Waits for several encodings overlap: the time in which any of them ran.
    let publisher = 0;
    let counted = from;
    for (const wait of waits) {
      const end = Math.min(to, wait.to);
      publisher += Math.max(0, end - Math.max(counted, wait.from));
      counted = Math.max(counted, end);
    }
    parts.push({ answer, media: to - from });
    serverMs.push(answer + to - from - publisher);
  }
} finally {
  await browser.close().catch(() => {});
  await server.stop();
}
const result = {
  joins,
  measured: serverMs.length,
  server_ms_p50: round(quantile(serverMs, 0.5)),
  answer_ms_p50: round(
    quantile(
      parts.map((each) => each.answer),
      0.5,
    ),
  ),
  media_ms_p50: round(
    quantile(
      parts.map((each) => each.media),
      0.5,
    ),
  ),
  server_ms_max: round(Math.max(...serverMs)),
  first_frame_ms_p50: round(quantile(firstFrames, 0.5), 0),
  first_frame_ms_p95: round(quantile(firstFrames, 0.95), 0),
};
finish(result, {
  'every join measured': serverMs.length === joins,
  'server_ms_p50 < 60': result.server_ms_p50 < 60,
  'server_ms_max < 250': result.server_ms_max < 250,
  'first_frame_ms_p50 < 1000': result.first_frame_ms_p50 < 1000,
  'first_frame_ms_p95 < 2000': result.first_frame_ms_p95 < 2000,
});
