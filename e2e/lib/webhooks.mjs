// Receives the server's webhooks and checks each signature with the SDK's own receiver.
import { createServer } from 'node:http';
import { WebhookReceiver } from 'livekit-server-sdk';

export class Webhooks {
  /** @type {import('livekit-server-sdk').WebhookEvent[]} */
  events = [];
  /** @type {Array<{authorization: string, body: string}>} As they came. */
  calls = [];
  /** @type {string[]} What was wrong with a call. */
  refused = [];
  /** @type {WebhookReceiver | null} */
  receiver = null;
  port = 0;

  async start() {
    const server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', async () => {
        try {
          if (request.headers['content-type'] !== 'application/webhook+json') {
            throw new Error(`content type ${request.headers['content-type']}`);
          }
          this.calls.push({ authorization: request.headers.authorization ?? '', body });
          const event = await this.receiver?.receive(body, request.headers.authorization);
          if (event) this.events.push(event);
        } catch (error) {
          this.refused.push(String(error));
        }
        response.end();
      });
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
    server.unref();
    this.port = /** @type {import('node:net').AddressInfo} */ (server.address()).port;
    this.server = server;
  }

  /** @param {string} key @param {string} secret */
  trust(key, secret) {
    this.receiver = new WebhookReceiver(key, secret);
  }

  /** @param {string} room */
  of(room) {
    return this.events.filter((event) => event.room?.name === room);
  }

  stop() {
    this.server?.close();
    this.server?.closeAllConnections();
  }
}
