import { expect, test } from 'vitest';
import type { TypeDesign } from '@/shared/api';
import { named, newField, toSent } from './fields';

const type = { sections: [{ name: 'main' }], fields: [{ name: 'state' }] } as TypeDesign;

test('a new field is named after its label, and not like another one', () => {
  const field = { ...newField(type), labels: { en: 'State', ru: '' } };
  expect(toSent(field, type, true)).toMatchObject({ name: 'state_2', labels: { en: 'State', ru: 'State' } });
  expect(toSent({ ...field, name: 'state' }, type, false)).not.toHaveProperty('name');
});

test('only what the kind has is sent', () => {
  const field = { ...newField(type), kind: 'choice' as const, unique: true, labels: { en: 'A' } };
  expect(toSent(field, type, true)).toMatchObject({ unique: false, in_search: false, choices: [] });
  expect(toSent(field, type, true)).not.toHaveProperty('target');
});

test('choices get values of their own, and keep those they have', () => {
  const choices = [
    { value: 'new', labels: { en: 'Fresh', ru: 'Свежая' } },
    { value: '', labels: { ru: 'Новая' } },
    { value: '', labels: { en: 'New' } },
    { value: '', labels: { en: '', ru: '' } },
  ];
  expect(named(choices).map(({ value, labels }) => [value, labels.en])).toEqual([
    ['new', 'Fresh'],
    ['novaya', 'Новая'],
    ['new_2', 'New'],
  ]);
});

test('only a stage that closes nothing says how likely it is to come to something, and when it rots', () => {
  const choices = [
    { value: 'new', labels: { en: 'New' }, probability: 10, rots_after: 0 },
    { value: 'won', labels: { en: 'Won' }, outcome: 'won' as const, probability: 90, rots_after: 5 },
  ];
  expect(named(choices).map(({ probability }) => probability)).toEqual([10, null]);
  expect(named(choices).map(({ rots_after }) => rots_after)).toEqual([0, null]);
});
