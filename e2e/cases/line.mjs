// The line between: UDP blocked, the server gone and come again.
import assert from 'node:assert/strict';
import { launch, People } from '../lib/browser.mjs';
import { test } from '../lib/cases.mjs';
import { Server } from '../lib/server.mjs';

test(
  'line-ice-tcp',
  async (t) => {
    // The browser's own policy: no UDP but through a proxy, and there is no proxy.
    const browser = await launch(['--webrtc-ip-handling-policy=disable_non_proxied_udp']);
    t.after(() => browser.close());
    const people = new People(browser, t.server);
    const an = await people.one();
    await an.join({ room: t.room, identity: 'an' });
    await an.run(() => nr.camera());
    const binh = await t.joined('binh');
    await binh.run(() => nr.camera());
    await binh.subscribed('an');
    await an.subscribed('binh');
    await binh.sees('an');
    await an.sees('binh');
    const pair = await an.run(() => nr.transport());
    assert.equal(pair.local?.protocol, 'tcp');
    assert.equal(pair.remote?.protocol, 'tcp');
    assert.equal((await binh.run(() => nr.transport())).local?.protocol, 'udp');
  },
  { people: 2 },
);

test(
  'line-server-restart',
  async (t) => {
    const server = await Server.start();
    t.after(() => server.stop());
    const people = new People(t.people.browser, server);
    t.after(() => people.close());
    const [an, binh] = [await people.one(), await people.one()];
    await an.join({ room: t.room, identity: 'an' });
    await binh.join({ room: t.room, identity: 'binh' });
    await an.run(() => nr.camera());
    await binh.run(() => nr.camera());
    await Promise.all([an.subscribed('binh'), binh.subscribed('an')]);
    await Promise.all([an.sees('binh'), binh.sees('an')]);
    await server.kill();
    await server.up();
    const ready = performance.now();
    await Promise.all([an.event('reconnected', 30_000), binh.event('reconnected', 30_000)]);
    await Promise.all([an.subscribed('binh'), binh.subscribed('an')]);
    await Promise.all([an.sees('binh', { frames: 5 }), binh.sees('an', { frames: 5 })]);
    t.facts.backMs = Math.round(performance.now() - ready);
    assert.ok(performance.now() - ready < 20_000, `${t.facts.backMs} ms`);
  },
  { people: 2, limitMs: 90_000 },
);
