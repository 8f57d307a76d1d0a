import { columnResizingFeature, columnSizingFeature, tableFeatures, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useMemo, useRef } from 'react';
import type { GridColumn, GridSort } from './columns';
import classes from './DataGrid.module.css';
import { GridHeader } from './GridHeader';
import { useGridKeys } from './useGridKeys';

interface DataGridProps<Row> {
  /** Accessible name of the grid. */
  label: string;
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
  /** Row to stand on when the grid opens, for the way back from a card. */
  initialKey?: string | undefined;
  autoFocus?: boolean;
  testId?: string;
}

const ROW_HEIGHT = 32;
const OVERSCAN = 12;
const MORE_BEFORE_END = 40;
const GREY_ROWS = 20;

const features = tableFeatures({ columnSizingFeature, columnResizingFeature });

/** The one table of records: virtual rows, a pinned first column, sorting, and a cursor moved by arrows. */
export function DataGrid<Row extends object>(props: DataGridProps<Row>) {
  const { columns, rows, hasMore = false, onMore, onOpen, rowKey } = props;
  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const definitions = useMemo(
    () =>
      columns.map((column) => ({ id: column.id, header: column.header, size: column.width, minSize: 60 })),
    [columns],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: rows as object[],
    columnResizeMode: 'onChange',
  });
  const headers = table.getFlatHeaders();
  const width = table.getTotalSize();
  const count = rows.length + (hasMore ? GREY_ROWS : 0);
  const virtualizer = useVirtualizer({
    count,
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

  const initialRow =
    props.initialKey === undefined ? -1 : rows.findIndex((row) => rowKey(row) === props.initialKey);
  const keys = useGridKeys({
    rows: rows.length,
    columns: columns.length,
    initialRow: Math.max(initialRow, 0),
    page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 600) / ROW_HEIGHT) - 2),
    onMove: (row) => virtualizer.scrollToIndex(row),
    onOpen: (row) => {
      const chosen = rows[row];
      if (chosen) onOpen(chosen);
    },
  });

  const autoFocus = props.autoFocus === true;
  useEffect(() => {
    if (autoFocus) scroller.current?.focus({ preventScroll: true });
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
      <GridHeader
        headers={headers.map((header) => ({
          id: header.column.id,
          width: header.getSize(),
          resize: header.getResizeHandler(),
          resizing: header.column.getIsResizing(),
        }))}
        columns={columns}
        width={width}
        sort={props.sort}
        onSort={props.onSort}
      />
      <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize(), width }}>
        {items.map((item) => {
          const row = rows[item.index];
          return (
            <div
              key={row ? rowKey(row) : `grey-${item.index}`}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={row ? item.index === keys.row : undefined}
              className={classes.row}
              data-active={item.index === keys.row}
              style={{ transform: `translateY(${item.start}px)`, width }}
              onClick={(event) => {
                if (!row || event.defaultPrevented || isFollowed(event)) return;
                keys.setRow(item.index);
                onOpen(row);
              }}
            >
              {columns.map((column, index) => (
                <div
                  key={column.id}
                  id={`${gridId}-${item.index}-${index}`}
                  role="gridcell"
                  aria-colindex={index + 1}
                  className={classes.cell}
                  data-align={column.align}
                  data-pinned={index === 0}
                  data-active={keys.focused && item.index === keys.row && index === keys.column}
                  style={{ width: headers[index]?.getSize() ?? column.width }}
                >
                  {row ? column.render(row) : <span className={classes.grey} />}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** A click that opens a link elsewhere, or that selects text, is none of the grid's. */
function isFollowed(event: React.MouseEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return true;
  return (window.getSelection()?.toString() ?? '') !== '';
}
