import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useRows } from '../preferences';
import type { AfterEdit, GridColumn, GridControl, GridGroup, GridSelection, GridSort } from './columns';
import classes from './DataGrid.module.css';
import { entriesOf } from './entries';
import { GridHeader } from './GridHeader';
import { GreyRow, GridRow } from './GridRow';
import { GroupRow, MoreRow, StickyGroup } from './GroupRow';
import { pinnedAt, useColumnWidths } from './useColumnWidths';
import { span, useGridKeys } from './useGridKeys';

export interface DataGridProps<Row> {
  /** Accessible name of the grid. */
  label: string;
  /** Stable between renders: a new array draws every row anew. */
  columns: GridColumn<Row>[];
  /** Holes are rows that are not read yet. */
  rows: readonly (Row | undefined)[];
  rowKey: (row: Row) => string;
  /** All rows there are, for assistive technology; rows not yet read are grey bars. */
  total?: number | undefined;
  hasMore?: boolean;
  onMore?: () => void;
  /** Told which rows are on screen or near it, once the scrolling rests. */
  onSeen?: (first: number, last: number) => void;
  sort?: GridSort | undefined;
  onSort?: (column: string) => void;
  onOpen: (row: Row) => void;
  /** How many columns stay when the others are scrolled. */
  pinned?: number;
  onResize?: (column: string, width: number) => void;
  selection?: GridSelection | undefined;
  /** Heads between the rows, in the order of the rows. */
  groups?: GridGroup[] | undefined;
  /** Told which row the cursor has come to. */
  onCursor?: (row: Row) => void;
  onKey?: (event: KeyboardEvent<HTMLElement>, row: Row | undefined) => void;
  /** A row is opened by its link and by Enter, and a click moves the cursor only. */
  cells?: boolean;
  control?: Ref<GridControl<Row>>;
  /** Takes the keyboard when it appears, unless somebody is typing. */
  autoFocus?: boolean;
  testId?: string;
}

const HEAD_HEIGHT = 32;
const OVERSCAN = 12;
const MORE_BEFORE_END = 40;
const GREY_ROWS = 20;
const BOX_WIDTH = 36;
const FIELDS_OF_TWO_LINES = 4;
/** How long the scrolling has to rest before rows are asked for: a dragged thumb would ask for hundreds of pages. */
const REST_MS = 60;
const NO_WIDTHS: number[] = [];

interface Editing {
  key: string;
  column: number;
  typed: string | undefined;
}

