import { afterEach, expect, it, vi } from 'vitest';
import { ActRefused, keepCsrf, meetingActs } from './acts';
import { whoAmI } from './me';

afterEach(() => vi.unstubAllGlobals());

const answering = (status: number, body: string) => {
  const asked: { path: string; init: RequestInit }[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push({ path, init });
    return new Response(body, { status });
  });
  return asked;
};

it('sends an act with the token, at its address', async () => {
  const asked = answering(200, '');
  keepCsrf('t1');
  await meetingActs('m 1').mark('s1', 'PRESENT', 34);
  expect(asked[0]?.path).toBe('/api/meetings/m%201/roll-call/mark');
  expect(asked[0]?.init.method).toBe('POST');
  expect(new Headers(asked[0]?.init.headers).get('X-CSRF-Token')).toBe('t1');
  expect(JSON.parse(String(asked[0]?.init.body))).toEqual({ seat: 's1', as: 'PRESENT', headcount: 34 });
});

it('gives a refusal its code and values', async () => {
  answering(409, '{"status":409,"code":"not-now","detail":"…","values":{"by":"X. Ia Dom"}}');
  const refused = await meetingActs('m1')
    .grant('r1')
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ActRefused);
  expect(refused).toMatchObject({ status: 409, code: 'not-now', values: { by: 'X. Ia Dom' } });
});

it('says so when nothing is reached, and when a stranger answers', async () => {
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('no network')));
  await expect(meetingActs('m1').take()).rejects.toMatchObject({ status: 0, code: 'unreachable' });
  answering(502, '<html>');
  await expect(meetingActs('m1').take()).rejects.toMatchObject({ status: 502, code: 'http-502' });
});

it('knows which door is open to a stranger', async () => {
  answering(401, '{"status":401,"code":"demo-door"}');
  expect(await whoAmI()).toBe('demo-door');
  answering(401, '{"status":401,"code":"other"}');
  expect(await whoAmI()).toBe('sign-in');
  answering(404, '');
  expect(await whoAmI()).toBe('none');
});
