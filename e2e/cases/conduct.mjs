// A meeting that is conducted: one programme for all, open microphones only, and nothing else for whoever asks.
import assert from 'node:assert/strict';
import { People } from '../lib/browser.mjs';
import { test } from '../lib/cases.mjs';
import { Conducted } from '../lib/conducted.mjs';
import { until } from '../lib/wait.mjs';

const ROOM = 'meeting:tap-duot';

/** A conducted room with an (red, 440 Hz), binh (blue, 880 Hz) and chi who only takes. @param {import('../lib/cases.mjs').Case} t */
async function meeting(t) {
  const server = await Conducted.start();
  t.after(() => server.stop());
  const people = new People(t.people.browser, /** @type {any} */ (server));
  t.after(() => people.close());
  await server.ask({ cmd: 'open', room: ROOM });
  const wish = { pictures: /** @type {any[]} */ ([]), microphones: /** @type {string[]} */ ([]), loans: [] };
  /** @param {any} change @returns {Promise<any>} */
  const conduct = (change) => server.ask({ cmd: 'conduct', room: ROOM, ...Object.assign(wish, change) });
  /** @param {string} identity */
  const enter = async (identity) => {
    const person = await people.one();
    await person.join({
      room: ROOM,
      identity,
      token: await server.ticket(ROOM, identity, identity !== 'chi'),
      options: { dynacast: true },
    });
    return person;
  };
  const [an, binh, chi] = [await enter('an'), await enter('binh'), await enter('chi')];
  await an.run(() => nr.camera({ colour: '#c02020' }));
  await an.run(() => nr.tone({ hz: 440 }));
  await binh.run(() => nr.camera({ colour: '#2020c0' }));
  await binh.run(() => nr.tone({ hz: 880 }));
  await chi.subscribed('programme', 'picture-0');
  await chi.subscribed('programme', 'sound-0');
  await chi.run(() => nr.show('programme', { source: 'picture-0' }));
  return { server, conduct, enter, an, binh, chi };
}

/** @param {import('../lib/browser.mjs').Person} person @param {'red' | 'blue'} colour */
const sees = (person, colour) =>
  person.until(
    `the programme ${colour}`,
    (wanted) => {
      const [red, , blue] = nr.colour('programme', 'picture-0') ?? [0, 0, 0];
      return wanted === 'red' ? red > 150 && blue < 80 : blue > 150 && red < 80;
    },
    colour,
  );

/** @param {import('../lib/browser.mjs').Person} person @param {number} hz 0 for silence @param {string} [of] @param {string} [source] */
const hears = (person, hz, of = 'programme', source = 'sound-0') =>
  person.until(
    `${hz} Hz from ${of}`,
    async ([identity, track, wanted]) => {
      const sound = await nr.heard(identity, 250, track);
      return wanted === 0 ? !sound || sound.rms < 0.002 : sound && sound.rms > 0.02 && Math.abs(sound.hz - wanted) < 15;
    },
    /** @type {[string, string, number]} */ ([of, source, hz]),
    15_000,
  );

test(
  'conduct-programme',
  async (t) => {
    const { server, conduct, an, binh, chi } = await meeting(t);
    await conduct({ pictures: [{ identity: 'an' }], microphones: ['an'] });
    await sees(chi, 'red');
    await hears(chi, 440);
    await hears(binh, 440);
    await hears(an, 0);
    assert.deepEqual(await chi.run(() => [...nr.state.room.remoteParticipants.keys()]), ['programme']);
    const answers = await chi.run(() => nr.state.room.engine.pcManager.publisher._pc.remoteDescription.sdp.length);
    /** @type {number[]} */
    const takes = [];
    for (const [identity, colour] of /** @type {const} */ ([
      ['binh', 'blue'],
      ['an', 'red'],
      ['binh', 'blue'],
      ['an', 'red'],
      ['binh', 'blue'],
    ])) {
      const seen = chi.run(
        (wanted) =>
          new Promise((resolve) => {
            const look = () => {
              const [red, , blue] = nr.colour('programme', 'picture-0') ?? [0, 0, 0];
              if (wanted === 'red' ? red > 150 && blue < 80 : blue > 150 && red < 80) resolve(true);
              else setTimeout(look, 10);
            };
            look();
          }),
        colour,
      );
      const begun = performance.now();
      await conduct({ pictures: [{ identity }] });
      await seen;
      takes.push(Math.round(performance.now() - begun));
    }
    t.facts.takesMs = takes;
    assert.ok(Math.max(...takes) < 2000, `takes of ${takes} ms`);
    assert.equal(
      await chi.run(() => nr.state.room.engine.pcManager.publisher._pc.remoteDescription.sdp.length),
      answers,
      'a take says no word of signalling',
    );
    const begun = performance.now();
    await conduct({ microphones: ['binh'] });
    await hears(chi, 880);
    t.facts.floorMs = Math.round(performance.now() - begun);
    const facts = await server.facts(ROOM);
    for (const who of ['an', 'binh', 'chi']) assert.equal(facts[who].presence, 'CONNECTED');
    assert.equal(facts.an.microphone, 'CLOSED');
    assert.equal(facts.binh.microphone, 'OPEN');
    assert.equal(facts.chi.microphone ?? 'NONE', 'NONE');
    assert.ok(facts.an.camera);
    await until('the line of chi', async () => (await server.facts(ROOM)).chi.pictureHeight > 0, 10_000);
  },
  { people: 3, limitMs: 120_000 },
);

