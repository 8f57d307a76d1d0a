import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError, type FieldDefinition, type OutboxItem } from '@/shared/api';
import { type Action, actionsOf, isAsked, isLost, type SentAction, send } from './actions';
import { copied, typedFields } from './typed';

const change: OutboxItem = {
  id: 'o/1',
  at: '2026-11-16T12:41:00Z',
  state: 'waiting',
  kind: 'change',
  type: 'deal',
  record: 'd1',
  title: 'Pumps',
  fields: { phone: '123', name: 'Pumps' },
  text: '',
  to: null,
  clashes: null,
  problem: null,
};

describe('what one can do', () => {
  test.each<[string, Partial<OutboxItem>, Action[]]>([
    ['what waits', {}, ['take_back']],
    ['a clash', { state: 'conflict' }, ['keep', 'take', 'edit']],
    ['a clash on a record he sees no longer', { state: 'conflict', title: '' }, ['copy', 'dismiss']],
    ['a refusal', { state: 'refused' }, ['retry', 'copy', 'open', 'dismiss']],
    [
      'a refusal of a record he sees no longer',
      { state: 'refused', title: '' },
      ['retry', 'copy', 'dismiss'],
    ],
    [
      'a refusal without a word in it',
      { state: 'refused', kind: 'delete', fields: {} },
      ['retry', 'open', 'dismiss'],
    ],
    [
      'a refusal of a new record',
      { state: 'refused', kind: 'create', record: null },
      ['retry', 'copy', 'dismiss'],
    ],
  ])('with %s', (_, item, want) => {
    expect(actionsOf({ ...change, ...item })).toEqual(want);
  });

  test('asks first where what was typed is gone then', () => {
    const all: Action[] = ['keep', 'take', 'edit', 'retry', 'copy', 'open', 'dismiss', 'take_back'];
    expect(all.filter(isAsked)).toEqual(['dismiss', 'take_back']);
  });

  test('a record that is still to be made is not one he sees no longer', () => {
    expect(isLost({ ...change, title: '' })).toBe(true);
    expect(isLost({ ...change, kind: 'create', record: null, title: '' })).toBe(false);
  });
});

describe('what is sent', () => {
  const fetched = vi.fn<typeof fetch>();
  const queries = new QueryClient();
  const reads = vi.spyOn(queries, 'invalidateQueries');
  beforeEach(() => {
    fetched.mockReset();
    reads.mockClear();
    vi.stubGlobal('fetch', fetched);
  });
  afterEach(() => vi.unstubAllGlobals());

  test.each<[SentAction, string, string]>([
    ['keep', 'POST', '/api/outbox/o%2F1/retry'],
    ['retry', 'POST', '/api/outbox/o%2F1/retry'],
    ['take', 'DELETE', '/api/outbox/o%2F1'],
    ['dismiss', 'DELETE', '/api/outbox/o%2F1'],
    ['take_back', 'DELETE', '/api/outbox/o%2F1'],
  ])('%s: %s %s, and everything is read anew', async (action, method, path) => {
    fetched.mockResolvedValue(new Response(null, { status: 204 }));
    await send(queries, action, change.id);
    expect(fetched.mock.calls.map(([to, options]) => [options?.method, to])).toEqual([[method, path]]);
    expect(reads.mock.calls.map(([filter]) => filter?.queryKey)).toEqual([['sync'], ['outbox']]);
  });

  test('what was refused again is told, and read anew all the same', async () => {
    const body = JSON.stringify({ kind: 'unavailable', key: 'http.office_away', detail: 'away' });
    fetched.mockResolvedValue(new Response(body, { status: 503 }));
    await expect(send(queries, 'retry', change.id)).rejects.toBeInstanceOf(ApiError);
    expect(reads).toHaveBeenCalledTimes(2);
  });
});

describe('what was typed', () => {
  const field = (name: string, en: string) => ({ name, kind: 'text', labels: { en } }) as FieldDefinition;
  const known = [field('name', 'Name'), field('city', 'City'), field('phone', 'Phone')];
  const refused: OutboxItem = {
    ...change,
    fields: { phone: '123', gone: { amount: '5', currency: 'EUR' } },
    problem: { key: 'error.invalid', detail: 'No.', fields: { phone: 'Too short.', name: 'Fill it in.' } },
  };

  test('stands in the order of the card, with the reasons, and what he sees no longer comes last', () => {
    expect(
      typedFields(refused, known).map(({ field: { name }, value, reason, seen }) => [
        name,
        value,
        reason,
        seen,
      ]),
    ).toEqual([
      ['name', undefined, 'Fill it in.', true],
      ['phone', '123', 'Too short.', true],
      ['gone', '5 EUR', '', false],
    ]);
  });

  test('is copied as plain text', () => {
    const text = copied({ ...refused, text: 'Call back' }, typedFields(refused, known), 'en', ({ value }) =>
      String(value),
    );
    expect(text).toBe('Call back\nPhone: 123\ngone: 5 EUR');
  });
});
