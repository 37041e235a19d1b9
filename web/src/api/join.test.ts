// @vitest-environment jsdom
import { afterEach, expect, it, vi } from 'vitest';
import { type JoinRefused, join, signallingUrl } from './join';

const answer = (status: number, body: unknown) =>
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response(typeof body === 'string' ? body : JSON.stringify(body), { status })),
  );
const refusal = () =>
  join({ room: 'r', name: 'n' }).then(
    () => null,
    (error: unknown) => error as JoinRefused,
  );

afterEach(() => vi.unstubAllGlobals());

it.each([
  ['', 'https://h:8443/r/x?y', 'wss://h:8443'],
  ['/', 'http://h:8080/', 'ws://h:8080'],
  ['wss://media.example', 'https://h/', 'wss://media.example'],
  ['ws://h:8080/', 'http://h:8080/', 'ws://h:8080'],
])('reads the address %j from %s as %s', (given, here, whole) => {
  expect(signallingUrl(given, here)).toBe(whole);
});

it('gives a ticket', async () => {
  answer(200, { token: 't', url: 'ws://h', identity: 'i', resume: 's' });
  await expect(join({ room: 'r', name: 'n' })).resolves.toEqual({
    token: 't',
    url: 'ws://h',
    identity: 'i',
    resume: 's',
  });
});

it('carries the problem code of a refusal, and knows whether waiting helps', async () => {
  answer(403, { type: 'about:blank', title: 'x', status: 403, code: 'room-closed', detail: 'd' });
  expect(await refusal()).toMatchObject({ status: 403, code: 'room-closed', detail: 'd', passing: false });
  answer(503, '<html>');
  expect(await refusal()).toMatchObject({ status: 503, code: 'http-503', passing: true });
  answer(200, { nothing: true });
  expect(await refusal()).toMatchObject({ code: 'bad-answer', passing: true });
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => {
      throw new TypeError('Failed to fetch');
    }),
  );
  expect(await refusal()).toMatchObject({ status: 0, code: 'unreachable', passing: true });
});
