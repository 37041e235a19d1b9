import { describe, expect, it } from 'vitest';
import { clean, duration, fold, initials } from './text';

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
