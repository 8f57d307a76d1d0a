import { describe, expect, test } from 'vitest';
import type { Share } from '@/shared/api';
import { addsSomebody, countChanges, mayChange, merged, put, remove, toBody, withTypes } from './draft';

const ann: Share = { principal: { kind: 'employee', id: 'ann', name: 'Ann' }, level: 'view' };
const sales: Share = { principal: { kind: 'group', id: 'sales', name: 'Sales' }, level: 'edit' };
const held = [ann, sales];

describe('a draft of permissions', () => {
  test('lies over what the office holds', () => {
    const draft = put(held, remove(held, {}, sales), { ...ann, level: 'delete' });
    expect(merged(held, draft)).toEqual([{ ...ann, level: 'delete' }]);
    expect(countChanges(draft)).toBe(2);
  });

  test('a change back to what is held is no change', () => {
    const draft = put(held, put(held, {}, { ...ann, level: 'edit' }), ann);
    expect(countChanges(draft)).toBe(0);
  });

  test('somebody added and taken away again leaves nothing', () => {
    const bob: Share = { principal: { kind: 'employee', id: 'bob' }, level: 'view' };
    expect(remove(held, put(held, {}, bob), bob)).toEqual({});
  });

  test('tells whether somebody is added', () => {
    const bob: Share = { principal: { kind: 'employee', id: 'bob' }, level: 'view' };
    expect(addsSomebody(held, put(held, {}, { ...ann, level: 'edit' }))).toBe(false);
    expect(addsSomebody(held, remove(held, {}, ann))).toBe(false);
    expect(addsSomebody(held, put(held, {}, bob))).toBe(true);
  });

  test('takes along what was chosen and can be shared', () => {
    const related = [
      { type: 'company', id: 'c', name: 'Harbour', can: true },
      { type: 'contact', id: 'p', name: '', can: false },
    ];
    expect(withTypes(related, [])).toEqual([]);
    expect(withTypes(related, ['company', 'contact', 'product'])).toEqual(['company']);
  });

  test('keeps what one typed when the office changes another entry meanwhile', () => {
    const draft = put(held, {}, { ...ann, level: 'edit' });
    const changed = [ann, { ...sales, level: 'view' as const }];
    expect(merged(changed, draft)).toEqual([{ ...ann, level: 'edit' }, changed[1]]);
  });

  test('leaves shares above one’s own level alone', () => {
    expect(mayChange(sales, { can: true, levels: ['view'] })).toBe(false);
    expect(mayChange(ann, { can: true, levels: ['view'] })).toBe(true);
    expect(mayChange(ann, { can: false, levels: ['view'] })).toBe(false);
  });

  test('goes to the office without names', () => {
    expect(toBody([{ ...ann, expires: '2026-12-01T00:00:00Z' }])).toEqual([
      { principal: { kind: 'employee', id: 'ann' }, level: 'view', expires: '2026-12-01T00:00:00Z' },
    ]);
  });
});
