import { expect, test } from 'vitest';
import { slug, toChoices } from './NewFieldDialog';

test.each([
  ['Visit date', 'visit_date'],
  ['Дата визита', 'data_vizita'],
  ['  2nd phone! ', 'nd_phone'],
  ['Объём', 'obem'],
])('the name of the field %j is %j', (label, want) => {
  expect(slug(label)).toBe(want);
});

test('choices are read one a line, in one language or both', () => {
  expect(toChoices('New | Новая\n\nWon')).toEqual([
    { value: 'new', labels: { en: 'New', ru: 'Новая' } },
    { value: 'won', labels: { en: 'Won', ru: 'Won' } },
  ]);
});
