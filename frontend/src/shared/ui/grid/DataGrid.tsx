import { columnResizingFeature, columnSizingFeature, tableFeatures, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useId, useMemo, useRef } from 'react';
import type { GridColumn, GridSort } from './columns';
import classes from './DataGrid.module.css';
import { GridHeader } from './GridHeader';
import { GridRow } from './GridRow';
import { useGridKeys } from './useGridKeys';

interface DataGridProps<Row> {
  /** Accessible name of the grid. */
  label: string;
  /** Stable between renders: a new array draws every row anew. */
  columns: GridColumn<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** All rows there are, for assistive technology; rows not yet read are grey bars. */
  total?: number | undefined;
  hasMore?: boolean;
  onMore?: () => void;
  sort?: GridSort | undefined;
  onSort?: (column: string) => void;
  onOpen: (row: Row) => void;
  /** Takes the keyboard when it appears, unless somebody is typing. */
  autoFocus?: boolean;
  testId?: string;
}

const ROW_HEIGHT = 32;
const OVERSCAN = 12;
const MORE_BEFORE_END = 40;
const GREY_ROWS = 20;
const NO_DATA: object[] = [];

const features = tableFeatures({ columnSizingFeature, columnResizingFeature });

/** The one table of records: virtual rows, a pinned first column, sorting, and a cursor moved by arrows. */
export function DataGrid<Row extends object>(props: DataGridProps<Row>) {
  const { columns, rows, hasMore = false, onMore, rowKey } = props;
  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { headers, widths, width } = useColumnWidths(columns);
  const virtualizer = useVirtualizer({
    count: rows.length + (hasMore ? GREY_ROWS : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    scrollPaddingStart: ROW_HEIGHT,
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (hasMore && last >= rows.length - MORE_BEFORE_END) onMore?.();
  }, [hasMore, last, rows.length, onMore]);

  const open = (index: number) => {
    const row = rows[index];
    if (row) props.onOpen(row);
  };
  const keys = useGridKeys({
    rows: rows.length,
    columns: columns.length,
    page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 600) / ROW_HEIGHT) - 2),
    onMove: (row) => virtualizer.scrollToIndex(row),
    onOpen: open,
  });
  const handleOpen = useStable((index: number) => {
    keys.setRow(index);
    open(index);
  });

  const autoFocus = props.autoFocus === true;
  useEffect(() => {
    if (autoFocus && nobodyTypes()) scroller.current?.focus({ preventScroll: true });
  }, [autoFocus]);

  const mounted = items.some((item) => item.index === keys.row) && keys.row < rows.length;
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={props.total === undefined ? -1 : props.total + 1}
      aria-colcount={columns.length}
      aria-activedescendant={mounted ? `${gridId}-${keys.row}-${keys.column}` : undefined}
      tabIndex={0}
      className={classes.scroller}
      onKeyDown={keys.handleKeyDown}
      data-testid={props.testId}
    >
      <GridHeader headers={headers} columns={columns} width={width} sort={props.sort} onSort={props.onSort} />
      <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize(), width }}>
        {items.map(({ index, start }) => {
          const row = rows[index];
          return (
            <GridRow
              key={row ? rowKey(row) : `grey-${index}`}
              row={row}
              columns={columns}
              widths={widths}
              gridId={gridId}
              index={index}
              start={start}
              width={width}
              active={index === keys.row}
              activeColumn={keys.focused && index === keys.row ? keys.column : undefined}
              onOpen={handleOpen}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Rows also appear while somebody types in a search or a dialog: what he types into keeps the focus. */
function nobodyTypes(): boolean {
  const { activeElement } = document;
  return (
    activeElement === null || !activeElement.matches('input, textarea, [contenteditable], [role="dialog"] *')
  );
}

/** Widths of the columns and their handles; the same array as long as no width changes. */
function useColumnWidths<Row>(columns: GridColumn<Row>[]) {
  const definitions = useMemo(
    () =>
      columns.map((column) => ({ id: column.id, header: column.header, size: column.width, minSize: 60 })),
    [columns],
  );
  const table = useTable({ features, columns: definitions, data: NO_DATA, columnResizeMode: 'onChange' });
  const headers = table.getFlatHeaders().map((header) => ({
    id: header.column.id,
    width: header.getSize(),
    resize: header.getResizeHandler(),
    resizing: header.column.getIsResizing(),
  }));
  const list = headers.map((header) => header.width).join();
  const widths = useMemo(() => list.split(',').map(Number), [list]);
  return { headers, widths, width: table.getTotalSize() };
}

/** A function that stays the same while what it does follows the latest render. */
function useStable<Argument>(run: (argument: Argument) => void): (argument: Argument) => void {
  const latest = useRef(run);
  latest.current = run;
  return useCallback((argument) => latest.current(argument), []);
}
