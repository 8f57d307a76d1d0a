import { describe, expect, test } from 'vitest';
import type { RecordItem } from '@/shared/api';
import { manyOf } from './bulk';
import { marked, SELECTED_AT_MOST } from './useSelection';

const record = (id: string): RecordItem => ({
  id,
  type: 'deal',
  responsible: null,
  created_by: null,
  created_at: '',
  updated_at: '',
  fields: {},
  version: '1',
  can: {},
});
const records = ['a', 'b', 'c'].map(record);

describe('what is worked on', () => {
  test('are the marked records', () => {
    expect(manyOf(false, { q: 'pump' }, ['a', 'b'])).toEqual({ ids: ['a', 'b'] });
  });

  test('is everything that matches, unfinished tests left out', () => {
    const filter = { and: [{ field: 'stage', op: '=', value: 'won' } as const] };
    expect(manyOf(true, { filter, q: 'pump' }, ['a'])).toEqual({ filter, q: 'pump' });
    expect(manyOf(true, { q: '' }, ['a'])).toEqual({ filter: {} });
  });
});

describe('marked rows', () => {
  test('are taken and left by their place', () => {
    const all = marked(new Map(), records, [0, 1, 2], []);
    expect([...marked(all, records, [], [1]).keys()]).toEqual(['a', 'c']);
  });

  test('a row that a range both leaves and takes stays marked', () => {
    expect([...marked(new Map(), records, [0], [0]).keys()]).toEqual(['a']);
  });

  test('are no more than can be worked on', () => {
    const many = Array.from({ length: SELECTED_AT_MOST + 5 }, (_, at) => record(String(at)));
    const all = marked(
      new Map(),
      many,
      many.map((_, at) => at),
      [],
    );
    expect(all.size).toBe(SELECTED_AT_MOST);
  });
});
