// The server API by the unmodified SDKs, and the webhooks.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AccessToken, DataPacket_Kind } from 'livekit-server-sdk';
import { test } from '../lib/cases.mjs';
import { root } from '../lib/paths.mjs';
import { secret } from '../lib/secrets.mjs';
import { java } from '../lib/server.mjs';
import { until } from '../lib/wait.mjs';

/** DisconnectReason of the client. */
const PARTICIPANT_REMOVED = 4;
const ROOM_DELETED = 5;

test(
  'api-rooms',
  async (t) => {
    const made = await t.api.createRoom({ name: t.room, metadata: 'giao ban', emptyTimeout: 120, maxParticipants: 9 });
    assert.match(made.sid, /^RM_/);
    assert.deepEqual([made.name, made.metadata, made.maxParticipants, made.emptyTimeout], [t.room, 'giao ban', 9, 120]);
    assert.equal((await t.api.createRoom({ name: t.room })).sid, made.sid);
    const an = await t.joined('an');
    const listed = await until('one participant counted', async () => {
      const rooms = await t.api.listRooms([t.room]);
      return rooms.length === 1 && rooms[0].numParticipants === 1 ? rooms : null;
    });
    assert.equal(listed[0].sid, made.sid);
    assert.ok((await t.api.listRooms()).some((room) => room.name === t.room));
    await t.api.deleteRoom(t.room);
    assert.equal((await an.event('disconnected')).args[0], ROOM_DELETED);
    assert.deepEqual(await t.api.listRooms([t.room]), []);
  },
  { people: 1 },
);

test('api-participants', async (t) => {
  const [an, binh] = await t.two();
  const sid = await an.run(() => nr.camera());
  await binh.subscribed('an');
  const all = await t.api.listParticipants(t.room);
  assert.deepEqual(all.map((each) => each.identity).sort(), ['an', 'binh']);
  const one = await t.api.getParticipant(t.room, 'an');
  assert.deepEqual(
    one.tracks.map((track) => track.sid),
    [sid],
  );
  await assert.rejects(t.api.getParticipant(t.room, 'khong-co'));
  await t.api.removeParticipant(t.room, 'an');
  assert.equal((await an.event('disconnected')).args[0], PARTICIPANT_REMOVED);
  await binh.event('participantDisconnected');
});

test('api-update-participant', async (t) => {
  const [an, binh] = await t.two();
  await an.run(() => nr.camera({ colour: '#2a6' }));
  await binh.subscribed('an');
  await binh.sees('an');
  const info = await t.api.updateParticipant(t.room, 'an', { metadata: 'm1', attributes: { ghe: '7' }, name: 'Bà An' });
  assert.equal(info.metadata, 'm1');
  await binh.until('the new words', () => {
    const p = nr.participant('an');
    return p.metadata === 'm1' && p.attributes.ghe === '7' && p.name === 'Bà An';
  });
  await t.api.updateParticipant(t.room, 'an', {
    permission: { canPublish: false, canSubscribe: true, canPublishData: true },
  });
  await an.event('participantPermissionsChanged');
  await binh.until('the forbidden camera is gone', () => !nr.publication('an', 'camera'));
  await assert.rejects(an.run(() => nr.camera()));
  await t.api.updateParticipant(t.room, 'an', {
    permission: { canPublish: true, canSubscribe: true, canPublishData: true },
  });
  await an.until('allowed again', () => nr.state.room.localParticipant.permissions.canPublish);
  await an.run(() => nr.camera({ colour: '#2a6' }));
  await binh.subscribed('an');
  await binh.sees('an');
});

test('api-update-subscriptions', async (t) => {
  const [an, binh] = await t.two();
  const sid = await an.run(() => nr.camera({ colour: '#62a' }));
  await binh.subscribed('an');
  await binh.sees('an');
  await t.api.updateSubscriptions(t.room, 'binh', [sid], false);
  await binh.event('trackUnsubscribed');
  await t.api.updateSubscriptions(t.room, 'binh', [sid], true);
  await binh.subscribed('an');
  await binh.sees('an');
});

test('api-send-data', async (t) => {
  const [an, binh] = await t.two();
  const bytes = new TextEncoder().encode('mời phát biểu');
  await t.api.sendData(t.room, bytes, DataPacket_Kind.RELIABLE, { destinationIdentities: ['binh'], topic: 'loi-moi' });
  await t.api.sendData(t.room, new TextEncoder().encode('chung'), DataPacket_Kind.RELIABLE, { topic: 'loi-chung' });
  await binh.until('both', () => nr.state.inbox.length === 2);
  await an.until('the common one', () => nr.state.inbox.length === 1);
  assert.deepEqual(
    (await binh.run(() => nr.state.inbox)).map((/** @type {any} */ e) => [e.text, e.topic]),
    [
      ['mời phát biểu', 'loi-moi'],
      ['chung', 'loi-chung'],
    ],
  );
  assert.equal(await an.run(() => nr.state.inbox[0].text), 'chung');
});

test(
  'api-room-metadata',
  async (t) => {
    const an = await t.joined('an');
    const room = await t.api.updateRoomMetadata(t.room, 'đang điểm danh');
    assert.equal(room.metadata, 'đang điểm danh');
    await an.event('roomMetadataChanged');
    assert.equal(await an.run(() => nr.state.room.metadata), 'đang điểm danh');
  },
  { people: 1 },
);

