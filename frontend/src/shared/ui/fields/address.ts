import type { Address } from '../../api';

/** The parts in the order in which they are typed. */
export const ADDRESS_PARTS = [
  'street',
  'postcode',
  'city',
  'region',
  'country',
] as const satisfies (keyof Address)[];

export function isAddress(value: unknown): value is Address {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).every((key) => (ADDRESS_PARTS as readonly string[]).includes(key))
  );
}

/** An address in one line: Kaistraße 12, 20457 Hamburg, Germany. */
export function addressLine({ street, postcode, city, region, country }: Address): string {
  const town = [postcode, city].filter(Boolean).join(' ');
  return [street, town, region, country].filter(Boolean).join(', ');
}
