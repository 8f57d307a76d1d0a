import { describe, expect, test } from 'vitest';
import { sizeText } from './size';

describe('the size of a file', () => {
  test.each([
    [0, 'en', '0 byte'],
    [999, 'en', '999 byte'],
    [1500, 'en', '1.5 kB'],
    [12_345_678, 'en', '12 MB'],
    [1_500_000, 'ru', '1,5 МБ'],
  ])('of %i bytes in %s is %s', (bytes, language, want) => {
    expect(sizeText(bytes, language).replace(/[\u00a0\u202f]/g, ' ')).toBe(want);
  });
});
