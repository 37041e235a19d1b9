import { describe, expect, it } from 'vitest';
import { briefNames, clean, duration, fold, initials, linked } from './text';

describe('text', () => {
  it.each([
    ['Hoà Bình', 'hoa binh'],
    ['Hòa  Bình ', 'hoa binh'],
    ['Đăk Pơ', 'dak po'],
    ['Ỷ Lan', 'i lan'],
  ])('folds %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
    expect(fold(text.normalize('NFD'))).toBe(folded);
  });

  it.each([
    ['Nguyễn Thị Hồng Vân', 'HV'],
    ['X. Ia RSai · H. Krông Pa', 'IR'],
    ['X. Đăk Roong · H. KBang', 'ĐR'],
    ['TP. Pleiku', 'P'],
    ['Sở Thông tin và Truyền thông', 'TT'],
    ['  ', ''],
    ['Rơ Châm H’Yéo', 'CH'],
  ])('takes the initials of %s', (name, letters) => {
    expect(initials(name)).toBe(letters);
  });

  it('sends NFC without control characters', () => {
    expect(clean(' Kông\u0000 Lơng\u202e '.normalize('NFD'))).toBe('Kông Lơng');
    expect(clean('một\nhai')).toBe('một\nhai');
  });

  it.each([
    [0, '00:00'],
    [4_999, '00:04'],
    [754_000, '12:34'],
    [3_600_000, '01:00:00'],
    [-5, '00:00'],
  ])('writes %i ms as %s', (millis, text) => {
    expect(duration(millis)).toBe(text);
  });
});

describe('brief names', () => {
  it('drop the district, but not from a name that two share', () => {
    const brief = briefNames([
      'X. Ia RSai · H. Krông Pa',
      'P. Tây Sơn · TX. An Khê',
      'P. Tây Sơn · TP. Pleiku',
      'Nguyễn Thị Hồng Vân',
      'Ủy ban nhân dân xã Kông Lơng Khơng, huyện KBang',
    ]);
    expect([...brief.values()]).toEqual([
      'X. Ia RSai',
      'P. Tây Sơn · TX. An Khê',
      'P. Tây Sơn · TP. Pleiku',
      'Nguyễn Thị Hồng Vân',
      'UBND xã Kông Lơng Khơng',
    ]);
  });
});

describe('addresses in a message', () => {
  const links = (text: string) => linked(text).flatMap((part) => (part.href === null ? [] : [part.href]));

  it('are cut out without what ends the sentence', () => {
    expect(
      links('Xem https://nharong.gialai.gov.vn/tai-lieu?so=2&ngay=15. Hoặc (http://10.1.2.3:8080/a)!'),
    ).toEqual(['https://nharong.gialai.gov.vn/tai-lieu?so=2&ngay=15', 'http://10.1.2.3:8080/a']);
    expect(links('https://vi.wikipedia.org/wiki/Gia_Lai_(tỉnh)')).toEqual([
      'https://vi.wikipedia.org/wiki/Gia_Lai_(tỉnh)',
    ]);
  });

  it('are of the web only, and nothing of the text is lost', () => {
    const text = "javascript:alert(1) ftp://x data:text/html,a https:// 'https://a.vn' xong";
    expect(links(text)).toEqual(['https://a.vn']);
    expect(
      linked(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});
