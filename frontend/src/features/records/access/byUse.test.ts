import { expect, test } from 'vitest';
import type { ElementType } from '@/shared/api';
import { byUse } from './byUse';

const types = ['employee', 'contact', 'company', 'product', 'deal', 'task', 'note', 'message'].map(
  (name) => ({ name }) as ElementType,
);

test.each([
  ['deal', ['contact', 'company', 'deal', 'task', 'product', 'employee']],
  ['contact', ['company', 'deal', 'contact', 'product', 'task', 'employee']],
  ['company', ['contact', 'deal', 'company', 'product', 'task', 'employee']],
  ['a type of the company itself', ['contact', 'company', 'deal', 'task', 'product', 'employee']],
])('from %s', (from, want) => {
  expect(byUse(types, from).map(({ name }) => name)).toEqual(want);
});
