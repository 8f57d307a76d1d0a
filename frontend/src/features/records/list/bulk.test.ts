import { describe, expect, test, vi } from 'vitest';
import type { RecordItem } from '@/shared/api';
import { workThrough } from './bulk';
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
const never = new AbortController().signal;

describe('work on marked records', () => {
  test('goes on after a refusal, and lists it', async () => {
    const refusal = new Error('no');
    const progress: number[] = [];
    const outcome = await workThrough(
      records,
      async ({ id }) => {
        if (id === 'b') throw refusal;
        return async () => {};
      },
      (finished) => progress.push(finished),
      never,
    );
    expect(outcome.done.map(({ record: { id } }) => id)).toEqual(['a', 'c']);
    expect(outcome.refused).toEqual([{ record: records[1], error: refusal }]);
    expect(progress).toEqual([1, 2, 3]);
  });

  test('leaves alone what is left when it is stopped', async () => {
    const stop = new AbortController();
    const act = vi.fn(async () => {
      stop.abort();
      return undefined;
    });
    const outcome = await workThrough(records, act, () => {}, stop.signal);
    expect(act).toHaveBeenCalledTimes(1);
    expect(outcome.done).toEqual([]);
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
    expect(
      marked(
        new Map(),
        many,
        many.map((_, at) => at),
        [],
      ).size,
    ).toBe(SELECTED_AT_MOST);
  });
});
