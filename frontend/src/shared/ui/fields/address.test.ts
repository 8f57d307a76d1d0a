import { expect, test } from 'vitest';
import { addressLine, isAddress } from './address';

test.each([
  [
    { street: 'Kaistraße 12', postcode: '20457', city: 'Hamburg', country: 'Germany' },
    'Kaistraße 12, 20457 Hamburg, Germany',
  ],
  [{ city: 'Казань', region: 'Татарстан' }, 'Казань, Татарстан'],
  [{}, ''],
])('%j in one line', (address, line) => {
  expect(addressLine(address)).toBe(line);
});

test('money and links are no addresses', () => {
  expect(isAddress({ city: 'Riga' })).toBe(true);
  expect(isAddress({ amount: '5', currency: 'EUR' })).toBe(false);
  expect(isAddress(['a'])).toBe(false);
  expect(isAddress(null)).toBe(false);
});