test(
  'conduct-nothing-else',
  async (t) => {
    const { server, conduct, an, binh, chi } = await meeting(t);
    await conduct({ pictures: [{ identity: 'an' }], microphones: ['an'] });
    await hears(chi, 440);
    // The server asked it to mute; a patched client says that it did not, and sends.
    await until('binh closed', async () => (await server.facts(ROOM)).binh.microphone === 'CLOSED');
    await binh.until('binh asked to mute', () => nr.publication('binh', 'microphone').isMuted);
    await binh.run(() => {
      const mine = nr.publication('binh', 'microphone');
      mine.track.mediaStreamTrack.enabled = true;
      nr.state.room.engine.client.sendMuteTrack(mine.trackSid, false);
      mine.mute = () => {};
    });
    await until('binh sends', async () => ((await server.facts(ROOM)).binh.level ?? 0) > 0.1, 15_000);
    assert.equal((await server.facts(ROOM)).binh.microphone, 'CLOSED');
    await hears(chi, 440);
    await hears(chi, 0, 'programme', 'sound-1');
    // Whoever asks for more gets nothing.
    const sids = [];
    for (const [who, person] of /** @type {const} */ ([
      ['an', an],
      ['binh', binh],
    ])) {
      for (const source of ['camera', 'microphone'])
        sids.push(await person.run(([i, s]) => nr.publication(i, s).trackSid, [who, source]));
    }
    await chi.run((trackSids) => {
      nr.state.room.engine.client.sendUpdateSubscription({ trackSids, subscribe: true, participantTracks: [] });
    }, sids);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.deepEqual(await chi.run(() => [...nr.state.room.remoteParticipants.keys()]), ['programme']);
    const carried = await chi.run(() => nr.state.room.engine.pcManager.publisher._pc.remoteDescription.sdp);
    for (const sid of sids) assert.ok(!carried.includes(sid), `${sid} is carried`);
    // What is lent to one is heard by that one alone.
    await conduct({ loans: [{ from: 'binh', to: 'chi', source: 'MICROPHONE' }] });
    await chi.subscribed('binh', 'microphone');
    await hears(chi, 880, 'binh', 'microphone');
    assert.deepEqual(await an.run(() => [...nr.state.room.remoteParticipants.keys()]), ['programme']);
    await conduct({ loans: [] });
    await chi.until('binh is gone', () => !nr.participant('binh'));
  },
  { people: 3, limitMs: 120_000 },
);

test(
  'conduct-lost-and-back',
  async (t) => {
    const { server, conduct, enter, binh, chi } = await meeting(t);
    await conduct({ pictures: [{ identity: 'binh' }], microphones: ['binh'] });
    await sees(chi, 'blue');
    const begun = performance.now();
    await binh.page.close(); // as a power cut: not a word is said
    await until('binh lost', async () => ['LOST', 'LEFT'].includes((await server.facts(ROOM)).binh.presence), 15_000);
    t.facts.lostMs = Math.round(performance.now() - begun);
    const again = await enter('binh');
    await again.run(() => nr.camera({ colour: '#2020c0' }));
    await again.run(() => nr.tone({ hz: 880 }));
    await chi.sees('programme', { source: 'picture-0' });
    await sees(chi, 'blue');
    await hears(chi, 880);
    assert.equal((await server.facts(ROOM)).binh.presence, 'CONNECTED');
  },
  { people: 3, limitMs: 120_000 },
);
