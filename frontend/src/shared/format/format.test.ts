import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { formatterOf, isTimeZone, timeZones } from './format';
import { thousands } from './separators';

const plain = (text: string) => text.replace(/[\u00a0\u2009\u202f]/g, ' ');

describe('money', () => {
  test.each([
    ['en', '1054.00', 'EUR', '€1,054'],
    ['en', '1054.50', 'EUR', '€1,054.50'],
    ['ru', '1054.50', 'EUR', '1 054,50 €'],
    ['ru', '1000.00', 'RUB', '1 000 ₽'],
    ['en', '1000', 'RUB', '₽1,000'],
    ['en', '12345678901234567.89', 'USD', '$12,345,678,901,234,567.89'],
    ['en', '•••• 50', 'EUR', '•••• 50 EUR'],
    ['en', '5', 'x', '5 x'],
  ])('in %s: %s %s is %s', (language, amount, currency, want) => {
    expect(plain(formatterOf(language).money({ amount, currency }))).toBe(want);
  });
});

test.each([
  ['en', 'October 2026', '28 Sept – 4 Oct 2026'],
  ['ru', 'Октябрь 2026 г.', '28 сент. – 4 окт. 2026 г.'],
])('periods are written as in %s, whatever the time zone', (language, month, week) => {
  const format = formatterOf(language, 'America/Los_Angeles');
  expect(plain(format.month('2026-10-01'))).toBe(month);
  expect(plain(format.days('2026-09-28', '2026-10-04T00:00:00.000Z'))).toBe(week);
});

test('numbers of four digits, years for one, are written in one piece', () => {
  expect(formatterOf('ru').number(1996)).toBe('1996');
  expect(formatterOf('en').number('1996')).toBe('1996');
  expect(plain(formatterOf('ru').number(12345))).toBe('12 345');
});

test('counts are written with their thousands apart', () => {
  expect(formatterOf('en').count(1996)).toBe('1,996');
  expect(plain(formatterOf('ru').count(1996))).toBe('1 996');
});

test('percentages are written as each language has them', () => {
  expect(formatterOf('en').percent('12.5')).toBe('12.5%');
  expect(plain(formatterOf('ru').percent('12.5'))).toBe('12,5 %');
});

describe('moments', () => {
  test('show the time of the reader’s zone', () => {
    expect(formatterOf('en', 'Europe/Riga').time('2026-01-15T10:00:00Z')).toBe('12:00');
    expect(plain(formatterOf('ru', 'Asia/Tokyo').dateTime('2026-01-15T20:00:00Z'))).toContain('16 янв. 2026');
  });

  test('of a day are that day everywhere', () => {
    expect(formatterOf('en', 'Pacific/Honolulu').date('2026-01-15')).toBe('15 Jan 2026');
  });

  test('that are none are shown as they came', () => {
    expect(formatterOf('en').dateTime('soon')).toBe('soon');
  });
});

test('a zone that is set can be chosen even where the browser does not list it', () => {
  expect(timeZones('Mars/Olympus')[0]).toBe('Mars/Olympus');
  expect(timeZones()).toContain('UTC');
  expect(isTimeZone('Mars/Olympus')).toBe(false);
});

test('UTC is offered once, also where the browser lists it itself', () => {
  const listed = vi.spyOn(Intl, 'supportedValuesOf').mockReturnValue(['Europe/Berlin', 'UTC']);
  onTestFinished(() => listed.mockRestore());
  expect(timeZones()).toEqual(['UTC', 'Europe/Berlin']);
  expect(timeZones('Europe/Berlin')).toEqual(['UTC', 'Europe/Berlin']);
});

test.each([
  ['en', '51234567.80', 'RUB', '₽51.2m'],
  ['en', '999.00', 'EUR', '€999'],
  ['ru', '51234567.80', 'RUB', '51,2 млн ₽'],
])('in %s %s %s is in short %s', (language, amount, currency, want) => {
  expect(plain(formatterOf(language).moneyShort({ amount, currency }))).toBe(want);
});

describe('times say their zone', () => {
  const winter = '2026-11-22T10:00:00Z';
  test.each([
    ['where the company has another', 'en', 'Asia/Vladivostok', 'Europe/Berlin', '20:00 GMT+10'],
    ['in the words of the reader', 'ru', 'Asia/Vladivostok', 'Europe/Berlin', '20:00 GMT+10'],
    ['and not where it is the same', 'en', 'Europe/Berlin', 'Europe/Berlin', '11:00'],
    ['nor where the clocks agree', 'en', 'Europe/Paris', 'Europe/Berlin', '11:00'],
    ['nor where the company has none', 'en', 'Europe/Berlin', '', '11:00'],
    ['also where only the day differs', 'en', 'Pacific/Apia', 'Pacific/Midway', '23:00 GMT+13'],
  ])('%s', (_about, language, zone, company, want) => {
    expect(plain(formatterOf(language, zone, company).time(winter))).toBe(want);
  });

  test('on those days of the year on which the clocks differ', () => {
    const format = formatterOf('en', 'Africa/Lagos', 'Europe/London');
    expect(plain(format.time('2026-07-01T10:00:00Z'))).toBe('11:00');
    expect(plain(format.time(winter))).toBe('11:00 GMT+1');
    expect(plain(format.dateTime(winter))).toBe('22 Nov 2026, 11:00 GMT+1');
  });
});

test('the thousands of what is typed stand apart as the reader writes them', () => {
  expect(thousands('en')).toBe(',');
  expect(plain(thousands('ru'))).toBe(' ');
});
