import type { GridGroup } from './columns';

/** What stands in one line of the grid. */
export type Entry =
  | { kind: 'row'; row: number }
  | { kind: 'group'; group: GridGroup }
  | { kind: 'more'; group: GridGroup };

/** Lines of a grid: heads of groups between the rows they stand before, and under a group what leads to more of it. */
export interface Entries {
  count: number;
  at: (line: number) => Entry;
  lineOf: (row: number) => number;
  /** The last head at or above a line. */
  groupAt: (line: number) => GridGroup | undefined;
}

/** A line that is no row. */
interface Special {
  kind: 'group' | 'more';
  group: GridGroup;
  /** How many rows stand above it. */
  above: number;
}

/** Heads must come in the order of the rows. */
export function entriesOf(rows: number, groups: GridGroup[] | undefined): Entries {
  const specials = (groups ?? []).flatMap((group, at): Special[] => [
    { kind: 'group', group, above: group.before },
    ...(group.more ? [{ kind: 'more' as const, group, above: groups?.[at + 1]?.before ?? rows }] : []),
  ]);
  // Special i stands in line lines[i]: after the rows above it and the i specials above it.
  const lines = specials.map(({ above }, index) => above + index);
  const aboves = specials.map(({ above }) => above);
  const upTo = (line: number) => countUpTo(lines, line);
  // A line under a group comes after its last row, a head before its first.
  const headsAbove = (row: number) => countUpTo(aboves, row);
  return {
    count: rows + specials.length,
    at: (line) => {
      const above = upTo(line);
      const special = specials[above - 1];
      return special && lines[above - 1] === line
        ? { kind: special.kind, group: special.group }
        : { kind: 'row', row: line - above };
    },
    lineOf: (row) => row + headsAbove(row),
    groupAt: (line) => specials[upTo(line) - 1]?.group,
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