/** The one table of records: virtual rows, pinned columns, sorting, marked rows, cells edited where they stand. */
export function DataGrid<Row extends object>(props: DataGridProps<Row>) {
  const { rows, hasMore = false, onMore, rowKey, selection, groups, pinned = 1 } = props;
  const gridId = useId();
  const { twoLines, rowHeight } = useRows();
  // On a phone a row shows what stands first, in two lines; the rest is on the card.
  const columns = useMemo(
    () => (twoLines ? props.columns.slice(0, FIELDS_OF_TWO_LINES) : props.columns),
    [twoLines, props.columns],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const [editing, setEditing] = useState<Editing>();
  const { headers, widths, width: columnsWidth } = useColumnWidths(columns, props.onResize);
  const boxes = selection ? BOX_WIDTH : 0;
  const width = twoLines ? '100%' : columnsWidth + boxes;
  const left = useMemo(
    () => (twoLines ? [] : pinnedAt(widths, pinned, boxes)),
    [twoLines, widths, pinned, boxes],
  );
  const entries = useMemo(() => entriesOf(rows.length, groups), [rows.length, groups]);
  const virtualizer = useVirtualizer({
    count: entries.count + (hasMore ? GREY_ROWS : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    isScrollingResetDelay: REST_MS,
    scrollPaddingStart: twoLines ? 0 : groups ? HEAD_HEIGHT + rowHeight : HEAD_HEIGHT,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew
  useEffect(() => virtualizer.measure(), [rowHeight]);
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const resting = !virtualizer.isScrolling;
  useEffect(() => {
    if (resting && hasMore && last >= entries.count - MORE_BEFORE_END) onMore?.();
  }, [resting, hasMore, last, entries.count, onMore]);
  const { onSeen } = props;
  useEffect(() => {
    if (!resting || !onSeen) return;
    const seen = span(first, last).flatMap((line) => {
      const entry = line < entries.count ? entries.at(line) : undefined;
      return entry?.kind === 'row' ? [entry.row] : [];
    });
    if (seen.length > 0) onSeen(seen[0] ?? 0, seen.at(-1) ?? 0);
  }, [resting, first, last, entries, onSeen]);

  const startEdit = (at: number, column: number, typed?: string) => {
    const row = rows[at];
    const cell = columns[column];
    if (!row || !cell?.edit || cell.locked?.(row) !== undefined) return false;
    if (typed !== undefined && !cell.takes?.(typed)) return false;
    setEditing({ key: rowKey(row), column, typed });
    return true;
  };
  const keys = useGridKeys({
    rows: rows.length,
    columns: columns.length,
    page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 600) / rowHeight) - 2),
    onMove: (to) => virtualizer.scrollToIndex(entries.lineOf(to)),
    onOpen: (at) => {
      const row = rows[at];
      if (row) props.onOpen(row);
    },
    onSelect: selection?.change,
    isSelected: (at) => {
      const row = rows[at];
      return row !== undefined && selection?.has(rowKey(row)) === true;
    },
    onEdit: startEdit,
    onKey: (event, at) => props.onKey?.(event, rows[at]),
  });
  useImperativeHandle(props.control, () => ({
    row: () => rows[keys.row],
    mark: () => {
      const row = rows[keys.row];
      if (row && selection && !selection.has(rowKey(row))) selection.change([keys.row], []);
    },
    edit: () => {
      startEdit(keys.row, keys.column);
    },
  }));
  useCursorTold(rows[keys.row], keys.focused, rowKey, props.onCursor);

  const handlers = useStableHandlers({
    onOpen: (at: number) => {
      keys.moveTo({ row: at, column: 0 });
      const row = rows[at];
      if (row) props.onOpen(row);
    },
    onCell: (at: number, column: number) => {
      keys.moveTo({ row: at, column });
      if (!editing) scroller.current?.focus({ preventScroll: true });
    },
    onEdit: (at: number, column: number) => {
      startEdit(at, column);
    },
    onBox: (at: number, range: boolean) => {
      const row = rows[at];
      if (!row || !selection) return;
      const on = !selection.has(rowKey(row));
      const all = range ? span(keys.row, at) : [at];
      selection.change(on ? all : [], on ? [] : all);
      keys.moveTo({ row: at, column: keys.column });
      scroller.current?.focus({ preventScroll: true });
    },
    onEdited: (after?: AfterEdit) => {
      setEditing(undefined);
      scroller.current?.focus({ preventScroll: true });
      const to = { row: keys.row, column: keys.column };
      if (after === 'down') to.row = Math.min(rows.length - 1, to.row + 1);
      if (after === 'right') to.column = Math.min(columns.length - 1, to.column + 1);
      if (after === 'left') to.column = Math.max(0, to.column - 1);
      keys.moveTo(to);
    },
  });
  // A row that is not read yet has no cells that could be named.
  const activeLine = rows[keys.row] ? entries.lineOf(keys.row) : -1;
  useFocusAtFirst(scroller, props.autoFocus === true);

  return (
    <div
      ref={scroller}
      id="records"
      role="grid"
      aria-label={props.label}
      aria-rowcount={props.total === undefined ? -1 : props.total + 1 + (groups?.length ?? 0)}
      aria-colcount={columns.length + (selection ? 1 : 0)}
      aria-multiselectable={selection ? true : undefined}
      aria-activedescendant={
        items.some((item) => item.index === activeLine) ? `${gridId}-${keys.row}-${keys.column}` : undefined
      }
      tabIndex={0}
      className={classes.scroller}
      data-two-lines={twoLines || undefined}
      onKeyDown={keys.handleKeyDown}
      data-testid={props.testId}
    >
      {!twoLines && (
        <GridHeader
          headers={headers}
          columns={columns}
          width={width}
          left={left}
          sort={props.sort}
          onSort={props.onSort}
          rows={rows.length}
          selection={selection}
        />
      )}
      {groups && !twoLines && (virtualizer.scrollOffset ?? 0) > 0 && (
        <StickyGroup group={entries.groupAt(virtualizer.range?.startIndex ?? 0)} />
      )}
      <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize(), width }}>
        {items.map(({ index, start }) => {
          const entry = index < entries.count ? entries.at(index) : undefined;
          if (entry && entry.kind !== 'row') {
            const Line = entry.kind === 'group' ? GroupRow : MoreRow;
            return (
              <Line
                key={`${entry.kind}-${entry.group.key}`}
                group={entry.group}
                line={index}
                start={start}
                columns={columns.length + (selection ? 1 : 0)}
              />
            );
          }
          const row = entry && rows[entry.row];
          const place = { widths: twoLines ? NO_WIDTHS : widths, left, line: index, start, width, boxes };
          if (!row || !entry) return <GreyRow key={`grey-${index}`} {...place} />;
          const key = rowKey(row);
          const active = entry.row === keys.row;
          return (
            <GridRow
              key={key}
              {...place}
              {...handlers}
              row={row}
              columns={columns}
              gridId={gridId}
              index={entry.row}
              active={active}
              activeColumn={keys.focused && active ? keys.column : undefined}
              selected={selection?.has(key)}
              boxLabel={selection?.label(entry.row)}
              editing={editing?.key === key ? editing.column : undefined}
              typed={editing?.key === key ? editing.typed : undefined}
              cells={props.cells === true}
            />
          );
        })}
      </div>
    </div>
  );
}

function useFocusAtFirst(scroller: { current: HTMLElement | null }, wanted: boolean): void {
  useEffect(() => {
    if (wanted && nobodyTypes()) scroller.current?.focus({ preventScroll: true });
  }, [wanted, scroller]);
}

/** Rows also appear while somebody types in a search or a dialog: what he types into keeps the focus. */
function nobodyTypes(): boolean {
  const { activeElement } = document;
  return (
    activeElement === null || !activeElement.matches('input, textarea, [contenteditable], [role="dialog"] *')
  );
}

/** Tells the row under the cursor, once it was moved there by hand. */
function useCursorTold<Row>(
  row: Row | undefined,
  focused: boolean,
  rowKey: (row: Row) => string,
  tell: ((row: Row) => void) | undefined,
): void {
  const latest = useRef(tell);
  latest.current = tell;
  const current = useRef(row);
  current.current = row;
  const key = row && rowKey(row);
  useEffect(() => {
    if (focused && key !== undefined && current.current) latest.current?.(current.current);
  }, [key, focused]);
}

type Handlers = Record<string, (...given: never[]) => void>;

/** Functions that stay the same while what they do follows the latest render. */
function useStableHandlers<All extends Handlers>(all: All): All {
  const latest = useRef(all);
  latest.current = all;
  const [stable] = useState(
    () =>
      Object.fromEntries(
        Object.keys(all).map((name) => [name, (...given: never[]) => latest.current[name]?.(...given)]),
      ) as All,
  );
  return stable;
}
