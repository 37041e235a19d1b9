// Breaks: resume, full reconnect and the scenarios the client can ask the server to play.
import assert from 'node:assert/strict';
import { DataPacket_Kind, ParticipantInfo_State } from 'livekit-server-sdk';
import { test } from '../lib/cases.mjs';
import { until } from '../lib/wait.mjs';

/** @param {import('../lib/browser.mjs').Person} person @param {string} scenario @param {any} [arg] */
const simulate = (person, scenario, arg) =>
  person.run(
    ({ scenario, arg }) => {
      // Not awaited: some scenarios end with the socket on which the answer would come.
      nr.state.room.simulateScenario(scenario, arg);
    },
    { scenario, arg },
  );

test('break-signal-resume', async (t) => {
  const [an, binh] = await t.two();
  await an.run(() => nr.camera());
  await binh.run(() => nr.camera());
  await binh.subscribed('an');
  await an.subscribed('binh');
  await binh.sees('an');
  const before = await an.run(() => ({ sid: nr.state.room.localParticipant.sid, frames: nr.count('trackSubscribed') }));
  await simulate(an, 'signal-reconnect');
  await an.event('reconnected');
  await binh.sees('an');
  await an.sees('binh');
  const after = await an.run(() => ({ sid: nr.state.room.localParticipant.sid, frames: nr.count('trackSubscribed') }));
  assert.deepEqual(after, before);
  assert.equal(await an.run(() => nr.count('signalReconnecting')), 1);
  assert.equal(await binh.run(() => nr.count('participantDisconnected')), 0);
  await an.run(() => nr.tone({ hz: 440 }));
  await binh.subscribed('an', 'microphone');
  await binh.hears('an', 440);
});

test('break-resume-data', async (t) => {
  const [an, binh] = await t.two();
  await an.until('binh is there', () => nr.participant('binh'));
  const send = (/** @type {number} */ from, /** @type {number} */ to) =>
    an.run(
      async ([a, b]) => {
        for (let i = a; i < b; i++) {
          await nr.state.room.localParticipant.publishData(new TextEncoder().encode(`${i}`), { reliable: true });
        }
      },
      [from, to],
    );
  await send(0, 20);
  await simulate(an, 'signal-reconnect', 500);
  await send(20, 40);
  await an.event('reconnected');
  await send(40, 60);
  await binh.until('60 packets', () => nr.state.inbox.length >= 60);
  const texts = await binh.run(() => nr.state.inbox.map((/** @type {any} */ each) => each.text));
  assert.deepEqual(
    texts,
    Array.from({ length: 60 }, (_, i) => `${i}`),
  );
});

// The data channel lives on while signalling is cut and delivers too: that nothing comes twice is the client's telling
// apart by sender and number.
test('break-resume-data-unheard', async (t) => {
  const [an, binh] = await t.two();
  await an.until('binh is there', () => nr.participant('binh'));
  // Who is cut off before its media stands has nothing to resume.
  await until('the server knows both as active', async () =>
    (await t.api.listParticipants(t.room)).every((each) => each.state === ParticipantInfo_State.ACTIVE),
  );
  await simulate(binh, 'signal-reconnect', 500);
  await an.run(async () => {
    for (const text of ['một', 'hai', 'ba']) {
      await nr.state.room.localParticipant.publishData(new TextEncoder().encode(text), { reliable: true });
    }
  });
  for (const text of ['bốn', 'năm']) {
    await t.api.sendData(t.room, new TextEncoder().encode(text), DataPacket_Kind.RELIABLE, {
      destinationIdentities: ['binh'],
    });
  }
  await binh.event('reconnected');
  await binh.until('five packets', () => nr.state.inbox.length >= 5);
  await an.run(() => nr.state.room.localParticipant.publishData(new TextEncoder().encode('sáu'), { reliable: true }));
  await binh.until('the last one', () => nr.state.inbox.some((/** @type {any} */ each) => each.text === 'sáu'));
  const texts = await binh.run(() => nr.state.inbox.map((/** @type {any} */ each) => each.text));
  assert.deepEqual(texts.sort(), ['một', 'hai', 'ba', 'bốn', 'năm', 'sáu'].sort());
});

test('break-full-reconnect', async (t) => {
  const [an, binh] = await t.two();
  await an.run(() => nr.camera());
  await an.run(() => nr.tone({ hz: 440 }));
  await binh.subscribed('an');
  await binh.sees('an');
  await an.run(() => nr.publication('an', 'microphone').mute());
  await simulate(an, 'full-reconnect');
  await an.event('reconnected', 20_000);
  await binh.subscribed('an');
  await binh.sees('an');
  await binh.until('the microphone is still muted', () => nr.publication('an', 'microphone')?.isMuted);
});

test('break-server-leave', async (t) => {
  const [an, binh] = await t.two();
  await binh.until('an is there', () => nr.participant('an'));
  await simulate(an, 'server-leave');
  await an.event('disconnected');
  await binh.event('participantDisconnected');
});

test('break-node-failure', async (t) => {
  const [an, binh] = await t.two();
  await an.run(() => nr.camera());
  await binh.subscribed('an');
  await binh.sees('an');
  await simulate(an, 'node-failure');
  await an.event('reconnected', 30_000);
  await binh.subscribed('an');
  await binh.sees('an');
});

test('break-speaker-scenario', async (t) => {
  const [an, binh] = await t.two();
  // A silent microphone: whoever speaks now does so by the scenario alone.
  await an.run(async () => {
    await nr.tone();
    nr.loudness(0);
  });
  await binh.subscribed('an', 'microphone');
  await binh.hearsNothing('an');
  await binh.until('nobody speaks', () => nr.state.room.activeSpeakers.length === 0);
  await simulate(an, 'speaker');
  await binh.until('an speaks', () => nr.state.room.activeSpeakers.some((/** @type {any} */ p) => p.identity === 'an'));
});

test('break-force-tcp', async (t) => {
  const [an, binh] = await t.two();
  await an.run(() => nr.camera());
  await binh.subscribed('an');
  await binh.sees('an');
  assert.equal((await an.run(() => nr.transport())).local?.protocol, 'udp');
  await simulate(an, 'force-tcp');
  await an.until('the pair is tcp', async () => (await nr.transport()).local?.protocol === 'tcp', undefined, 25_000);
  await binh.subscribed('an');
  await binh.sees('an', { limitMs: 20_000 });
});
