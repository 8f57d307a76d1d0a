import { describe, expect, test } from 'vitest';
import type { Chip } from './filter';
import { matches } from './matches';

const values = {
  stage: 'lost',
  colours: ['red', 'blue'],
  value: { amount: '100.00', currency: 'EUR' },
  chance: 12.5,
  day: '2026-03-01',
  urgent: true,
  note: 'Зелёный свет',
  none: null,
};

describe('a record with its values', () => {
  test.each<[Chip, boolean]>([
    [{ field: 'stage', op: '=', value: 'lost' }, true],
    [{ field: 'stage', op: '!=', value: 'lost' }, false],
    [{ field: 'none', op: '!=', value: 'lost' }, true],
    [{ field: 'stage', op: 'in', value: ['won', 'lost'] }, true],
    [{ field: 'none', op: 'in', value: ['won'] }, false],
    [{ field: 'none', op: 'not', value: ['won'] }, true],
    [{ field: 'colours', op: 'in', value: ['green', 'blue'] }, true],
    [{ field: 'colours', op: 'not', value: ['blue'] }, false],
    [{ field: 'value', op: '>=', value: { amount: '99', currency: 'EUR' } }, true],
    [{ field: 'chance', op: 'between', value: ['12', '13'] }, true],
    [{ field: 'chance', op: '<', value: '12.5' }, false],
    [{ field: 'none', op: '<', value: '5' }, false],
    [{ field: 'day', op: '<=', value: '2026-03-01' }, true],
    [{ field: 'urgent', op: '=', value: true }, true],
    [{ field: 'none', op: '=', value: false }, false],
    [{ field: 'note', op: 'contains', value: 'зеленый' }, true],
    [{ field: 'note', op: 'starts', value: 'свет' }, false],
    [{ field: 'none', op: 'empty' }, true],
    [{ field: 'note', op: 'empty', value: false }, true],
  ])('%j: %s', (chip, want) => {
    expect(matches({ and: [chip] }, values)).toBe(want);
  });

  test('must match all parts, and one of a group', () => {
    const lost: Chip = { field: 'stage', op: '=', value: 'lost' };
    const won: Chip = { field: 'stage', op: '=', value: 'won' };
    expect(matches({ and: [lost, { or: [won, lost] }] }, values)).toBe(true);
    expect(matches({ and: [lost, won] }, values)).toBe(false);
  });
});
