import type { GridGroup } from './columns';

/** What stands in one line of the grid. */
export type Entry = { kind: 'row'; row: number } | { kind: 'group'; group: GridGroup };

/** Lines of a grid: heads of groups between the rows they stand before. */
export interface Entries {
  count: number;
  at: (line: number) => Entry;
  lineOf: (row: number) => number;
  /** The last head at or above a line. */
  groupAt: (line: number) => GridGroup | undefined;
}

/** Heads must come in the order of the rows. */
export function entriesOf(rows: number, groups: GridGroup[] | undefined): Entries {
  if (!groups || groups.length === 0) {
    return {
      count: rows,
      at: (line) => ({ kind: 'row', row: line }),
      lineOf: (row) => row,
      groupAt: () => undefined,
    };
  }
  // The head of group i stands in line heads[i]: after the rows before it and the i heads before it.
  const heads = groups.map((group, index) => group.before + index);
  const headsUpTo = (line: number) => countUpTo(heads, line);
  return {
    count: rows + groups.length,
    at: (line) => {
      const above = headsUpTo(line);
      const group = groups[above - 1];
      return group && heads[above - 1] === line
        ? { kind: 'group', group }
        : { kind: 'row', row: line - above };
    },
    lineOf: (row) =>
      row +
      countUpTo(
        groups.map((group) => group.before),
        row,
      ),
    groupAt: (line) => groups[headsUpTo(line) - 1],
  };
}

/** How many of the sorted numbers are at most `limit`. */
function countUpTo(sorted: number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Number.POSITIVE_INFINITY) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
