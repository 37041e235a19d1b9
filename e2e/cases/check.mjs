// Every check of the client's own ConnectionCheck, but the one for TURN: it skips itself while no TURN server is
// announced.
import assert from 'node:assert/strict';
import { test } from '../lib/cases.mjs';

for (const [name, method, pages] of /** @type {const} */ ([
  ['check-websocket', 'checkWebsocket', 1],
  ['check-webrtc', 'checkWebRTC', 1],
  ['check-reconnect', 'checkReconnect', 1],
  ['check-publish-audio', 'checkPublishAudio', 1],
  ['check-publish-video', 'checkPublishVideo', 1],
  ['check-connection-protocol', 'checkConnectionProtocol', 2],
])) {
  test(
    name,
    async (t) => {
      const person = await t.person();
      const token = await t.server.token({ room: t.room, identity: 'kiem-tra' });
      const info = await person.run(
        async ({ url, token, method }) => {
          const check = new LivekitClient.ConnectionCheck(url, token);
          const { status, logs, data } = await check[method]();
          return { status: LivekitClient.CheckStatus[status], logs, data };
        },
        { url: t.server.ws, token, method },
      );
      assert.equal(info.status, 'SUCCESS', JSON.stringify(info.logs));
      if (name === 'check-connection-protocol') assert.ok(info.data.packetsSent > 0, JSON.stringify(info.data));
    },
    { people: pages },
  );
}
