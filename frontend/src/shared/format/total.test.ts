import { describe, expect, test } from 'vitest';
import { worthOf } from './total';

const rates = [
  { currency: 'USD', value: '0.5' },
  { currency: 'RUB', value: '0.01' },
];
const of = (amount: string, currency: string) => ({ amount, currency });

describe('the worth of amounts in several currencies', () => {
  test('is told in the company’s own', () => {
    expect(worthOf([of('10.00', 'EUR'), of('20', 'USD'), of('1000', 'RUB')], 'EUR', rates)).toEqual(
      of('30', 'EUR'),
    );
  });
  test('is told without the own among them', () => {
    expect(worthOf([of('20', 'USD'), of('1000', 'RUB')], 'EUR', rates)).toEqual(of('20', 'EUR'));
  });
  test('is not told where a rate is missing, or an amount is masked', () => {
    expect(worthOf([of('10', 'EUR'), of('5', 'CHF')], 'EUR', rates)).toBeUndefined();
    expect(worthOf([of('10', 'EUR'), of('••••', 'USD')], 'EUR', rates)).toBeUndefined();
  });
  test('is not told of one currency: it is exact as it is', () => {
    expect(worthOf([of('10', 'USD')], 'EUR', rates)).toBeUndefined();
    expect(worthOf([], 'EUR', rates)).toBeUndefined();
  });
});
