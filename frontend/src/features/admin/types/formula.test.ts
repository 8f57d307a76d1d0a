import { expect, test } from 'vitest';
import type { FieldDesign, TypeDesign } from '@/shared/api';
import { newField } from './fields';
import { calculable, inWords, withField } from './formula';

const field = (name: string, kind: FieldDesign['kind'], en: string): FieldDesign => ({
  ...newField({ sections: [], fields: [] } as unknown as TypeDesign),
  name,
  kind,
  labels: { en, ru: en },
});
const fields = [
  field('price', 'money', 'Price'),
  field('off', 'percent', 'Discount'),
  field('name', 'text', 'Name'),
  { ...field('old', 'number', 'Old'), archived: true },
  field('net', 'calculated', 'Net'),
];
const type = { sections: [], fields } as unknown as TypeDesign;

test('a formula is made of other fields that can be calculated with', () => {
  expect(calculable(type, field('net', 'calculated', 'Net')).map(({ name }) => name)).toEqual([
    'price',
    'off',
  ]);
});

test('it is read back with what its fields are called', () => {
  expect(inWords('price * (1 - off)', fields, 'en')).toBe('Price × (1 − Discount)');
  expect(inWords('2 * 3', fields, 'en')).toBe('');
});

test('a field goes in where the caret stands', () => {
  expect(withField('', 'price')).toEqual({ formula: 'price', caret: 5 });
  expect(withField('price *', 'off')).toEqual({ formula: 'price * off', caret: 11 });
  expect(withField('(price) * 2', 'off', 1)).toEqual({ formula: '(off price) * 2', caret: 4 });
});
