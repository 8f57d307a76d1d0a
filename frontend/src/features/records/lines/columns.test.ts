import { expect, test } from 'vitest';
import type { FieldDefinition } from '@/shared/api';
import { asSent, asTyped, sameMoney } from './columns';

const field = (kind: FieldDefinition['kind']) => ({ kind }) as FieldDefinition;
const euros = { amount: '1200.00', currency: 'EUR' };

test('what is typed becomes a value of its kind', () => {
  expect(asSent(field('number'), ' 2,5 ', '1')).toBe('2.5');
  expect(asSent(field('percent'), '10 %', null)).toBe('10');
  expect(asSent(field('money'), '1 300', euros)).toEqual({ amount: '1300', currency: 'EUR' });
  expect(asSent(field('money'), '5', null)).toBe('5');
  expect(asSent(field('text'), ' pcs ', null)).toBe('pcs');
  expect(asSent(field('number'), '  ', '1')).toBeNull();
});

test('a value is typed without its currency', () => {
  expect([asTyped(euros), asTyped(3), asTyped(null)]).toEqual(['1200.00', '3', '']);
});

test('amounts are the same however many decimals they are written with', () => {
  expect(sameMoney({ amount: '1200', currency: 'EUR' }, euros)).toBe(true);
  expect(sameMoney({ amount: '1200', currency: 'USD' }, euros)).toBe(false);
  expect(sameMoney(null, euros)).toBe(false);
});
