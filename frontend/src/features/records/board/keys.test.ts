import { expect, test } from 'vitest';
import { jumpTarget } from './keys';

test.each([
  ['Home', 7, 0],
  ['End', 7, 19],
  ['PageUp', 7, 2],
  ['PageUp', 3, 0],
  ['PageDown', 7, 12],
  ['PageDown', 17, 19],
])('%s leads from card %i of twenty to %i', (code, index, want) => {
  expect(jumpTarget(code, index, 20, 5)).toBe(want);
});
