import { describe, expect, test } from 'vitest';
import {
  type Chip,
  chipOf,
  complete,
  isComplete,
  isEmptyFilter,
  operatorOf,
  operatorsOf,
  parseFilter,
} from './filter';

describe('a chip', () => {
  test.each(['=', 'in', 'not', 'between', 'contains', 'empty', 'filled', 'me', 'today'] as const)(
    'made with %s says so again',
    (operator) => {
      expect(operatorOf(chipOf('stage', operator, ['x', 'y']))).toBe(operator);
    },
  );

  test.each<[string, Chip, boolean]>([
    ['a comparison without a value', { field: 'name', op: '=' }, false],
    ['a comparison with an empty text', { field: 'name', op: 'contains', value: '' }, false],
    ['money without an amount', { field: 'value', op: '>=', value: { amount: '', currency: 'EUR' } }, false],
    ['a list without entries', { field: 'stage', op: 'in', value: [] }, false],
    ['half a range', { field: 'close', op: 'between', value: ['2026-01-01', undefined] }, false],
    ['a whole range', { field: 'close', op: 'between', value: ['2026-01-01', '2026-02-01'] }, true],
    ['an emptiness', { field: 'close', op: 'empty' }, true],
    ['a no', { field: 'done', op: '=', value: false }, true],
  ])('%s is complete: %#', (_name, chip, want) => {
    expect(isComplete(chip)).toBe(want);
  });
});

describe('the filter sent to the office', () => {
  test('leaves out what is unfinished, also inside a group', () => {
    const done = chipOf('name', 'contains', 'pump');
    const open = chipOf('stage', 'in');
    expect(complete({ and: [open, done, { or: [open] }, { or: [done, open] }] })).toEqual({
      and: [done, { or: [done] }],
    });
  });

  test('is nothing at all when nothing is finished', () => {
    expect(complete({ and: [chipOf('stage', 'in')] })).toBeUndefined();
    expect(complete(undefined)).toBeUndefined();
  });
});

test.each([
  ['one comparison', { field: 'stage', op: '=', value: 'won' }],
  ['one group', { or: [{ field: 'stage', op: '=', value: 'won' }] }],
  ['a list within a list', { and: [{ and: [{ field: 'stage', op: '=', value: 'won' }] }] }],
])('%s is shown as chips like a list of one', (_name, raw) => {
  const won = { field: 'stage', op: '=', value: 'won' };
  expect(parseFilter(raw)).toEqual({ and: ['or' in raw ? { or: [won] } : won] });
});

const won = { field: 'stage', op: '=', value: 'won' } as const;
const large = { field: 'value', op: '>=', value: '5000' } as const;

test.each<[string, unknown]>([
  ['all within any', { and: [{ or: [won, { and: [large, won] }] }] }],
  ['any within all within any', { and: [{ or: [won, { and: [large, { or: [won, large] }] }] }, large] }],
  ['none of a list', { and: [{ or: [{ field: 'stage', op: 'not', value: ['won', 'lost'] }, large] }] }],
])('a filter with %s is read and sent whole', (_name, raw) => {
  expect(parseFilter(raw)).toEqual(raw);
  expect(complete(parseFilter(raw))).toEqual(raw);
});

test.each<[string, unknown]>([
  ['a group of nothing, which nothing meets', { and: [won, { or: [] }] }],
  ['a comparison without a value', { and: [won, { field: 'name', op: '=' }] }],
  ['an operator nobody knows', { and: [won, { field: 'name', op: 'like', value: 'x' }] }],
  ['a number where a comparison should be', { and: [won, 7] }],
])('of a filter with %s nothing is read, for a part would say something else', (_name, raw) => {
  expect(parseFilter(raw)).toBeUndefined();
  expect(isEmptyFilter(raw)).toBe(false);
});

test.each<[unknown]>([[undefined], [null], [{}], [{ and: [] }]])('%j says nothing', (raw) => {
  expect(isEmptyFilter(raw)).toBe(true);
});

test('every kind of field can be compared', () => {
  expect(operatorsOf({ kind: 'choice' })).toContain('in');
  expect(operatorsOf({ kind: 'employee' })).toContain('me');
  expect(operatorsOf({ kind: 'date' })).toContain('today');
});
