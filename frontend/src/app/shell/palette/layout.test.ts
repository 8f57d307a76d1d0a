import { expect, test } from 'vitest';
import { holds, otherLayout } from './layout';

test.each([
  ['cltkrf', 'сделка'],
  ['Ghbdtn', 'привет'],
  ['вуфд', 'deal'],
  ['j,]trn', 'объект'],
  ['`krf', 'ёлка'],
  ['cltkrf 42', 'сделка 42'],
])('%s typed in the other layout is %s', (typed, meant) => {
  expect(otherLayout(typed)).toBe(meant);
});

test.each(['', '+7 (495) 123-45-67', '42'])('%j has no other layout', (typed) => {
  expect(otherLayout(typed)).toBeUndefined();
});

test.each([
  ['Сделки', 'сдел', true],
  ['Сделки', 'cltk', true],
  ['Deals', 'вуф', true],
  ['Тёмная', 'темн', true],
  ['Сделки', 'контакт', false],
])('%s holds %s: %s', (name, text, want) => {
  expect(holds(name, text)).toBe(want);
});
