// Data packets, streams and RPC.
import assert from 'node:assert/strict';
import { test } from '../lib/cases.mjs';
import { holds } from '../lib/wait.mjs';

test('data-reliable', async (t) => {
  const [an, binh] = await t.two();
  await an.until('binh is there', () => nr.participant('binh'));
  await an.run(async () => {
    for (let i = 0; i < 200; i++) {
      await nr.state.room.localParticipant.publishData(new TextEncoder().encode(`số ${i}`), {
        reliable: true,
        topic: 'thu',
      });
    }
  });
  await binh.until('200 packets', () => nr.state.inbox.length >= 200);
  const inbox = await binh.run(() => nr.state.inbox);
  assert.deepEqual(
    inbox.map((/** @type {any} */ each) => each.text),
    Array.from({ length: 200 }, (_, i) => `số ${i}`),
  );
  assert.deepEqual([inbox[0].from, inbox[0].topic], ['an', 'thu']);
  assert.equal(await an.run(() => nr.state.inbox.length), 0);
});

test('data-lossy', async (t) => {
  const [an, binh] = await t.two();
  await an.until('binh is there', () => nr.participant('binh'));
  await an.run(async () => {
    for (let i = 0; i < 50; i++) {
      await nr.state.room.localParticipant.publishData(new Uint8Array([65 + (i % 26)]), { reliable: false });
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });
  // Loopback loses nothing, but lossy promises nothing: most of them is what can be asked for.
  await binh.until('40 of 50 packets', () => nr.state.inbox.length >= 40);
});

test(
  'data-to-one',
  async (t) => {
    const [an, binh] = await t.two();
    const chi = await t.joined('chi');
    await an.until('both are there', () => nr.participant('binh') && nr.participant('chi'));
    await an.run(async () => {
      const send = (/** @type {string} */ text, /** @type {string[]} */ to) =>
        nr.state.room.localParticipant.publishData(new TextEncoder().encode(text), {
          reliable: true,
          destinationIdentities: to,
        });
      await send('riêng', ['chi']);
      await send('chung', []);
    });
    await chi.until('both words', () => nr.state.inbox.length === 2);
    await binh.until('the common word', () => nr.state.inbox.length === 1);
    assert.deepEqual(await binh.run(() => nr.state.inbox.map((/** @type {any} */ e) => e.text)), ['chung']);
    assert.deepEqual(await chi.run(() => nr.state.inbox.map((/** @type {any} */ e) => e.text)), ['riêng', 'chung']);
  },
  { people: 3 },
);

/** @param {import('../lib/browser.mjs').Person} person @param {string} topic */
const listen = (person, topic) =>
  person.run((name) => {
    nr.state.room.registerTextStreamHandler(name, async (/** @type {any} */ reader, /** @type {any} */ from) => {
      const text = await reader.readAll();
      nr.state.inbox.push({ text, from: from.identity, topic: reader.info.topic });
    });
  }, topic);

test('data-large', async (t) => {
  const [an, binh] = await t.two();
  await listen(binh, 'dai');
  await an.until('binh is there', () => nr.participant('binh'));
  await an.run(() => nr.state.room.localParticipant.sendText(`${'à'.repeat(99_999)}z`, { topic: 'dai' }));
  await binh.until('the whole text', () => nr.state.inbox.length === 1);
  assert.equal(await binh.run(() => nr.state.inbox[0].text === `${'à'.repeat(99_999)}z`), true);
});

test('data-bytes', async (t) => {
  const [an, binh] = await t.two();
  await binh.run(() => {
    nr.state.room.registerByteStreamHandler('tep', async (/** @type {any} */ reader) => {
      const chunks = await reader.readAll();
      const all = new Uint8Array(await new Blob(chunks).arrayBuffer());
      const digest = await crypto.subtle.digest('SHA-256', all);
      nr.state.inbox.push({ size: all.length, digest: [...new Uint8Array(digest)].join(' ') });
    });
  });
  await an.until('binh is there', () => nr.participant('binh'));
  const sent = await an.run(async () => {
    const bytes = new Uint8Array(65_536).map((_, i) => (i * 7919) >> 3);
    const writer = await nr.state.room.localParticipant.streamBytes({
      topic: 'tep',
      name: 'x',
      totalSize: bytes.length,
    });
    await writer.write(bytes);
    await writer.close();
    return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].join(' ');
  });
  await binh.until('the whole file', () => nr.state.inbox.length === 1);
  assert.deepEqual(await binh.run(() => nr.state.inbox[0]), { size: 65_536, digest: sent });
});

test('data-text-stream-topic', async (t) => {
  const [an, binh] = await t.two();
  await listen(binh, 'lk.chat');
  await an.until('binh is there', () => nr.participant('binh'));
  await an.run(() => nr.state.room.localParticipant.sendText('Kính chào các điểm cầu ạ', { topic: 'lk.chat' }));
  await binh.until('the text', () => nr.state.inbox.length === 1);
  assert.deepEqual(await binh.run(() => nr.state.inbox[0]), {
    text: 'Kính chào các điểm cầu ạ',
    from: 'an',
    topic: 'lk.chat',
  });
});

test('data-rpc', async (t) => {
  const [an, binh] = await t.two();
  await binh.run(() => {
    nr.state.room.registerRpcMethod(
      'chao',
      async (/** @type {any} */ call) => `${call.callerIdentity}: ${call.payload}`,
    );
  });
  await an.until('binh is there', () => nr.participant('binh'));
  const answer = await an.run(() =>
    nr.state.room.localParticipant.performRpc({ destinationIdentity: 'binh', method: 'chao', payload: 'xin chào' }),
  );
  assert.equal(answer, 'an: xin chào');
  const code = await an.run(() =>
    nr.state.room.localParticipant
      .performRpc({ destinationIdentity: 'binh', method: 'la', payload: '' })
      .then(() => 0)
      .catch((/** @type {any} */ error) => error.code),
  );
  assert.equal(code, 1400);
});

test(
  'data-right',
  async (t) => {
    const mute = await t.joined('cam', { grant: { canPublishData: false } });
    const an = await t.joined('an', { grant: { canPublishData: true } });
    const binh = await t.joined('binh');
    for (const each of [mute, an]) {
      await each.until('binh is there', () => nr.participant('binh'));
    }
    await mute
      .run(() => nr.state.room.localParticipant.publishData(new TextEncoder().encode('cấm'), { reliable: true }))
      .catch(() => {});
    await an.run(() =>
      nr.state.room.localParticipant.publishData(new TextEncoder().encode('được'), { reliable: true }),
    );
    await binh.until('one packet', () => nr.state.inbox.length > 0);
    await holds('nothing more comes', () => binh.run(() => nr.state.inbox.length === 1), 500);
    assert.deepEqual(await binh.run(() => nr.state.inbox.map((/** @type {any} */ e) => e.text)), ['được']);
  },
  { people: 3 },
);
