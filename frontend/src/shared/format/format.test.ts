import { describe, expect, test } from 'vitest';
import { formatterOf, initials, isTimeZone, shortName, timeZones } from './format';

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
  ['ru', 'октябрь 2026 г.', '28 сент. – 4 окт. 2026 г.'],
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

test.each([
  ['Соколова Марина Игоревна', 'СМ'],
  ['Administrator', 'A'],
  ['Отдел продаж «Север»', 'ОП'],
  ['', ''],
])('the initials of %j are %j', (name, want) => {
  expect(initials(name)).toBe(want);
});

test.each([
  ['ru', 'Соколова Марина Игоревна', 'Соколова М. И.'],
  ['en', 'Соколова Марина Игоревна', 'М. Соколова'],
  ['en', 'Sokolova Maria', 'M. Sokolova'],
  ['en', 'De Boer Bram', 'B. De Boer'],
  ['ru', 'ван дер Берг Ян', 'ван дер Берг Я.'],
  ['ru', 'Administrator', 'Administrator'],
  ['en', '', ''],
])('in %s the short name of %j is %j', (language, full, want) => {
  expect(shortName(full, language)).toBe(want);
});

test.each([
  ['en', '51234567.80', 'RUB', '₽51.2m'],
  ['en', '999.00', 'EUR', '€999'],
  ['ru', '51234567.80', 'RUB', '51,2 млн ₽'],
])('in %s %s %s is in short %s', (language, amount, currency, want) => {
  expect(plain(formatterOf(language).moneyShort({ amount, currency }))).toBe(want);
});
