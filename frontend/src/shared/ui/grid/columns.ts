import type { ReactNode } from 'react';

/** Where the cursor goes once a cell is edited; undefined leaves it where it is. */
export type AfterEdit = 'down' | 'right' | 'left' | undefined;

export interface CellEditing {
  /** The character that began the editing, when one did. */
  typed: string | undefined;
  onDone: (after?: AfterEdit) => void;
}

export interface GridColumn<Row> {
  id: string;
  header: string;
  width: number;
  align?: 'right';
  sortable?: boolean;
  render: (row: Row) => ReactNode;
  /** Why a cell may not be edited, in words; undefined when it may. */
  locked?: (row: Row) => string | undefined;
  /** The editor of a cell. Columns without one are only read. */
  edit?: (row: Row, editing: CellEditing) => ReactNode;
  /** Says whether a character typed on a cell begins its editing. */
  takes?: (character: string) => boolean;
}

export interface GridSort {
  column: string;
  descending: boolean;
}

/** Rows that are marked to be worked on together; `key` is that of `rowKey`. */
export interface GridSelection {
  has: (key: string) => boolean;
  count: number;
  /** Marks and unmarks rows by their index. */
  change: (on: number[], off: number[]) => void;
  clear: () => void;
  /** Name of the box of a row. */
  label: (index: number) => string;
}

/** What those around a grid may ask of it. */
export interface GridControl<Row> {
  /** The row under the cursor. */
  row: () => Row | undefined;
  /** Marks the row under the cursor, unless it is marked. */
  mark: () => void;
  /** Begins editing the cell under the cursor, if it can be edited. */
  edit: () => void;
}

/** A head over rows that have a value in common; rows of a closed group are not among the rows. */
export interface GridGroup {
  key: string;
  /** Index of the first row under it. */
  before: number;
  open: boolean;
  title: ReactNode;
  onToggle: () => void;
  /** Offered under its rows where there are more of them. */
  more?: { text: string; run: () => void } | undefined;
}
