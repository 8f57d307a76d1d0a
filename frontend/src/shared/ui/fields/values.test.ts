import { describe, expect, test } from 'vitest';
import { decimal, fromWallClock, sameValue, toWallClock } from './values';

describe('a typed number', () => {
  test.each([
    ['1 234,5', '1234.5'],
    ['1\u00a0234,50', '1234.50'],
    ['1,234.50', '1234.50'],
    ['-7', '-7'],
    ['', ''],
    ['12.', '12.'],
  ])('%j becomes %j', (typed, want) => {
    expect(decimal(typed)).toBe(want);
  });

  test('that is none stays as typed, for the office to refuse', () => {
    expect(decimal('about 5')).toBe('about 5');
  });
});

describe('the clock on the wall', () => {
  test.each([
    ['2026-07-01T09:00:00Z', 'Europe/Moscow', '2026-07-01 12:00:00'],
    ['2026-01-15T12:00:00Z', 'Europe/Berlin', '2026-01-15 13:00:00'],
    ['2026-07-15T12:00:00Z', 'Europe/Berlin', '2026-07-15 14:00:00'],
    ['2026-03-29T00:59:00Z', 'Europe/Berlin', '2026-03-29 01:59:00'],
    ['2026-03-29T01:00:00Z', 'Europe/Berlin', '2026-03-29 03:00:00'],
  ])('%s in %s shows %s, and back', (moment, zone, wall) => {
    expect(toWallClock(moment, zone)).toBe(wall);
    expect(fromWallClock(wall, zone)).toBe(moment);
  });
});

describe('the same value', () => {
  test('whatever the way it is empty', () => {
    expect(sameValue('', null)).toBe(true);
    expect(sameValue(undefined, '')).toBe(true);
    expect(sameValue([], null)).toBe(true);
    expect(sameValue(false, null)).toBe(false);
  });

  test('for money by amount and currency', () => {
    expect(sameValue({ amount: '5.00', currency: 'EUR' }, { amount: '5.00', currency: 'EUR' })).toBe(true);
    expect(sameValue({ amount: '5.00', currency: 'EUR' }, { amount: '5.00', currency: 'USD' })).toBe(false);
  });
});
