import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import vi from './i18n/vi';

const root = import.meta.dirname;
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.(test|fixture)\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

const importsOf = (file: string, text: string) =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => {
    const target = match[1] as string;
    return target.startsWith('.') ? relative(root, normalize(join(root, dirname(file), target))) : target;
  });

/** What each folder may look at besides itself: ui ← features → model, media, api; model folds what api says. */
const arrows: Record<string, readonly string[]> = {
  api: [],
  model: ['api'],
  media: ['api', 'model'],
  ui: ['model'],
  features: ['ui', 'model', 'media', 'api'],
  i18n: [],
};

describe('arrows', () => {
  it.each(Object.entries(arrows))('%s looks only where it may', (folder, allowed) => {
    const strays = sources
      .filter(({ file }) => file.startsWith(`${folder}/`))
      .flatMap(({ file, text }) =>
        importsOf(file, text)
          .filter((target) => !target.includes('node_modules'))
          .map((target) => target.split('/')[0] as string)
          .filter((top) => top in arrows || top === 'pages')
          .filter((top) => top !== folder && !allowed.includes(top))
          .map((top) => `${file} → ${top}`),
      );
    expect(strays).toEqual([]);
  });

  it('features do not import one another', () => {
    const strays = sources
      .filter(({ file }) => file.startsWith('features/'))
      .flatMap(({ file, text }) =>
        importsOf(file, text)
          .filter((target) => target.startsWith('features/'))
          .filter((target) => target.split('/')[1] !== file.split('/')[1])
          .map((target) => `${file} → ${target}`),
      );
    expect(strays).toEqual([]);
  });

  it('api, media and model know nothing of React', () => {
    const strays = sources
      .filter(({ file }) => /^(api|media|model)\//.test(file))
      .filter(({ file, text }) => importsOf(file, text).some((target) => /^react/.test(target)))
      .map(({ file }) => file);
    expect(strays).toEqual([]);
  });

  it('a short name stands alone only where its district stands beside it; elsewhere spokenName says it', () => {
    const short = /\b(?:seat|site|next|known|found)\w*\??\.shortName\b/;
    const files = sources.filter(({ file, text }) => file.startsWith('features/') && short.test(text));
    expect(files.map(({ file }) => file).sort()).toEqual([
      'features/inspector/Inspector.tsx',
      'features/wall/Matrix.tsx',
      'features/wall/SiteTable.tsx',
      'features/wall/useSeatLabel.ts',
    ]);
  });

  it('no file grows past six hundred lines', () => {
    expect(sources.filter(({ text }) => text.split('\n').length > 600).map(({ file }) => file)).toEqual([]);
  });
});

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Attributes that people see or hear. */
const spoken = new Set([
  'aria-label',
  'title',
  'placeholder',
  'alt',
  'label',
  'text',
  'hint',
  'word',
  'says',
]);

function bareTexts(node: unknown, found: string[] = []): string[] {
  if (Array.isArray(node)) for (const child of node) bareTexts(child, found);
  else if (typeof node === 'object' && node !== null) {
    const one = node as Node;
    if (one.type === 'JSXText' && /\p{L}/u.test(String(one.value))) found.push(String(one.value).trim());
    if (one.type === 'JSXAttribute') {
      const name = String((one.name as Node).name);
      const value = one.value as Node | null;
      if (spoken.has(name) && value?.type === 'Literal' && /\p{L}/u.test(String(value.value))) {
        found.push(`${name}=${String(value.value)}`);
      }
    }
    for (const [key, child] of Object.entries(one)) if (key !== 'parent') bareTexts(child, found);
  }
  return found;
}

describe('words', () => {
  it('the search for bare text finds some', () => {
    const found = bareTexts(parseAst('const x = <p title="Xin">chào <b>{t("a")}</b></p>', { lang: 'tsx' }));
    expect(found).toEqual(['title=Xin', 'chào']);
  });

  it('no markup holds bare text', () => {
    const found = sources
      .filter(({ file }) => file.endsWith('.tsx'))
      .flatMap(({ file, text }) =>
        bareTexts(parseAst(text, { lang: 'tsx' })).map((bare) => `${file}: ${bare}`),
      );
    expect(found).toEqual([]);
  });

  it('every word of the language files is used', () => {
    const all = sources.map(({ text }) => text).join('\n');
    const unused = Object.entries(vi).flatMap(([group, words]) =>
      Object.keys(words)
        .map((word) => word.replace(/_other$/, ''))
        .filter(
          (word) =>
            !all.includes(`${group}.${word}`) && !all.includes(`\`${group}.\${`) && !composed(group, word),
        )
        .map((word) => `${group}.${word}`),
    );
    expect(unused).toEqual([]);
  });
});

/** Words whose keys are put together from a state: `fault.${fault}Title` and the like. */
function composed(group: string, word: string): boolean {
  return (
    group === 'fault' ||
    group === 'help' ||
    group === 'ended' ||
    group === 'announce' ||
    (group === 'check' && (word === 'camera' || word === 'microphone')) ||
    (group === 'join' && word !== 'failed') ||
    word === 'title'
  );
}
