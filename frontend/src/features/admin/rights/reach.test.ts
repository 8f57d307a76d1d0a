import { describe, expect, test } from 'vitest';
import { extent, toggleReach, toReaches } from './reach';

describe('a cell of the matrix', () => {
  test.each([
    [undefined, []],
    ['none' as const, []],
    ['all' as const, ['all']],
    [
      ['branch' as const, 'own' as const],
      ['own', 'branch'],
    ],
  ])('%j is the set %j', (setting, want) => {
    expect(toReaches(setting)).toEqual(want);
  });

  test('takes another reach in, and out again', () => {
    expect(toggleReach(['own'], 'branch')).toEqual(['own', 'branch']);
    expect(toggleReach(['own', 'branch'], 'own')).toEqual(['branch']);
  });

  test('is absorbed by all, and freed of it by any other', () => {
    expect(toggleReach(['own', 'group'], 'all')).toEqual(['all']);
    expect(toggleReach(['all'], 'own')).toEqual(['own']);
  });

  test('fills its bar as far as it reaches', () => {
    expect(extent([])).toBe(0);
    expect(extent(['all'])).toBe(1);
    expect(extent(['own'])).toBeLessThan(extent(['department']));
  });
});
