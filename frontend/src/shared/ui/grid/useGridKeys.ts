import { type KeyboardEvent, useRef, useState } from 'react';
import { keyboard } from '../../keys';

interface GridKeysOptions {
  rows: number;
  columns: number;
  /** Rows that one press of Page Up or Page Down moves by. */
  page: number;
  onMove: (row: number) => void;
  onOpen: (row: number) => void;
  /** Marks rows and unmarks others; without it nothing can be marked. */
  onSelect?: ((on: number[], off: number[]) => void) | undefined;
  isSelected?: ((row: number) => boolean) | undefined;
  /** Begins editing a cell, and says whether it can be. */
  onEdit: (row: number, column: number, typed?: string) => boolean;
  /** Keys the grid itself has no use for. */
  onKey?: ((event: KeyboardEvent<HTMLElement>, row: number) => void) | undefined;
}

/**
 * The cursor of a grid: arrows, Home, End, Page Up, Page Down, with Ctrl to the ends, with Shift to mark; Enter opens,
 * Space and X mark, F2 and what is typed on a cell edit it.
 */
export function useGridKeys(options: GridKeysOptions) {
  const { rows, columns, page } = options;
  const [position, setPosition] = useState({ row: 0, column: 0, focused: false });
  const anchor = useRef<number>(undefined);
  const row = Math.min(position.row, Math.max(0, rows - 1));
  const column = Math.min(position.column, columns - 1);

  const moveTo = (to: Cursor) => {
    setPosition({ ...to, focused: true });
    if (to.row !== row) options.onMove(to.row);
  };

  const handleKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || event.altKey) return;
    const next = step(event.key, event.ctrlKey || event.metaKey, { row, column }, { rows, columns, page });
    if (next) {
      event.preventDefault();
      if (event.shiftKey && next.row !== row) {
        anchor.current ??= row;
        options.onSelect?.(span(anchor.current, next.row), span(anchor.current, row));
      } else if (!event.shiftKey) {
        anchor.current = undefined;
      }
      moveTo(next);
      return;
    }
    if (acted(event, { ...options, row, column })) {
      event.preventDefault();
      // Single letters mean something else to the window around.
      event.stopPropagation();
      return;
    }
    options.onKey?.(event, row);
  };

  return { row, column, focused: position.focused, moveTo, handleKeyDown };
}

type Acting = GridKeysOptions & Cursor;

/** Does what a key says about the row or cell under the cursor, and says whether it did. */
function acted(event: KeyboardEvent, grid: Acting): boolean {
  const { row, column, onSelect } = grid;
  if (grid.rows === 0) return false;
  if (keyboard.means(event, 'select_all')) {
    onSelect?.(span(0, grid.rows - 1), []);
    return onSelect !== undefined;
  }
  if (event.ctrlKey || event.metaKey) return false;
  if (event.key === 'Enter') {
    grid.onOpen(row);
    return true;
  }
  if (keyboard.means(event, 'edit_cell')) return grid.onEdit(row, column);
  if (event.code === 'Space') return marked(grid);
  if (event.key.length === 1 && grid.onEdit(row, column, event.key)) return true;
  return keyboard.means(event, 'select') && marked(grid);
}

function marked({ row, onSelect, isSelected }: Acting): boolean {
  if (!onSelect) return false;
  const selected = isSelected?.(row) === true;
  onSelect(selected ? [] : [row], selected ? [row] : []);
  return true;
}

/** The numbers from one to another, in whichever order the two come. */
export function span(from: number, to: number): number[] {
  const least = Math.min(from, to);
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => least + index);
}

export interface Cursor {
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
