import { describe, expect, test } from 'vitest';
import { step } from './useGridKeys';

const grid = { rows: 100, columns: 5, page: 20 };

describe('the cursor of a grid', () => {
  test.each([
    ['ArrowDown', false, { row: 6, column: 2 }],
    ['ArrowUp', false, { row: 4, column: 2 }],
    ['ArrowRight', false, { row: 5, column: 3 }],
    ['ArrowLeft', false, { row: 5, column: 1 }],
    ['PageDown', false, { row: 25, column: 2 }],
    ['PageUp', false, { row: 0, column: 2 }],
    ['Home', false, { row: 5, column: 0 }],
    ['End', false, { row: 5, column: 4 }],
    ['Home', true, { row: 0, column: 0 }],
    ['End', true, { row: 99, column: 4 }],
  ])('%s (ctrl %s) moves from the sixth row', (key, ctrl, want) => {
    expect(step(key, ctrl, { row: 5, column: 2 }, grid)).toEqual(want);
  });

  test('stays inside an empty grid', () => {
    expect(step('ArrowDown', false, { row: 0, column: 0 }, { rows: 0, columns: 5, page: 20 })).toEqual({
      row: 0,
      column: 0,
    });
  });

  test('leaves other keys alone', () => {
    expect(step('a', false, { row: 0, column: 0 }, grid)).toBeUndefined();
  });
});
