import { describe, expect, test } from 'vitest';
import type { FieldValue, RecordItem } from '@/shared/api';
import { totalsOf } from './sums';

const worth = (value: FieldValue): RecordItem => ({
  id: '',
  type: 'deal',
  responsible: null,
  created_by: null,
  created_at: '',
  updated_at: '',
  fields: { value },
  version: '1',
  can: {},
});

describe('totals of marked records', () => {
  test('never add different currencies', () => {
    const records = [
      worth({ amount: '10.50', currency: 'RUB' }),
      worth({ amount: '1', currency: 'EUR' }),
      worth({ amount: '0.75', currency: 'RUB' }),
    ];
    expect(totalsOf(records, 'value')).toEqual([
      { amount: '1', currency: 'EUR' },
      { amount: '11.25', currency: 'RUB' },
    ]);
  });

  test('keep the cents of amounts no binary fraction holds', () => {
    const tenth = worth({ amount: '0.10', currency: 'EUR' });
    expect(totalsOf([tenth, tenth, tenth], 'value')).toEqual([{ amount: '0.30', currency: 'EUR' }]);
  });

  test('count what is owed against what is due', () => {
    const records = [worth({ amount: '-5', currency: 'EUR' }), worth({ amount: '2.5', currency: 'EUR' })];
    expect(totalsOf(records, 'value')).toEqual([{ amount: '-2.50', currency: 'EUR' }]);
  });

  test.each<FieldValue>([null, '•••', { amount: '•••', currency: 'EUR' }])('leave out %o', (value) => {
    expect(totalsOf([worth(value)], 'value')).toEqual([]);
  });
});
