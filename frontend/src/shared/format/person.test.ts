import { expect, test } from 'vitest';
import type { NameOrder } from '../api/types';
import { initials, shortName } from './person';

const LAST = 'last_first' satisfies NameOrder;
const FIRST = 'first_last' satisfies NameOrder;

test.each([
  [LAST, 'Соколова Марина Игоревна', 'СМ'],
  [FIRST, 'Марина Игоревна Соколова', 'МС'],
  [FIRST, 'Anna Belova', 'AB'],
  [LAST, 'Administrator', 'A'],
  [FIRST, 'Administrator', 'A'],
  [LAST, 'Отдел продаж «Север»', 'ОП'],
  [FIRST, 'Отдел продаж «Север»', 'ОП'],
  [FIRST, '', ''],
] as const)('in the order %s the initials of %j are %j', (order, name, want) => {
  expect(initials(name, order)).toBe(want);
});

test.each([
  [LAST, 'Соколова Марина Игоревна', 'Соколова М. И.'],
  [FIRST, 'Марина Игоревна Соколова', 'М. И. Соколова'],
  [LAST, 'Sokolova Maria', 'Sokolova M.'],
  [FIRST, 'Maria Sokolova', 'M. Sokolova'],
  [LAST, 'De Boer Bram', 'De Boer B.'],
  [FIRST, 'Bram de Boer', 'B. de Boer'],
  [LAST, 'ван дер Берг Ян', 'ван дер Берг Я.'],
  [FIRST, 'Ян ван дер Берг', 'Я. ван дер Берг'],
  [FIRST, 'Van Morrison', 'V. Morrison'],
  [LAST, 'Administrator', 'Administrator'],
  [FIRST, 'Administrator', 'Administrator'],
  [LAST, '', ''],
  [FIRST, '', ''],
] as const)('in the order %s the short name of %j is %j', (order, full, want) => {
  expect(shortName(full, order)).toBe(want);
});
