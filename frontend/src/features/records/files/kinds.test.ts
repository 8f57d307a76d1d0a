import { expect, test } from 'vitest';
import { previewOf } from './kinds';

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
