import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { distance, type Findable, search, searchIndex, untelex } from './search';

// `show live-meeting 7 --off=1`: letters are what they are, with all their marks.
vi.mock('./text', async (original) => {
  const text = await original<typeof import('./text')>();
  return process.env.NHARONG_OFF ? { ...text, fold: (written: string) => written.toLowerCase() } : text;
});

/** The 237 units below the province, and its three halls. */
function province(): Findable[] {
  const file = new URL('../../../control/src/main/resources/demo/gia-lai-2020.csv', import.meta.url);
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  const names = new Map(rows.map(([code = '', , , name = '']) => [code, name]));
  const units = rows
    .filter((row) => row[2] !== 'province')
    .map(([id = '', parent = '', level, name = '', type = ''], order) => ({
      id,
      name,
      type,
      within: level === 'commune' ? (names.get(parent) ?? '') : '',
      order: order + 3,
    }));
  const halls = ['Văn phòng Tỉnh ủy', 'Văn phòng UBND tỉnh', 'Sở Thông tin và Truyền thông'];
  return [
    ...halls.map((name, order) => ({ id: `hall${order}`, name, type: '', within: '', order })),
    ...units,
  ];
}

const TELEX: Record<string, string> = { ă: 'aw', â: 'aa', ê: 'ee', ô: 'oo', ơ: 'ow', ư: 'uw', đ: 'dd' };
const TONES: Record<string, string> = {
  '\u0301': 's',
  '\u0300': 'f',
  '\u0309': 'r',
  '\u0303': 'x',
  '\u0323': 'j',
};

/** What is typed for it: the tone's key ends the word. */
function telex(name: string): string {
  return name
    .split(' ')
    .map((word) => {
      let keys = '';
      let tone = '';
      for (const letter of word.normalize('NFC').toLowerCase()) {
        const parts = [...letter.normalize('NFD')];
        tone = parts.map((part) => TONES[part] ?? '').join('') || tone;
        const base = parts
          .filter((part) => !(part in TONES))
          .join('')
          .normalize('NFC');
        keys += TELEX[base] ?? base;
      }
      return keys + tone;
    })
    .join(' ');
}

const plain = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
const bare = (item: Findable) => (item.type ? item.name.slice(item.type.length + 1) : item.name);

describe('finding a site', () => {
  const all = province();
  const index = searchIndex(all);
  /** By kind of fragment; kept in a file when somebody wants the figures themselves. */
  const figures: Record<string, { percent: number; tried: number }> = {};
  /** Share of fragments, each made by rule of one site, with which that site is among the first three. */
  const share = (kind: string, fragments: (item: Findable) => string[]) => {
    let tried = 0;
    let found = 0;
    const missed: string[] = [];
    for (const item of all) {
      for (const fragment of fragments(item)) {
        tried++;
        if (search(index, fragment, 3).some((hit) => hit.id === item.id)) found++;
        else missed.push(`${fragment} (${item.name})`);
      }
    }
    const percent = (100 * found) / tried;
    figures[kind] = { percent: Math.round(percent * 100) / 100, tried };
    return { percent, missed };
  };
  afterAll(() => {
    if (process.env.NHARONG_FIGURES) writeFileSync(process.env.NHARONG_FIGURES, JSON.stringify(figures));
  });
  /** Every place in the bare name without diacritics. */
  const places = (item: Findable, change: (text: string, at: number) => string) => {
    const text = plain(bare(item)).toLowerCase();
    return Array.from({ length: text.length }, (_, at) => change(text, at)).filter(
      (each) => each !== text && each !== '',
    );
  };

  it('has the 240 sites', () => expect(all).toHaveLength(240));

  it('without diacritics', () => {
    expect(share('no_diacritics', (item) => [plain(bare(item)), plain(item.name)])).toEqual({
      percent: 100,
      missed: [],
    });
  });

  it('without blanks', () => {
    expect(share('no_spaces', (item) => [plain(bare(item)).replaceAll(' ', '')])).toEqual({
      percent: 100,
      missed: [],
    });
  });

  it('raw Telex', () => {
    const { percent, missed } = share('telex', (item) => [telex(bare(item))]);
    expect(percent, missed.join(', ')).toBeGreaterThanOrEqual(95);
  });

  it('one letter missing', () => {
    const { percent, missed } = share('letter_missing', (item) =>
      places(item, (text, at) => (text[at] === ' ' ? text : text.slice(0, at) + text.slice(at + 1))),
    );
    expect(percent, missed.join(', ')).toBeGreaterThanOrEqual(95);
  });

  it('one pair swapped', () => {
    const { percent, missed } = share('pair_swapped', (item) =>
      places(item, (text, at) =>
        text[at] === ' ' || text[at + 1] === ' ' || at + 1 >= text.length
          ? text
          : text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2),
      ),
    );
    expect(percent, missed.join(', ')).toBeGreaterThanOrEqual(90);
  });

  it('the name and two letters of the district', () => {
    const fragments = (item: Findable) => {
      const within = item.within.replace(/^(Huyện|Thị xã|Thành phố) /, '');
      return within ? [`${plain(bare(item))} ${plain(within).slice(0, 2)}`] : [];
    };
    expect(share('name_and_district', fragments)).toEqual({ percent: 100, missed: [] });
  });

  it('equals in official order, and what was written with its marks first', () => {
    const hits = search(index, 'tay son', 5).filter((hit) => hit.name === 'Phường Tây Sơn');
    expect(hits.map((hit) => hit.within)).toEqual(['Thành phố Pleiku', 'Thị xã An Khê']);
    expect(search(index, 'Ia Bang', 1)[0]?.name).toBe('Xã Ia Bang');
    expect(search(index, 'Ia Băng', 1)[0]?.name).toBe('Xã Ia Băng');
    expect(search(index, '  ', 3)).toEqual([]);
    expect(search(index, 'qwxz', 3)).toEqual([]);
  });

  it('reads keys and counts slips', () => {
    expect(untelex('Chuw Pawh')).toBe('chupah');
    expect(untelex('Phus Tucs')).toBe('phutuc');
    expect(untelex('DDuwcs Cow')).toBe('ducco');
    expect(distance('iadom', 'iadmo')).toBe(1);
    expect(distance('iadom', 'iaom')).toBe(1);
    expect(distance('', 'ab')).toBe(2);
  });
});
