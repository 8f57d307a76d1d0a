import { expect, test } from 'vitest';
import type { FieldDefinition, RecordItem } from '@/shared/api';
import { laidOver } from './useCellSave';

const stage = { name: 'stage', kind: 'choice' } as FieldDefinition;
const row = (version: string, value: string) =>
  ({ id: 'one', version, fields: { stage: value } }) as unknown as RecordItem;
const stages = (rows: readonly (RecordItem | undefined)[]) => rows.map((each) => each?.fields.stage);

const before = row('1', 'new');
const change = { record: before, field: stage, value: 'talk', names: {} };

test('what is on its way lies over the rows that are held', () => {
  expect(stages(laidOver([undefined, before], [change]))).toEqual([undefined, 'talk']);
});

test('what has arrived stays on screen until the rows hold something newer', () => {
  const arrived = { ...change, saved: row('2', 'talk'), over: before.version };
  expect(laidOver([before], [arrived])).toEqual([row('2', 'talk')]);
  expect(stages(laidOver([row('2', 'talk')], [arrived]))).toEqual(['talk']);
  expect(stages(laidOver([row('3', 'won')], [arrived]))).toEqual(['won']);
});

test('the second of two changes of a cell lies over the first', () => {
  const arrived = { ...change, saved: row('2', 'talk'), over: before.version };
  const back = { ...change, record: row('2', 'talk'), value: 'new' };
  expect(stages(laidOver([before], [arrived, back]))).toEqual(['new']);
});
