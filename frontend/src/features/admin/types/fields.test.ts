import { expect, test } from 'vitest';
import type { FieldDesign, TypeDesign } from '@/shared/api';
import { named, newField, takenLabel, toSent } from './fields';

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

test.each([
  ['alike', { en: 'Budget', ru: 'Бюджет' }, 'Budget'],
  ['alike but for capitals and spaces', { en: ' budget ', ru: 'Смета' }, 'budget'],
  ['alike in Russian alone', { en: 'Estimate', ru: 'бюджет' }, 'бюджет'],
  ['named in one language, as another in both', { ru: 'Бюджет' }, 'Бюджет'],
  ['called as one that is archived', { en: 'Old', ru: 'Старое' }, undefined],
  ['not called anything yet', { en: '', ru: '' }, undefined],
  ['called otherwise', { en: 'Estimate', ru: 'Смета' }, undefined],
])('of a field that is %s', (_about, labels, want) => {
  const others = [
    { name: 'budget', labels: { en: 'Budget', ru: 'Бюджет' }, archived: false },
    { name: 'old', labels: { en: 'Old', ru: 'Старое' }, archived: true },
  ] as FieldDesign[];
  const of = { ...type, fields: others } as TypeDesign;
  expect(takenLabel({ ...newField(of), labels }, of)).toBe(want);
});

test('a field is not like itself', () => {
  const budget = { ...newField(type), name: 'budget', labels: { en: 'Budget', ru: 'Бюджет' } };
  expect(takenLabel(budget, { ...type, fields: [budget] })).toBeUndefined();
});