test(
  'api-perform-rpc',
  async (t) => {
    const an = await t.joined('an');
    await an.run(() => {
      nr.state.room.registerRpcMethod('hoi', async (/** @type {any} */ call) => `đáp ${call.payload}`);
    });
    const token = new AccessToken(t.server.apiKey, t.server.apiSecret, {});
    token.addGrant({ roomAdmin: true, room: t.room });
    const answer = await fetch(`${t.server.url}/twirp/livekit.RoomService/PerformRpc`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret(await token.toJwt())}`, 'content-type': 'application/json' },
      body: JSON.stringify({ room: t.room, destinationIdentity: 'an', method: 'hoi', payload: 'sĩ số' }),
    });
    assert.equal(answer.status, 200, await answer.clone().text());
    assert.equal((await answer.json()).payload, 'đáp sĩ số');
  },
  { people: 1 },
);

test(
  'api-refused',
  async (t) => {
    const call = async (/** @type {import('livekit-server-sdk').VideoGrant} */ grant) => {
      const token = new AccessToken(t.server.apiKey, t.server.apiSecret, {});
      token.addGrant(grant);
      const answer = await fetch(`${t.server.url}/twirp/livekit.RoomService/CreateRoom`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret(await token.toJwt())}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name: t.room }),
      });
      return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.json() };
    };
    const refused = await call({ roomList: true });
    assert.deepEqual([refused.status, refused.body.code, refused.type], [401, 'unauthenticated', 'application/json']);
    const allowed = await call({ roomCreate: true });
    assert.equal(allowed.status, 200);
    assert.equal(allowed.body.name, t.room);
    const noToken = await fetch(`${t.server.url}/twirp/livekit.RoomService/ListRooms`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    assert.equal(noToken.status, 401);
  },
  { people: 1 },
);

test(
  'api-java',
  async (t) => {
    const target = join(root, 'e2e', 'java', 'target');
    assert.ok(existsSync(join(target, 'lib')), 'e2e/java is not built');
    const an = await t.joined('an');
    const sid = await an.run(() => nr.tone({ hz: 440 }));
    const { stdout } = await promisify(execFile)(
      java,
      [
        `@${join(root, 'etc', 'jvm.options')}`,
        '-cp',
        `${join(target, 'classes')}:${join(target, 'lib', '*')}`,
        'vn.nharong.e2e.ServerSdk',
        t.server.url,
        t.room,
        'an',
        sid,
      ],
      { env: { ...process.env, NHARONG_API_KEY: t.server.apiKey, NHARONG_API_SECRET: t.server.apiSecret } },
    );
    const said = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    assert.deepEqual(said, {
      created: `${t.room}-java`,
      listed: true,
      participants: ['an'],
      muted: true,
      removed: true,
      deleted: true,
    });
    assert.equal((await an.event('disconnected')).args[0], PARTICIPANT_REMOVED);
  },
  { people: 1 },
);

test(
  'api-webhooks',
  async (t) => {
    await t.api.createRoom({ name: t.room, departureTimeout: 1 });
    const an = await t.joined('an');
    await an.run(async () => {
      await nr.camera();
      const me = nr.state.room.localParticipant;
      await until(() => nr.state.room.state === 'connected');
      await me.unpublishTrack(nr.publication(me.identity, 'camera').track);
      /** @param {() => boolean} probe */
      async function until(probe) {
        while (!probe()) await new Promise((resolve) => setTimeout(resolve, 20));
      }
    });
    await an.leave();
    const names = () => t.webhooks.of(t.room).map((event) => event.event);
    await until('room_finished', () => names().includes('room_finished'), 20_000);
    assert.deepEqual(names(), [
      'room_started',
      'participant_joined',
      'track_published',
      'track_unpublished',
      'participant_left',
      'room_finished',
    ]);
    assert.deepEqual(t.webhooks.refused, []);
    const joined = t.webhooks.of(t.room).find((event) => event.event === 'participant_joined');
    assert.equal(joined?.participant?.identity, 'an');
    assert.ok(t.webhooks.of(t.room).every((event) => event.id && event.createdAt > 0n));
    // The same calls to the receiver of the Java SDK, and one of them changed under way.
    const calls = t.webhooks.calls.filter(({ body }) => body.includes(`"${t.room}"`));
    const forged = { ...calls[0], body: calls[0].body.replace(t.room, `${t.room}x`) };
    const target = join(root, 'e2e', 'java', 'target');
    const reading = promisify(execFile)(
      java,
      [
        `@${join(root, 'etc', 'jvm.options')}`,
        ...['-cp', `${join(target, 'classes')}:${join(target, 'lib', '*')}`, 'vn.nharong.e2e.WebhookSdk'],
      ],
      { env: { ...process.env, NHARONG_API_KEY: t.server.apiKey, NHARONG_API_SECRET: t.server.apiSecret } },
    );
    reading.child.stdin?.end(
      [...calls, forged].map(({ authorization, body }) => `${authorization} ${body}\n`).join(''),
    );
    const { stdout } = await reading;
    assert.deepEqual(stdout.trim().split('\n'), [...names().map((name) => `${name} ${t.room}`), 'refused']);
  },
  { people: 1 },
);
