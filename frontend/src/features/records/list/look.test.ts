import { describe, expect, test } from 'vitest';
import type { SavedView } from '@/shared/api';
import {
  changedBy,
  differenceOf,
  isChanged,
  lookOfView,
  PLAIN_LOOK,
  parseColumns,
  toViewLook,
  withoutUnknown,
  writeColumns,
} from './look';

const won = { and: [{ field: 'stage', op: '=' as const, value: 'won' }] };

const view: SavedView = {
  id: 'v1',
  type: 'deal',
  name: 'Won',
  owner: { id: 'e1', name: 'Anna' },
  mine: true,
  with: [],
  can: true,
  version: '7',
  layout: 'table',
  filter: { and: [{ value: 'won', op: '=', field: 'stage' }] },
  sort: ['-value', 'name'],
  columns: [{ field: 'name', width: 300 }, { field: 'value' }],
  pinned: 2,
  group: 'stage',
};

describe('the look of a list', () => {
  test('is the view itself while the address says nothing', () => {
    const base = lookOfView(view);
    expect(changedBy(base, {})).toEqual(base);
    expect(isChanged(base, changedBy(base, {}))).toBe(false);
  });

  test('is not changed by the same filter written in another order', () => {
    expect(isChanged(lookOfView(view), { ...lookOfView(view), filter: won })).toBe(false);
  });

  test('goes to the office and comes back the same', () => {
    expect(lookOfView({ ...view, ...toViewLook(lookOfView(view)) })).toEqual(lookOfView(view));
  });

  test.each([
    ['a filter taken away', { filter: undefined }, { filter: { and: [] } }],
    ['an order taken away', { sort: undefined }, { sort: '-created_at' }],
    ['a grouping taken away', { group: undefined }, { group: '' }],
    ['other columns', { columns: [{ field: 'name' }] }, { columns: 'name' }],
    ['fewer pinned columns', { pinned: 1 }, { pinned: 1 }],
  ])('writes %s into the address, and reads it from there', (_name, change, want) => {
    const base = lookOfView(view);
    const look = { ...base, ...change };
    const search = differenceOf(base, look);
    expect(Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined))).toEqual(
      want,
    );
    expect(isChanged(base, look)).toBe(true);
    expect(isChanged(look, changedBy(base, search))).toBe(false);
  });

  test('says nothing of the usual order', () => {
    expect(differenceOf(PLAIN_LOOK, { ...PLAIN_LOOK, sort: '-created_at' }).sort).toBeUndefined();
  });
});

describe('fields that are not there', () => {
  const field = (name: string, right: 'masked' | 'read' = 'read') => ({
    name,
    right,
    kind: 'text' as const,
    labels: {},
    required: false,
    unique: false,
    order: 0,
    sortable: true,
    filterable: true,
    system: false,
  });
  const fields = [field('name'), field('stage'), field('value', 'masked')];
  const chip = (name: string) => ({ field: name, op: 'empty' as const });

  test.each([
    ['a filter', { filter: { and: [chip('gone'), chip('stage')] } }, { filter: { and: [chip('stage')] } }],
    ['a whole filter', { filter: { and: [chip('gone')] } }, { filter: undefined }],
    [
      'a group of conditions',
      { filter: { and: [{ or: [chip('gone'), chip('gone')] }, chip('name')] } },
      { filter: { and: [chip('name')] } },
    ],
    [
      'one of several conditions',
      { filter: { and: [{ or: [chip('gone'), chip('name')] }] } },
      { filter: { and: [{ or: [chip('name')] }] } },
    ],
    ['an order', { sort: '-gone,name' }, { sort: 'name' }],
    ['the only order', { sort: 'gone' }, { sort: undefined }],
    ['a grouping', { group: 'gone:month' }, { group: undefined }],
    ['lanes', { lanes: 'gone' }, { lanes: undefined }],
  ])('are left out of %s, and named', (_name, part, want) => {
    const { look, unknown } = withoutUnknown({ ...PLAIN_LOOK, ...part }, fields);
    expect(look).toEqual({ ...PLAIN_LOOK, ...want });
    expect(unknown).toEqual(['gone']);
  });

  test('are those, too, of which the reader sees a part only', () => {
    expect(withoutUnknown({ ...PLAIN_LOOK, sort: 'value' }, fields).unknown).toEqual(['value']);
  });

  test('leave the columns without a word', () => {
    const columns = [{ field: 'name' }, { field: 'value' }, { field: 'gone' }];
    const { look, unknown } = withoutUnknown({ ...PLAIN_LOOK, columns }, fields);
    expect(look.columns).toEqual([{ field: 'name' }, { field: 'value' }]);
    expect(unknown).toEqual([]);
  });

  test('change nothing where there are none', () => {
    const look = { ...PLAIN_LOOK, sort: '-created_at,name', columns: [{ field: 'stage' }] };
    expect(withoutUnknown(look, [...fields, field('created_at')]).look).toBe(look);
  });
});

describe('columns in an address', () => {
  test('are read as they are written', () => {
    const columns = [{ field: 'name', width: 240 }, { field: 'stage' }];
    expect(parseColumns(writeColumns(columns))).toEqual(columns);
  });

  test.each([
    ['one named twice', 'name,stage,name', [{ field: 'name' }, { field: 'stage' }]],
    ['a width that is none', 'name~wide', [{ field: 'name' }]],
    ['a width nobody could use', 'name~4', [{ field: 'name', width: 60 }]],
    ['nothing', ',', undefined],
  ])('survive %s', (_name, text, want) => {
    expect(parseColumns(text)).toEqual(want);
  });
});
