import { type KeyboardEvent, useState } from 'react';

interface GridKeysOptions {
  rows: number;
  columns: number;
  /** Rows that one press of Page Up or Page Down moves by. */
  page: number;
  onMove: (row: number) => void;
  onOpen: (row: number) => void;
}

/** The cursor of a grid: arrows, Home, End, Page Up, Page Down, with Ctrl to the ends, Enter to open. */
export function useGridKeys({ rows, columns, page, onMove, onOpen }: GridKeysOptions) {
  const [position, setPosition] = useState({ row: 0, column: 0, focused: false });
  const row = Math.min(position.row, Math.max(0, rows - 1));

  const handleKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || event.altKey || event.metaKey) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      onOpen(row);
      return;
    }
    const next = step(event.key, event.ctrlKey, { row, column: position.column }, { rows, columns, page });
    if (!next) return;
    event.preventDefault();
    setPosition({ ...next, focused: true });
    if (next.row !== row) onMove(next.row);
  };

  return {
    row,
    column: position.column,
    focused: position.focused,
    setRow: (to: number) => setPosition({ ...position, row: to }),
    handleKeyDown,
  };
}

interface Cursor {
  row: number;
  column: number;
}

/** Where a key moves the cursor; undefined for keys that do not move it. */
export function step(
  key: string,
  ctrl: boolean,
  at: Cursor,
  grid: { rows: number; columns: number; page: number },
): Cursor | undefined {
  const within = (row: number, column: number): Cursor => ({
    row: Math.min(Math.max(row, 0), Math.max(grid.rows - 1, 0)),
    column: Math.min(Math.max(column, 0), grid.columns - 1),
  });
  switch (key) {
    case 'ArrowDown':
      return within(at.row + 1, at.column);
    case 'ArrowUp':
      return within(at.row - 1, at.column);
    case 'ArrowRight':
      return within(at.row, at.column + 1);
    case 'ArrowLeft':
      return within(at.row, at.column - 1);
    case 'PageDown':
      return within(at.row + grid.page, at.column);
    case 'PageUp':
      return within(at.row - grid.page, at.column);
    case 'Home':
      return ctrl ? within(0, 0) : within(at.row, 0);
    case 'End':
      return ctrl ? within(grid.rows - 1, grid.columns - 1) : within(at.row, grid.columns - 1);
    default:
      return undefined;
  }
}
