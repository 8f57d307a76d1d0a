import { describe, expect, test } from 'vitest';
import { previewOf, sizeText } from './kinds';

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

test('what could run in the window is not shown in it', () => {
  for (const mediaType of [
    'text/html',
    'image/svg+xml',
    'application/javascript',
    'application/octet-stream',
  ]) {
    expect(previewOf(mediaType)).toBe('none');
  }
  expect(previewOf('image/png')).toBe('image');
});
