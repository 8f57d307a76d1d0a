import { describe, expect, test } from 'vitest';
import { cardSearch, listSearch, signInSearch } from './search';

describe('address of a list', () => {
  test('keeps filter, sort, text and bin', () => {
    const filter = { and: [{ field: 'stage', op: '=', value: 'won' }] };
    expect(listSearch({ filter, sort: '-created_at', q: 'pump', bin: true })).toEqual({
      filter,
      sort: '-created_at',
      q: 'pump',
      bin: true,
    });
  });

  test('takes digits typed into the search as text', () => {
    expect(listSearch({ q: 42 })).toEqual({ q: '42' });
  });

  test.each([
    ['a filter without chips', { filter: { and: [] } }],
    ['an empty sort', { sort: '' }],
    ['a bin that is not true', { bin: 'yes' }],
  ])('drops %s', (_name, raw) => {
    expect(listSearch(raw)).toEqual({});
  });

  test.each([
    ['is no tree', 'stage=won'],
    ['has a chip without an operator', { and: [{ field: 'stage' }] }],
  ])('tells of a filter that %s, until there is one', (_name, filter) => {
    const told = listSearch({ filter, q: 'pump' });
    expect(told).toEqual({ unread: true, q: 'pump' });
    expect(listSearch({ ...told })).toEqual(told);
    const read = { and: [{ field: 'stage', op: '=', value: 'won' }] };
    expect(listSearch({ ...told, filter: read })).toEqual({ filter: read, q: 'pump' });
  });
});

describe('address after sign-in', () => {
  test('goes back to a page of the window', () => {
    expect(signInSearch({ to: '/t/deal?q=pump' })).toEqual({ to: '/t/deal?q=pump' });
  });

  test.each(['https://example.com', '//example.com', '/\\example.com', 'javascript:alert(1)', 7])(
    'never leaves for %s',
    (to) => {
      expect(signInSearch({ to })).toEqual({});
    },
  );
});

test('the address of a card says what of its timeline is shown, and nothing else', () => {
  expect(cardSearch({ kind: 'note', by: 'e1', q: 42, peek: 'r1' })).toEqual({
    kind: 'note',
    by: 'e1',
    q: '42',
  });
  expect(cardSearch({ kind: ['note'], by: '', q: {} })).toEqual({});
});
