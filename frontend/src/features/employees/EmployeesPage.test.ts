import { expect, test } from 'vitest';
import type { Employee } from '@/shared/api';
import { isFound } from './EmployeesPage';

const employee: Employee = {
  id: '1',
  name: 'Королёва Анна',
  last_name: 'Королёва',
  first_name: 'Анна',
  login: 'koroleva',
  status: 'active',
  administrator: false,
};

test.each([
  ['', true],
  ['королева', true],
  ['АННА КОРОЛ', true],
  ['korol', true],
  ['пётр', false],
])('typing %j finds Королёва Анна: %s', (text, want) => {
  expect(isFound(employee, text)).toBe(want);
});
