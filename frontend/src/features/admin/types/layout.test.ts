import { expect, test } from 'vitest';
import { type Layout, layoutOf, placeField, placeSection, stepField, withoutSection } from './layout';

const layout: Layout = [
  { name: 'main', fields: ['a', 'b'] },
  { name: 'money', fields: [] },
  { name: 'more', fields: ['c'] },
];
const read = (list: Layout) => list.map(({ name, fields }) => `${name}: ${fields.join(' ')}`.trim());

test('a field is put at its place in a section', () => {
  expect(read(placeField(layout, 'a', 'more', 1))).toEqual(['main: b', 'money:', 'more: c a']);
  expect(read(placeField(layout, 'b', 'main', 0))).toEqual(['main: b a', 'money:', 'more: c']);
});

test('a field steps through its section and on into the next one', () => {
  expect(read(stepField(layout, 'a', 1))).toEqual(['main: b a', 'money:', 'more: c']);
  expect(read(stepField(layout, 'b', 1))).toEqual(['main: a', 'money: b', 'more: c']);
  expect(read(stepField(layout, 'c', -1))).toEqual(['main: a b', 'money: c', 'more:']);
  expect(stepField(layout, 'a', -1)).toBe(layout);
});

test('a section is moved with its fields', () => {
  expect(read(placeSection(layout, 'more', 0))).toEqual(['more: c', 'main: a b', 'money:']);
});

test('the fields of a section that goes follow those of its neighbour', () => {
  expect(read(withoutSection(layout, 'more'))).toEqual(['main: a b', 'money: c']);
  expect(read(withoutSection(layout, 'main'))).toEqual(['money: a b', 'more: c']);
});

test('fields in the archive stand nowhere', () => {
  const field = (name: string, order: number, archived = false) =>
    ({ name, order, section: 'main', archived }) as Parameters<typeof layoutOf>[0]['fields'][number];
  const type = {
    sections: [{ name: 'main' }],
    fields: [field('b', 2), field('old', 1, true), field('a', 1)],
  };
  expect(read(layoutOf(type))).toEqual(['main: a b']);
});
