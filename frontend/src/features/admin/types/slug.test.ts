import { expect, test } from 'vitest';
import { freeName, slug } from './slug';

test.each([
  ['Visit date', 'visit_date'],
  ['Дата визита', 'data_vizita'],
  ['  2nd phone! ', 'nd_phone'],
  ['Объём', 'obem'],
])('the name of the field %j is %j', (label, want) => {
  expect(slug(label)).toBe(want);
});

test('a name that is taken is told apart by a number', () => {
  expect(freeName('state', ['name'])).toBe('state');
  expect(freeName('state', ['state', 'state_2'])).toBe('state_3');
});
