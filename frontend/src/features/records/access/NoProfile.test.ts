import { expect, test } from 'vitest';
import { mayOpenAny } from './NoProfile';

const ground = (kind: string, holds: boolean) => ({ kind, holds, text: '' });

test.each([
  ['sees the record already', { allowed: true, grounds: [] }, true],
  [
    'has a profile that allows viewing',
    { allowed: false, grounds: [ground('cap', false), ground('cap', true)] },
    true,
  ],
  ['is administrator', { allowed: false, grounds: [ground('administrator', true)] }, true],
  [
    'has only profiles that do not',
    { allowed: false, grounds: [ground('person', true), ground('cap', false)] },
    false,
  ],
  ['has no profile', { allowed: false, grounds: [ground('person', true)] }, false],
])('who %s', (_who, why, want) => {
  expect(mayOpenAny(why)).toBe(want);
});
