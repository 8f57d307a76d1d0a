import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forget, forgetAll, remember, visits } from './recent';

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

const deal = (id: string) => ({ type: 'deal', id });

test('remembers each record once, the latest first, and no more than eight', () => {
  for (const id of ['a', 'b', 'a']) remember('me', deal(id));
  expect(visits('me')).toEqual([deal('a'), deal('b')]);
  for (let n = 0; n < 12; n += 1) remember('me', deal(`n${n}`));
  expect(visits('me')).toHaveLength(8);
});

test('keeps what one person opened from another', () => {
  remember('me', deal('a'));
  expect(visits('you')).toEqual([]);
});

test('forgets one record, and all', () => {
  for (const id of ['a', 'b']) remember('me', deal(id));
  forget('me', deal('a'));
  expect(visits('me')).toEqual([deal('b')]);
  forgetAll('me');
  expect(visits('me')).toEqual([]);
});
