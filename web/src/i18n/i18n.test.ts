import { expect, it } from 'vitest';
import en from './en';
import { firstLanguage } from './index';
import vi from './vi';

type Words = { readonly [key: string]: string | Words };

function flat(words: Words, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)],
    ),
  );
}

/** English has a singular of its own, Vietnamese has none. */
const singular = (key: string) => key.endsWith('_one');
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

const vietnamese = flat(vi);
const english = flat(en);

it('has every word in both languages', () => {
  expect([...english.keys()].filter((key) => !singular(key)).sort()).toEqual([...vietnamese.keys()].sort());
  for (const key of [...english.keys()].filter(singular)) {
    expect(vietnamese.has(key.replace(/_one$/, '_other')), key).toBe(true);
  }
});

it('holds no group in two files, where the later would hide the earlier', () => {
  const files = import.meta.glob<Words>(['./vi/*.json', './en/*.json'], { eager: true, import: 'default' });
  for (const [language, words] of [
    ['vi', vi],
    ['en', en],
  ] as const) {
    const groups = Object.entries(files)
      .filter(([file]) => file.startsWith(`./${language}/`))
      .flatMap(([, groups]) => Object.keys(groups));
    expect(groups.sort()).toEqual(Object.keys(words).sort());
  }
});

it('leaves no word empty and fills the same holes', () => {
  for (const [key, text] of vietnamese) {
    expect(text.trim(), key).not.toBe('');
    const translated = english.get(key) ?? '';
    expect(translated.trim(), key).not.toBe('');
    expect(holes(translated), key).toEqual(holes(text));
  }
});

it('writes Vietnamese in NFC, without exclamation marks', () => {
  for (const [key, text] of vietnamese) {
    expect(text, key).toBe(text.normalize('NFC'));
    expect(text, key).not.toContain('!');
  }
});

it('speaks Vietnamese first', () => {
  expect(firstLanguage('', null)).toBe('vi');
  expect(firstLanguage('', 'en')).toBe('en');
  expect(firstLanguage('?lang=vi', 'en')).toBe('vi');
  expect(firstLanguage('?lang=fr', null)).toBe('vi');
});
