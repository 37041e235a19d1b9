// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import i18next from 'i18next';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { startLanguages } from '../i18n';
import { Authority } from './Authority';

beforeAll(() => startLanguages('vi'));
afterEach(async () => {
  cleanup();
  vi.unstubAllGlobals();
  await i18next.changeLanguage('vi');
});

const asked = (answer: () => Promise<Response>) => {
  const ask = vi.fn(answer);
  vi.stubGlobal('fetch', ask);
  return ask;
};

it.each([
  ['vi', 'Chứng thư của máy chủ'],
  ['en', "The server's certificate"],
])('leads to the certificate of a server that vouches for itself (%s)', async (language, words) => {
  await i18next.changeLanguage(language);
  asked(async () => new Response(null, { status: 200 }));
  render(<Authority />);
  expect((await screen.findByRole('link', { name: words })).getAttribute('href')).toBe('/authority');
});

it.each([
  ['has a given certificate', async () => new Response(null, { status: 404 })],
  ['cannot be reached', () => Promise.reject(new TypeError('no network'))],
])('is silent when the server %s', async (_, answer) => {
  const ask = asked(answer);
  const { container } = render(<Authority />);
  await vi.waitFor(() => expect(ask.mock.settledResults[0]?.type).not.toBe('incomplete'));
  await Promise.resolve();
  expect(container.childElementCount).toBe(0);
});
