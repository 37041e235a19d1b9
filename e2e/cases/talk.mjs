// Mute, speakers, quality.
import assert from 'node:assert/strict';
import { test } from '../lib/cases.mjs';

test('talk-mute-unmute', async (t) => {
  const [an, binh] = await t.two();
  await an.run(() => nr.tone({ hz: 500 }));
  await binh.subscribed('an', 'microphone');
  await binh.hears('an', 500);
  await an.run(() => nr.publication('an', 'microphone').mute());
  await binh.event('trackMuted');
  await binh.hearsNothing('an');
  await an.run(() => nr.publication('an', 'microphone').unmute());
  await binh.event('trackUnmuted');
  await binh.hears('an', 500);
});

test('talk-camera-mute', async (t) => {
  const [an, binh] = await t.two();
  await an.run(() => nr.camera({ colour: '#20c020' }));
  await binh.subscribed('an');
  await binh.sees('an');
  await an.run(() => nr.publication('an', 'camera').mute());
  await binh.event('trackMuted');
  await binh.seesNothing('an', 800);
  await an.run(() => nr.publication('an', 'camera').unmute());
  await binh.event('trackUnmuted');
  await binh.sees('an');
});

test('talk-active-speaker', async (t) => {
  const [an, binh] = await t.two();
  await an.run(() => nr.tone({ hz: 300 }));
  await binh.subscribed('an', 'microphone');
  await binh.until('an speaks', () => nr.state.room.activeSpeakers.some((/** @type {any} */ p) => p.identity === 'an'));
  await an.until('an is told too', () => nr.state.room.localParticipant.isSpeaking);
  await an.run(() => nr.loudness(0));
  await binh.until('an is silent', () => nr.state.room.activeSpeakers.length === 0);
});

test(
  'talk-connection-quality',
  async (t) => {
    const [an, binh] = await t.two();
    // Quality is told of oneself and of whom one subscribes to.
    await an.run(() => nr.camera());
    await binh.run(() => nr.camera());
    for (const who of [an, binh]) {
      for (const of of ['an', 'binh']) {
        await who.until(
          `quality of ${of}`,
          (i) => ['excellent', 'good'].includes(nr.participant(i).connectionQuality),
          of,
          20_000,
        );
      }
    }
  },
  { people: 2 },
);

test('talk-unmute-while-publishing', async (t) => {
  const [an, binh] = await t.two();
  await an.run(async () => {
    const drawn = nr.drawing({ width: 640, height: 360, colour: '#20c020' });
    const track = new LivekitClient.LocalVideoTrack(drawn);
    track.source = 'camera';
    await track.mute();
    const me = nr.state.room.localParticipant;
    const published = me.publishTrack(track);
    // The track has its name when the server's answer is in; the key is pressed as soon as it is announced.
    await new Promise((done) => me.once('localSenderCreated', done));
    await track.unmute();
    await published;
  });
  await binh.subscribed('an');
  await binh.sees('an');
  assert.equal(await binh.run(() => nr.publication('an', 'camera').isMuted), false);
});

test('talk-server-mute', async (t) => {
  const [an, binh] = await t.two();
  const sid = await an.run(() => nr.tone({ hz: 700 }));
  await binh.subscribed('an', 'microphone');
  await binh.hears('an', 700);
  const answer = await t.api.mutePublishedTrack(t.room, 'an', sid, true);
  assert.equal(answer.muted, true);
  await an.until('an is told', () => nr.publication('an', 'microphone').isMuted);
  await binh.event('trackMuted');
  await binh.hearsNothing('an');
});
