import { describe, expect, test } from 'vitest';
import { unsent } from './unsent';

describe('what is left to send', () => {
  test.each([
    ['Called.', 'Called.', ''],
    ['Called.\n\nWill call back', 'Called.', 'Will call back'],
    ['Called. And', 'Called.', 'And'],
    ['Called twice.', 'Called.', 'Called twice.'],
    ['', 'Called.', ''],
  ])('of %j once %j has arrived is %j', (text, sent, left) => {
    expect(unsent(text, sent)).toBe(left);
  });
});
