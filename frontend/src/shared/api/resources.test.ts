import { describe, expect, test } from 'vitest';
import { changesOf, inTreeOrder } from './resources';

describe('a tree in reading order', () => {
  test('puts children under their parents, siblings by name', () => {
    const items = [
      { id: '1', name: 'Sales' },
      { id: '2', name: 'Board' },
      { id: '3', name: 'North', parent_id: '1' },
      { id: '4', name: 'East', parent_id: '1' },
    ];
    expect(inTreeOrder(items).map(({ item, depth }) => `${depth} ${item.name}`)).toEqual([
      '0 Board',
      '0 Sales',
      '1 East',
      '1 North',
    ]);
  });

  test('keeps an item whose parent cannot be seen', () => {
    expect(inTreeOrder([{ id: '1', name: 'Lost', parent_id: 'x' }])).toHaveLength(1);
  });
});

describe('the changes of a draft', () => {
  test('are the fields that differ, never id or version', () => {
    const held = { id: '1', version: 3, name: 'Sales', profiles: ['a'] };
    expect(changesOf(held, { ...held, version: 4, profiles: ['a', 'b'] })).toEqual({ profiles: ['a', 'b'] });
  });

  test('of a new item are all its fields', () => {
    expect(changesOf(undefined, { id: '', name: 'Sales' })).toEqual({ name: 'Sales' });
  });
});
