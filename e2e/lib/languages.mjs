// Whether a page speaks its language: its words are compared with the language files, and what is Vietnamese on an English page has
// to be a name or words of somebody, which the server sent.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

const VIETNAMESE = /[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]/i;
/** A sentence with fewer letters of its own than this is anybody's: "{{name}}, {{place}}". */
const OWN_LETTERS = 3;

const plain = (/** @type {string} */ text) => text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();

/** @typedef {{whole: Set<string>, patterns: RegExp[]}} Words */

/** @param {string} language @returns {Words} */
export function wordsOf(language) {
  const folder = join(root, 'web', 'src', 'i18n', language);
  /** @type {Words} */
  const words = { whole: new Set(), patterns: [] };
  const take = (/** @type {any} */ value) => {
    if (typeof value !== 'string') {
      for (const each of Object.values(value)) take(each);
      return;
    }
    const parts = plain(value).split(/\{\{\s*\w+\s*\}\}/);
    if (parts.length === 1) words.whole.add(parts[0]);
    else if (parts.join('').replace(/[^\p{L}]/gu, '').length >= OWN_LETTERS) {
      const escaped = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      words.patterns.push(new RegExp(`^${escaped.join('.+?')}$`, 'u'));
    }
  };
  for (const file of readdirSync(folder)) take(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  return words;
}

/** @param {Words} words @param {string} text */
const says = (words, text) => words.whole.has(text) || words.patterns.some((each) => each.test(text));

/** What a page says to whoever sees or hears it: texts that are shown, and names, titles and hints of its elements. In the page. */
export function textsOf() {
  /** @type {Set<string>} */
  const texts = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const owner = node.parentElement;
    // Each language is named in itself, and says so.
    if (!owner || ['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(owner.tagName) || owner.closest('[lang]:not(html)'))
      continue;
    if (owner.checkVisibility()) texts.add(node.textContent ?? '');
  }
  for (const element of document.querySelectorAll('[aria-label],[title],[placeholder],[alt],[aria-roledescription]')) {
    if (element.closest('[lang]:not(html)')) continue;
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-roledescription'])
      texts.add(element.getAttribute(name) ?? '');
  }
  return { language: document.documentElement.lang, texts: [...texts].filter((text) => /\p{L}/u.test(text)) };
}

/** Every string of what the server said. */
export class Data {
  #whole = new Set();
  #all = '';

  /** @param {any} value */
  take(value) {
    if (typeof value === 'string') {
      const text = plain(value);
      if (this.#whole.has(text)) return;
      this.#whole.add(text);
      this.#all += `\n${text}`;
    } else if (value && typeof value === 'object') for (const each of Object.values(value)) this.take(each);
  }

  /** Whether the server sent exactly this. @param {string} text */
  has(text) {
    return this.#whole.has(text);
  }

  /** Whether it is part of what the server sent. @param {string} text */
  holds(text) {
    return this.#all.includes(text);
  }
}

/** What invented people of `/ui` are called and say there: words of theirs, in whatever language the page is. @returns {Set<string>} */
function invented() {
  const folder = join(root, 'web', 'src', 'pages');
  const own = readdirSync(folder).filter((file) => /^(invented\w*|Gallery\w*)\.tsx?$/.test(file));
  return new Set(
    own.flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/'([^'\\\n]+)'/g)].map(([, text]) => plain(text)),
    ),
  );
}

const imagined = invented();
/** @type {Record<string, Words>} */
const files = { vi: wordsOf('vi'), en: wordsOf('en') };

/**
 * What of these texts is in the wrong language.
 * @param {'vi' | 'en'} language
 * @param {string[]} texts
 * @param {Data | null} data null: of a page with invented people, where only words of the files are looked for that are not theirs
 */
export function strangers(language, texts, data) {
  const [own, other] = language === 'en' ? [files.en, files.vi] : [files.vi, files.en];
  return texts.filter((given) => {
    const text = plain(given);
    if (says(own, text) || (data ? data.has(text) : imagined.has(text))) return false;
    if (says(other, text)) return true;
    if (language === 'vi' || !data) return false;
    // Runs of Vietnamese words between English ones and marks: each has to come from the server.
    const runs = text.split(/[^\p{L}\p{M}\p{N} '’./-]+/u).flatMap((clause) => {
      /** @type {string[][]} */
      const found = [[]];
      for (const word of clause.split(' ')) {
        if (VIETNAMESE.test(word)) found.at(-1)?.push(word);
        else if (found.at(-1)?.length) found.push([]);
      }
      return found;
    });
    return runs.some((run) => run.length > 0 && !data.holds(run.join(' ')) && !says(own, run.join(' ')));
  });
}
