import { describe, expect, test } from 'vitest';
import type { FieldDefinition } from '@/shared/api';
import { moved, namedColumns, shownColumns } from './columns';

const field = (name: string, kind: FieldDefinition['kind'] = 'text'): FieldDefinition => ({
  name,
  kind,
  labels: { en: name },
  required: false,
  unique: false,
  right: 'edit',
  order: 0,
  sortable: true,
  filterable: true,
  system: false,
});

const fields = [field('name'), field('value', 'money'), field('stage', 'choice')];

describe('the columns of a list', () => {
  test('begin with the title, wherever a view has put it', () => {
    const shown = shownColumns([{ field: 'stage' }, { field: 'name', width: 240 }], fields);
    expect(shown.map(({ field, width }) => [field.name, width])).toEqual([
      ['name', 240],
      ['stage', 170],
    ]);
  });

  test('leave out fields that are hidden from the reader', () => {
    expect(shownColumns([{ field: 'name' }, { field: 'margin' }], fields)).toHaveLength(1);
  });

  test('are named without widths that are usual', () => {
    expect(
      namedColumns(
        shownColumns(
          [
            { field: 'name', width: 300 },
            { field: 'value', width: 99 },
          ],
          fields,
        ),
      ),
    ).toEqual([{ field: 'name' }, { field: 'value', width: 99 }]);
  });

  test.each([
    [0, 2, ['b', 'c', 'a']],
    [2, 0, ['c', 'a', 'b']],
    [1, 1, ['a', 'b', 'c']],
    [7, 0, ['a', 'b', 'c']],
  ])('move from %i to %i', (from, to, want) => {
    expect(moved(['a', 'b', 'c'], from, to)).toEqual(want);
  });
});
