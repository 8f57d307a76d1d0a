import { describe, expect, test } from 'vitest';
import type { FieldDefinition } from '@/shared/api';
import {
  groupFields,
  groupFilter,
  groupingOf,
  groupsBetween,
  inCalendarOrder,
  inGroupOrder,
  laidOut,
  wordOf,
} from './groups';

const field = (kind: FieldDefinition['kind'], more: Partial<FieldDefinition> = {}) =>
  ({ name: kind, kind, right: 'read', filterable: true, ...more }) as FieldDefinition;

test('a list is grouped by what many records share and what the reader sees in full', () => {
  const fields = [field('choice'), field('text'), field('employee', { right: 'masked' }), field('link')];
  expect(groupFields(fields).map(({ name }) => name)).toEqual(['choice', 'link']);
});

test('a group narrows the filter of the list', () => {
  const filter = { and: [{ field: 'name', op: 'contains' as const, value: 'x' }] };
  const by = (name: string) => ({ field: field('choice', { name }), period: undefined });
  expect(groupFilter(filter, by('done'), { group: false }).and).toEqual([
    ...filter.and,
    { field: 'done', op: '=', value: false },
  ]);
  expect(groupFilter(undefined, by('stage'), { group: null }).and).toEqual([{ field: 'stage', op: 'empty' }]);
});

describe('dates', () => {
  const fields = [field('date', { name: 'due' }), field('choice', { name: 'stage' })];
  const due = groupingOf(fields, 'due:week') ?? expect.unreachable();

  test.each([
    ['due:week', 'due:week'],
    ['due', 'due:month'],
    ['due:decade', 'due:month'],
    ['stage', 'stage'],
    ['stage:week', 'stage'],
  ])('are grouped as %s says', (word, want) => {
    const by = groupingOf(fields, word);
    expect(by && wordOf(by)).toBe(want);
  });

  test('are not grouped by what is not there', () => {
    expect(groupingOf(fields, 'nothing:week')).toBeUndefined();
    expect(groupingOf(fields, undefined)).toBeUndefined();
  });

  test.each([
    [
      { group: '2026-11-16', from: '2026-11-16', until: '2026-11-23' },
      [
        { field: 'due', op: '>=', value: '2026-11-16' },
        { field: 'due', op: '<', value: '2026-11-23' },
      ],
    ],
    [{ group: '9999-12-27', from: '9999-12-27' }, [{ field: 'due', op: '>=', value: '9999-12-27' }]],
    [{ group: null }, [{ field: 'due', op: 'empty' }]],
  ])('of %j narrow the list to what lies between its ends', (line, want) => {
    expect(groupFilter(undefined, due, line).and).toEqual(want);
  });

  test.each([
    ['due', undefined, ['2026-01-01', '2025-12-01', null]],
    ['due', 'name', ['2026-01-01', '2025-12-01', null]],
    ['due', 'due', ['2025-12-01', '2026-01-01', null]],
    ['due', '-due', ['2026-01-01', '2025-12-01', null]],
    ['created_at', undefined, ['2026-01-01', '2025-12-01', null]],
    ['created_at', 'created_at', ['2025-12-01', '2026-01-01', null]],
  ])(
    'of %s sorted by %s begin with the newest, unless the list begins with the oldest',
    (name, sort, want) => {
      const lines = [null, '2026-01-01', '2025-12-01'].map((group) => ({ group }));
      expect(inCalendarOrder(lines, name, sort).map(({ group }) => group)).toEqual(want);
    },
  );
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
