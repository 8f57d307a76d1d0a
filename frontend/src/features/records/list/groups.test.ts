import { describe, expect, test } from 'vitest';
import type { FieldDefinition } from '@/shared/api';
import { groupFields, groupFilter, groupsBetween, inGroupOrder, laidOut } from './groups';

const field = (kind: FieldDefinition['kind'], more: Partial<FieldDefinition> = {}) =>
  ({ name: kind, kind, right: 'read', filterable: true, ...more }) as FieldDefinition;

test('a list is grouped by what many records share and what the reader sees in full', () => {
  const fields = [field('choice'), field('text'), field('employee', { right: 'masked' }), field('link')];
  expect(groupFields(fields).map(({ name }) => name)).toEqual(['choice', 'link']);
});

test('a group narrows the filter of the list', () => {
  const filter = { and: [{ field: 'name', op: 'contains' as const, value: 'x' }] };
  expect(groupFilter(filter, 'done', false).and).toEqual([
    ...filter.and,
    { field: 'done', op: '=', value: false },
  ]);
  expect(groupFilter(undefined, 'stage', null).and).toEqual([{ field: 'stage', op: 'empty' }]);
});

describe('groups stand', () => {
  const order = (of: FieldDefinition, ...values: (string | boolean | null)[]) =>
    inGroupOrder(
      values.map((group) => ({ group })),
      of,
      (value) => ({ a: 'Ёлкин', b: 'Жуков', c: 'Егоров' })[String(value)] ?? '',
      'ru',
    ).map(({ group }) => group);

  test('in the order of the choices, without a value last', () => {
    const stage = field('choice', {
      choices: [
        { value: 'new', labels: {} },
        { value: 'won', labels: {} },
      ],
    });
    expect(order(stage, null, 'won', 'gone', 'new')).toEqual(['new', 'won', 'gone', null]);
  });

  test('by what they are called', () => {
    expect(order(field('employee'), 'b', null, 'a', 'c')).toEqual(['c', 'a', 'b', null]);
  });

  test('yes before no', () => {
    expect(order(field('yes_no'), null, false, true)).toEqual([true, false, null]);
  });
});

describe('rows of groups', () => {
  const groups = [
    { key: 'a', count: 2, open: true, rows: ['1', '2'], more: false },
    { key: 'b', count: 7, open: false, rows: ['3'], more: true },
    { key: 'c', count: 400_000, open: true, rows: undefined, more: false },
  ];

  test('leave holes of one page at most where they are not read, and none where a group is closed', () => {
    expect(laidOut(groups, 3)).toEqual({
      rows: ['1', '2', undefined, undefined, undefined],
      before: [0, 2, 2],
    });
  });

  test.each([
    [0, 1, [0]],
    [1, 2, [0, 2]],
    [3, 4, [2]],
  ])('between %i and %i belong to groups %j', (first, last, want) => {
    expect(groupsBetween([0, 2, 2], 5, first, last)).toEqual(want);
  });
});
