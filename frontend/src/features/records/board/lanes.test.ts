import { describe, expect, test } from 'vitest';
import type { ElementType, FieldDefinition, RecordItem } from '@/shared/api';
import {
  boardFields,
  cardShape,
  daysSince,
  isOpen,
  laneFieldOf,
  laneFilter,
  lanesOf,
  nextLane,
  placeAmong,
  rottenFor,
  UNSORTED,
} from './lanes';
import { entriesOf, type Move, withPlaced } from './pages';

const field = (name: string, kind: FieldDefinition['kind'], more: Partial<FieldDefinition> = {}) =>
  ({ name, kind, right: 'edit', required: false, order: 1, labels: {}, ...more }) as FieldDefinition;

const source = field('source', 'choice', { choices: [{ value: 'site', labels: {} }] });
const stage = field('stage', 'choice', {
  choices: [
    { value: 'new', labels: {} },
    { value: 'won', labels: {}, outcome: 'won' },
    { value: 'lost', labels: {}, outcome: 'lost' },
  ],
});
const type = (...fields: FieldDefinition[]) => ({ name: 'deal', fields }) as unknown as ElementType;
const record = (id: string, created_at: string, fields: RecordItem['fields'] = {}) =>
  ({ id, created_at, updated_at: created_at, fields, can: {} }) as unknown as RecordItem;

describe('the field of the lanes', () => {
  test('is that of the stages, wherever it stands', () => {
    expect(laneFieldOf(type(source, stage), undefined)?.name).toBe('stage');
  });

  test('is the one that was chosen, if there still is such a one', () => {
    expect(laneFieldOf(type(source, stage), 'source')?.name).toBe('source');
    expect(laneFieldOf(type(source, stage), 'gone')?.name).toBe('stage');
  });

  test('is the first choice of a type without stages, and none where all are hidden or shortened', () => {
    expect(laneFieldOf(type(field('name', 'text'), source), undefined)?.name).toBe('source');
    expect(laneFieldOf(type({ ...stage, right: 'masked' }), undefined)).toBeUndefined();
  });
});

describe('lanes', () => {
  test('stand in the order of the choices, also those that hold nothing', () => {
    const lanes = lanesOf(stage, [{ group: 'won', count: 2, totals: [{ amount: '5', currency: 'EUR' }] }]);
    expect(lanes.map(({ value, count }) => [value, count])).toEqual([
      ['new', 0],
      ['won', 2],
      ['lost', 0],
    ]);
  });

  test('begin with what is unsorted only where there is some', () => {
    expect(lanesOf(stage, [{ group: null, count: 1 }])[0]?.value).toBe(UNSORTED);
    expect(lanesOf(stage, [{ group: 'new', count: 1 }])[0]?.value).toBe('new');
    expect(lanesOf(stage, undefined)[0]).toMatchObject({ value: 'new', count: undefined });
  });

  test('narrow the filter of the list', () => {
    const filter = { and: [{ field: 'name', op: 'contains' as const, value: 'x' }] };
    expect(laneFilter(filter, 'stage', 'new').and).toEqual([
      ...filter.and,
      { field: 'stage', op: '=', value: 'new' },
    ]);
    expect(laneFilter(undefined, 'stage', UNSORTED).and).toEqual([{ field: 'stage', op: 'empty' }]);
  });

  test.each([
    ['new', 1, 'won'],
    ['new', -1, undefined],
    ['lost', 1, undefined],
    [UNSORTED, 1, 'new'],
    [UNSORTED, -1, undefined],
  ] as const)('beside %j by %d is %j', (from, by, want) => {
    expect(nextLane(stage, from, by)).toBe(want);
  });
});

test('a card reads what it shows, what sorts it and nothing twice', () => {
  const shape = cardShape(
    type(
      stage,
      field('value', 'money'),
      field('contact', 'link'),
      field('company', 'link', { target: 'company' }),
    ),
  );
  expect(boardFields(shape, stage, '-value,created_at')).toEqual([
    'name',
    'stage',
    'value',
    'company',
    'created_at',
  ]);
});

test('what is won or lost is open no longer', () => {
  expect(isOpen(stage, record('a', '', { stage: 'new' }))).toBe(true);
  expect(isOpen(stage, record('a', '', {}))).toBe(true);
  expect(isOpen(stage, record('a', '', { stage: 'lost' }))).toBe(false);
  expect(isOpen(undefined, record('a', '', {}))).toBe(false);
});

test('days are counted whole', () => {
  expect(daysSince('2026-01-01T12:00:00Z', Date.parse('2026-01-15T11:00:00Z'))).toBe(13);
  expect(daysSince('2026-01-01T12:00:00Z', Date.parse('2026-01-15T12:00:00Z'))).toBe(14);
});

describe('a moved card', () => {
  const [oldest, middle, newest] = [
    record('o', '2026-01-01'),
    record('m', '2026-01-02'),
    record('n', '2026-01-03'),
  ];
  const pages = (...items: RecordItem[]) => ({ pages: [{ items, next: null }], pageParams: [''] });
  const move: Move = { entry: { record: middle, names: { x: 'X' } }, from: 'new', to: 'won' };

  test('stands at its place in the order of the list', () => {
    expect(placeAmong([newest, oldest], middle, '-created_at')).toBe(1);
    expect(placeAmong([oldest, newest], middle, 'created_at')).toBe(1);
    const amounts = ['9', '100'].map((amount) => record(amount, '', { value: { amount, currency: 'EUR' } }));
    expect(placeAmong(amounts, record('m', '', { value: { amount: '20', currency: 'EUR' } }), 'value')).toBe(
      1,
    );
  });

  test('is in one lane only, before the office knows', () => {
    const moves = new Map([[middle.id, move]]);
    const ids = (lane: string, ...held: RecordItem[]) =>
      entriesOf(pages(...held), lane, moves, '-created_at').map((entry) => entry.record.id);
    expect(ids('new', newest, middle)).toEqual(['n']);
    expect(ids('won', newest, oldest)).toEqual(['n', 'm', 'o']);
    expect(ids('lost')).toEqual([]);
  });

  test('brings the names it mentions', () => {
    const placed = withPlaced(pages(newest, oldest), move.entry, '-created_at');
    expect(placed?.pages[0]?.items.map(({ id }) => id)).toEqual(['n', 'm', 'o']);
    expect(placed?.pages[0]?.names).toEqual({ x: 'X' });
    expect(withPlaced(undefined, move.entry, '-created_at')).toBeUndefined();
  });
});

test.each([
  ['as usual', 'new', 14, undefined],
  ['as usual', 'new', 15, 15],
  ['sooner', 'offer', 3, undefined],
  ['sooner', 'offer', 4, 4],
  ['never', 'parked', 400, undefined],
  ['never what is closed', 'won', 400, undefined],
  ['as usual without a stage', null, 15, 15],
])('rots %s: at %s after %i days', (_, at, days, want) => {
  const staged = field('stage', 'choice', {
    choices: [
      { value: 'new', labels: {} },
      { value: 'offer', labels: {}, rots_after: 3 },
      { value: 'parked', labels: {}, rots_after: 0 },
      { value: 'won', labels: {}, outcome: 'won' },
    ],
  });
  const now = Date.UTC(2026, 10, 22);
  const left = record('a', new Date(now - days * 86_400_000).toISOString(), { stage: at });
  expect(rottenFor(staged, left, now)).toBe(want);
  expect(rottenFor(undefined, left, now)).toBeUndefined();
});
