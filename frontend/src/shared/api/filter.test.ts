import { describe, expect, test } from 'vitest';
import { type Chip, chipOf, complete, isComplete, operatorOf, operatorsOf, parseFilter } from './filter';

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

test('a filter typed into the address keeps its well-formed parts', () => {
  const good = { field: 'name', op: 'contains', value: 'x' };
  expect(parseFilter({ and: [good, 7, { or: [good] }, { or: [3] }, { field: 'name' }] })).toEqual({
    and: [good, { or: [good] }],
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

test('every kind of field can be compared', () => {
  expect(operatorsOf({ kind: 'choice' })).toContain('in');
  expect(operatorsOf({ kind: 'employee' })).toContain('me');
  expect(operatorsOf({ kind: 'date' })).toContain('today');
});
