import { expect, test } from 'vitest';
import { placesFor, withBelow } from './tree';

const items = [
  { id: 'team', name: 'Team', parent_id: 'sales' },
  { id: 'sales', name: 'Sales', parent_id: 'all' },
  { id: 'all', name: 'All', parent_id: null },
  { id: 'service', name: 'Service', parent_id: 'all' },
];

test('what is below is found however the items are ordered', () => {
  expect(withBelow(items, 'all')).toEqual(new Set(['all', 'sales', 'team', 'service']));
  expect(withBelow(items, 'service')).toEqual(new Set(['service']));
});

test('an item goes neither below itself nor to where it is', () => {
  const names = (id: string) =>
    placesFor(items, items.find((item) => item.id === id) ?? { id, name: '' }).map(({ name }) => name);
  expect(names('sales')).toEqual(['Service']);
  expect(names('team')).toEqual(['All', 'Service']);
  expect(names('all')).toEqual([]);
});
