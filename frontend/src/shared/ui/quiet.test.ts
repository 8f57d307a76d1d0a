import { describe, expect, test } from 'vitest';
import { isQuiet } from './quiet';

// 1 January 2029 is a Monday; Berlin is an hour ahead of UTC in winter.
const at = (day: number, clock: string) => new Date(`2029-01-0${day}T${clock}:00+01:00`);
const ZONE = 'Europe/Berlin';

describe('quiet hours', () => {
  const night = { from: '19:00', to: '08:00', days: [1, 2] };
  test.for([
    ['before they begin', at(1, '18:59'), false],
    ['as they begin', at(1, '19:00'), true],
    ['after midnight', at(2, '00:00'), true],
    ['just before they end', at(2, '07:59'), true],
    ['as they end', at(2, '08:00'), false],
    ['on the morning after the last evening', at(3, '07:59'), true],
    ['on an evening without', at(3, '19:30'), false],
    ['on a morning after an evening without', at(1, '07:00'), false],
  ] as const)('%s', ([, moment, quiet]) => expect(isQuiet(night, moment, ZONE)).toBe(quiet));

  test.for([
    ['on Sunday', at(7, '12:00'), true],
    ['on Monday morning', at(1, '09:59'), true],
    ['on Monday at their end', at(1, '10:00'), false],
  ] as const)('a whole day that ends as it began: %s', ([, moment, quiet]) =>
    expect(isQuiet({ from: '10:00', to: '10:00', days: [7] }, moment, ZONE)).toBe(quiet),
  );

  test('hours within one day', () => {
    const noon = { from: '12:00', to: '13:00', days: [1] };
    expect(
      [at(1, '11:59'), at(1, '12:30'), at(1, '13:00'), at(2, '12:30')].map((m) => isQuiet(noon, m, ZONE)),
    ).toEqual([false, true, false, false]);
  });

  test('they are those of his own zone', () => {
    expect(isQuiet(night, at(1, '19:00'), 'America/New_York')).toBe(false);
    expect(isQuiet(night, at(1, '19:00'), 'Asia/Vladivostok')).toBe(true);
  });

  test('without days there are none', () => {
    expect(isQuiet({ ...night, days: [] }, at(1, '20:00'), ZONE)).toBe(false);
  });
});
