// Every code with which the server refuses has words in both languages and a place in the manuals; and there are no words for
// codes that nobody sends. The codes are read from the server's sources, each way of naming one by its own pattern; a new
// family of refusals that no pattern knows fails the first test.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import en from './i18n/en';
import vi from './i18n/vi';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'control/src/main/java');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.java'))
  .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
const whole = sources.map(({ text }) => text).join('\n');
const found = (pattern: RegExp, text = whole) =>
  [...text.matchAll(pattern)].map((match) => match[1] as string);

/** The doors that `Guard.door` names: where a refusal is the way in. */
const doors = found(
  /"([a-z-]+)"/g,
  /String door\(HttpServletRequest request\) \{(.*?)\n {4}\}/s.exec(whole)?.[1] ?? '',
);
const codes = [
  ...new Set([
    ...doors,
    ...found(/\bsuper\(\s*\d{3},\s*"([a-z-]+)"/g),
    ...found(/\bnew Wrong\("([a-z-]+[a-z])"/g),
    ...found(/\bnew MeetingRefused\(\s*\d{3},\s*"([a-z-]+)"/g),
    ...found(/\bConflict\(\s*"([a-z-]+)"/g),
    ...found(/\bnew Unfit\(\s*"([a-z-]+)"/g),
    ...found(/\bUnknown\("([a-z-]+)"\)/g).map((what) => `${what}-unknown`),
    ...found(/public String code\(\) \{\s*return "([a-z-]+)";/g),
  ]),
].sort();

/** What the pages themselves say where the server has said nothing, or nothing they know. */
const ours = ['unreachable', 'bad-answer', 'forbidden', 'conflict', 'gone', 'other'];

it('knows every way in which the server names a code', () => {
  expect(doors).toEqual(['demo-door', 'set-up', 'sign-in']);
  const families = found(/\b(?:class|record) (\w+)[^{]*\bimplements [^{]*\bRefusal\b/g).sort();
  expect(families).toEqual(['AccessRefused', 'BadInput', 'MeetingRefused', 'NotTaken']);
  // Those whose code is given to them from outside.
  const given = ['NotSignedIn', 'Unknown', 'Unfit', 'Conflict'];
  const kinds = found(/\bclass (\w+) extends AccessRefused\b/g).filter((kind) => !given.includes(kind));
  const access = sources.find(({ file }) => file.endsWith('AccessRefused.java'))?.text ?? '';
  expect(found(/\bsuper\(\s*\d{3},\s*"([a-z-]+)"/g, access)).toHaveLength(kinds.length);
});

it('finds codes that are known to be there', () => {
  expect(codes.length).toBeGreaterThan(40);
  for (const code of [
    'sign-in-refused',
    'code-required',
    'too-many-tries',
    'site-unknown',
    'not-now',
    'internal',
  ])
    expect(codes).toContain(code);
});

it.each([
  ['vi', vi.problem],
  ['en', en.problem],
])('has words for every code and for no other: %s', (_, words) => {
  expect(Object.keys(words).sort()).toEqual([...new Set([...codes, ...ours])].sort());
});

it('names every code in the manuals', () => {
  const manuals = join(root, 'docs/vi');
  const text = readdirSync(manuals)
    .filter((file) => file.endsWith('.md'))
    .map((file) => readFileSync(join(manuals, file), 'utf8'))
    .join('\n');
  expect(codes.filter((code) => !text.includes(`\`${code}\``))).toEqual([]);
});

it('asks for a code nowhere that the server does not send', () => {
  const pages = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
    .join('\n');
  const asked = [
    ...found(/(?<!typeof \w+\.)\bcode === '([a-z-]+)'/g, pages),
    ...found(/new ActRefused\(\d+, '([a-z-]+)'/g, pages),
  ];
  // Of this machine, told by the console in words of its own.
  const here = ['own-microphone'];
  // Of the media server, when somebody enters a room as a guest: its own family, with words of its own (join.…).
  const media = ['room-full', 'rooms-closed', 'media'];
  const known = [...codes, ...ours, ...media, ...here];
  expect([...new Set(asked)].filter((code) => !known.includes(code))).toEqual([]);
});
