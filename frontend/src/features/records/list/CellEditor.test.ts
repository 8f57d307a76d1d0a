import { describe, expect, test } from 'vitest';
import type { FieldDefinition, FieldKind } from '@/shared/api';
import { begun, takes } from './CellEditor';

const field = (kind: FieldKind, name = 'any'): FieldDefinition => ({
  name,
  kind,
  labels: {},
  required: false,
  unique: false,
  right: 'edit',
  order: 0,
  sortable: true,
  filterable: true,
  system: false,
});

describe('what is typed on a cell', () => {
  test.each<[FieldKind, string, string, boolean]>([
    ['money', 'any', '7', true],
    ['money', 'any', 'x', false],
    ['text', 'any', 'x', true],
    ['text', 'name', 'x', false],
    ['choice', 'any', 'x', false],
    ['phone', 'any', '+', true],
  ])('%s %s: %s begins a value: %s', (kind, name, character, want) => {
    expect(takes(field(kind, name), character)).toBe(want);
  });

  test('takes the place of an amount, in its currency', () => {
    expect(begun(field('money'), { amount: '10', currency: 'RUB' }, '7')).toEqual({
      amount: '7',
      currency: 'RUB',
    });
  });

  test('is the value itself when nothing was typed', () => {
    expect(begun(field('text'), 'pump', undefined)).toBe('pump');
  });
});
