// @vitest-environment jsdom
import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import { startLanguages } from './i18n';
import { seat } from './model/meeting.fixture';
import { advice, calledInVain, shortFault, stateWord } from './words';

beforeAll(() => startLanguages('vi'));

it('tells a site that nobody has called from one that was called in vain', () => {
  const { t } = i18next;
  const expected = { state: 'EXPECTED', connected: false, present: false } as const;
  const never = seat('s1', { ...expected, tries: 0 });
  const vain = seat('s2', { ...expected, tries: 3, since: '2020-07-15T00:42:10Z' });
  expect([stateWord(t, never), calledInVain(t, never), shortFault(t, 'vi', never, 0)]).toEqual([
    'Chưa gọi',
    'Chưa gọi',
    'chưa gọi',
  ]);
  expect([stateWord(t, vain), calledInVain(t, vain), shortFault(t, 'vi', vain, 0)]).toEqual([
    'Gọi chưa được',
    'Gọi chưa được · 3 lần, lần cuối 07:42',
    'gọi hụt 3 lần',
  ]);
  expect(advice(t, vain, 0)).toContain('Đã gọi 3 lần, lần cuối 07:42');
  expect(stateWord(t, seat('s3'))).toBe('Có mặt');
});
