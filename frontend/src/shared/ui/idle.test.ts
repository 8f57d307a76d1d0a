import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isIdle, lockAfter, noteActive, setLockAfter } from './idle';

const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

const minute = 60_000;

test('a computer locks itself once nobody has been there for a quarter of an hour', () => {
  noteActive(0);
  expect(isIdle(15 * minute - 1)).toBe(false);
  expect(isIdle(15 * minute)).toBe(true);
});

test('it locks itself after the time that was chosen, or never', () => {
  noteActive(0);
  setLockAfter(5);
  expect(isIdle(5 * minute)).toBe(true);
  setLockAfter(0);
  expect(isIdle(1000 * minute)).toBe(false);
});

test('what is kept and is no choice counts as none', () => {
  kept.set('kontora.lock-after', 'soon');
  expect(lockAfter()).toBe(15);
});

test('where nothing was noted somebody is there', () => {
  expect(isIdle(1000 * minute)).toBe(false);
});
