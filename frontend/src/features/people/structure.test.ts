import { describe, expect, it } from 'vitest';
import { isFound, type Structure, unitsOf } from './structure';

const company: Structure = {
  departments: [
    { id: 'sales', name: 'Sales', head_id: 'anna' },
    { id: 'north', name: 'North', parent_id: 'sales' },
    { id: 'lost', name: 'Lost', parent_id: 'gone' },
  ],
  branches: [],
  people: [
    { id: 'anna', name: 'Anna', department_id: 'north' },
    { id: 'boris', name: 'Boris', department_id: 'sales' },
    { id: 'clara', name: 'Clara', department_id: 'north' },
    { id: 'dora', name: 'Dora' },
  ],
  more: false,
};

describe('unitsOf', () => {
  it('puts people under their departments, the head first, and nobody leaves', () => {
    const [sales, lost, none] = unitsOf(company, 'Without a department');
    expect(sales?.head?.name).toBe('Anna');
    expect(sales?.people.map(({ name }) => name)).toEqual(['Boris']);
    expect(sales?.units[0]?.people.map(({ name }) => name)).toEqual(['Anna', 'Clara']);
    expect(lost?.name).toBe('Lost');
    expect(none?.people.map(({ name }) => name)).toEqual(['Dora']);
  });

  it('ends where departments stand below each other in a ring', () => {
    const ring = { ...company, departments: [{ id: 'a', name: 'A', parent_id: 'a' }] };
    expect(unitsOf(ring, 'None').map(({ name, count }) => [name, count])).toEqual([['None', 4]]);
  });
});

describe('isFound', () => {
  const person = { id: '1', name: 'Артёмова Ольга', phone: '+49 30 1234-567', position: 'Buyer' };
  it.each([
    ['артемова', true],
    ['ольга buyer', true],
    ['1234567', true],
    ['(1234)', true],
    ['boris', false],
  ])('%s: %s', (text, found) => expect(isFound(person, text)).toBe(found));
});
