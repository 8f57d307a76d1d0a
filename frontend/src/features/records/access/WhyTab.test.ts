import { expect, test } from 'vitest';
import { weightOf } from './WhyTab';

test.each([
  ['a restriction that applies and forbids', { kind: 'restriction', holds: true }, 'forbids'],
  [
    'a restriction that leaves enough, or does not apply',
    { kind: 'restriction', holds: false },
    'forbids_not',
  ],
  ['a profile that allows', { kind: 'cap', holds: true }, 'allows'],
  ['a profile that says nothing', { kind: 'cap', holds: false }, 'allows_not'],
  ['a share of a level too low', { kind: 'share', holds: false }, 'allows_not'],
] as const)('%s', (_name, ground, want) => {
  expect(weightOf(ground)).toBe(want);
});
