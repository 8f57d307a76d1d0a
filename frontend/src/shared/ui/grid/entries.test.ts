import { describe, expect, test } from 'vitest';
import type { GridGroup } from './columns';
import { entriesOf } from './entries';

const group = (key: string, before: number): GridGroup => ({
  key,
  before,
  open: true,
  title: key,
  onToggle: () => {},
});

describe('lines of a grid', () => {
  test('are its rows while nothing is grouped', () => {
    const entries = entriesOf(3, undefined);
    expect(entries.count).toBe(3);
    expect(entries.at(2)).toEqual({ kind: 'row', row: 2 });
    expect(entries.lineOf(2)).toBe(2);
    expect(entries.groupAt(2)).toBeUndefined();
  });

  // new: 2 rows, talks: closed, won: 1 row
  const grouped = entriesOf(3, [group('new', 0), group('talks', 2), group('won', 2)]);
  const drawn = () =>
    Array.from({ length: grouped.count }, (_, line) => {
      const entry = grouped.at(line);
      return entry.kind === 'row' ? entry.row : entry.group.key;
    });

  test('hold the head of a group before its rows, and of a closed one alone', () => {
    expect(drawn()).toEqual(['new', 0, 1, 'talks', 'won', 2]);
  });

  test('hold under a group what leads to more of it', () => {
    const more = { text: 'more', run: () => {} };
    const entries = entriesOf(3, [
      { ...group('new', 0), more },
      { ...group('won', 2), more },
    ]);
    const lines = Array.from({ length: entries.count }, (_, line) => {
      const entry = entries.at(line);
      return entry.kind === 'row' ? entry.row : `${entry.kind} ${entry.group.key}`;
    });
    expect(lines).toEqual(['group new', 0, 1, 'more new', 'group won', 2, 'more won']);
    expect([0, 1, 2].map(entries.lineOf)).toEqual([1, 2, 5]);
    expect(entries.groupAt(3)?.key).toBe('new');
  });

  test('are found by their row', () => {
    expect([0, 1, 2].map(grouped.lineOf)).toEqual([1, 2, 5]);
  });

  test('know the group they are in', () => {
    expect([0, 2, 3, 4, 5].map((line) => grouped.groupAt(line)?.key)).toEqual([
      'new',
      'new',
      'talks',
      'won',
      'won',
    ]);
  });
});
