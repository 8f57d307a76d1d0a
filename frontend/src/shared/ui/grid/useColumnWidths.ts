import { columnResizingFeature, columnSizingFeature, tableFeatures, useTable } from '@tanstack/react-table';
import { useEffect, useMemo, useRef } from 'react';
import type { GridColumn } from './columns';

const NO_DATA: object[] = [];
const LEAST = 60;

const features = tableFeatures({ columnSizingFeature, columnResizingFeature });

/**
 * Widths of the columns and their handles; the same array as long as no width changes. A width that was dragged is
 * told once, when it is let go of.
 */
export function useColumnWidths<Row>(
  columns: GridColumn<Row>[],
  onResize: ((column: string, width: number) => void) | undefined,
) {
  const definitions = useMemo(
    () =>
      columns.map((column) => ({ id: column.id, header: column.header, size: column.width, minSize: LEAST })),
    [columns],
  );
  const table = useTable({ features, columns: definitions, data: NO_DATA, columnResizeMode: 'onChange' });
  const headers = table.getFlatHeaders().map((header) => ({
    id: header.column.id,
    width: header.getSize(),
    resize: header.getResizeHandler(),
    resizing: header.column.getIsResizing(),
  }));
  const resizing = headers.find((header) => header.resizing);
  const dragged = useRef<{ id: string; width: number }>(undefined);
  if (resizing) dragged.current = { id: resizing.id, width: resizing.width };
  const idle = resizing === undefined;
  useEffect(() => {
    const done = dragged.current;
    if (!idle || !done || !onResize) return;
    dragged.current = undefined;
    onResize(done.id, done.width);
    // From here on the width comes with the columns.
    table.resetColumnSizing(true);
  }, [idle, onResize, table]);
  const list = headers.map((header) => header.width).join();
  const widths = useMemo(() => list.split(',').map(Number), [list]);
  return { headers, widths, width: table.getTotalSize() };
}

/** Distance of each pinned column from the left edge. */
export function pinnedAt(widths: number[], pinned: number, first: number): number[] {
  const left: number[] = [];
  let at = first;
  for (const width of widths.slice(0, pinned)) {
    left.push(at);
    at += width;
  }
  return left;
}
