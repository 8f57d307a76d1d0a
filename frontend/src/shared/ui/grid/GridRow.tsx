import { type CSSProperties, type MouseEvent, memo } from 'react';
import type { AfterEdit, GridColumn } from './columns';
import classes from './DataGrid.module.css';

interface Place {
  /** Of each column; empty where a row has lines instead. */
  widths: number[];
  /** Distance from the left edge of each column that is pinned. */
  left: number[];
  /** Line of the grid, from the top. */
  line: number;
  start: number;
  width: number | string;
  /** Width of the boxes in front. */
  boxes: number;
}

interface GridRowProps<Row> extends Place {
  row: Row;
  columns: GridColumn<Row>[];
  gridId: string;
  index: number;
  active: boolean;
  /** Column of the cursor, when it stands in this row. */
  activeColumn: number | undefined;
  /** Undefined where rows cannot be marked. */
  selected: boolean | undefined;
  boxLabel: string | undefined;
  /** Column that is edited, when one is. */
  editing: number | undefined;
  typed: string | undefined;
  cells: boolean;
  onOpen: (index: number) => void;
  onCell: (index: number, column: number) => void;
  onEdit: (index: number, column: number) => void;
  onBox: (index: number, range: boolean) => void;
  onEdited: (after?: AfterEdit) => void;
}

function PlainGridRow<Row>(props: GridRowProps<Row>) {
  const { row, columns, gridId, index, active, activeColumn, selected, editing, boxes } = props;
  const handleClick = (event: MouseEvent, column: number) => {
    if (isForBrowser(event) || editing === column) return;
    event.preventDefault();
    const onLink = event.target instanceof Element && event.target.closest('a') !== null;
    if (onLink || !props.cells) props.onOpen(index);
    else props.onCell(index, column);
  };
  return (
    <div
      role="row"
      aria-rowindex={props.line + 2}
      aria-selected={selected ?? active}
      className={classes.row}
      data-active={active}
      data-selected={selected}
      data-editing={editing !== undefined || undefined}
      style={{ transform: `translateY(${props.start}px)`, width: props.width }}
    >
      {boxes > 0 && (
        <div role="gridcell" aria-colindex={1} className={classes.box} style={{ width: boxes }}>
          <input
            type="checkbox"
            tabIndex={-1}
            checked={selected === true}
            aria-label={props.boxLabel}
            onChange={() => {}}
            onClick={(event) => props.onBox(index, event.shiftKey)}
          />
        </div>
      )}
      {columns.map((column, at) => {
        const edited = editing === at;
        return (
          <div
            key={column.id}
            id={`${gridId}-${index}-${at}`}
            role="gridcell"
            aria-colindex={at + (boxes > 0 ? 2 : 1)}
            className={classes.cell}
            data-align={column.align}
            data-pinned={props.left[at] !== undefined}
            data-active={at === activeColumn}
            data-edited={edited || undefined}
            title={edited ? undefined : column.locked?.(row)}
            style={cellStyle(props, at)}
            onClick={(event) => handleClick(event, at)}
            onDoubleClick={() => props.onEdit(index, at)}
          >
            {edited && column.edit
              ? column.edit(row, { typed: props.typed, onDone: props.onEdited })
              : column.render(row)}
          </div>
        );
      })}
    </div>
  );
}

function cellStyle({ widths, left }: Place, at: number): CSSProperties {
  const pinned = left[at];
  return { width: widths[at], ...(pinned === undefined ? {} : { left: pinned }) };
}

/** A row that is not read yet. */
export function GreyRow(place: Place) {
  return (
    <div
      role="row"
      aria-rowindex={place.line + 2}
      className={classes.row}
      style={{ transform: `translateY(${place.start}px)`, width: place.width }}
    >
      {place.boxes > 0 && (
        <div role="gridcell" aria-colindex={1} className={classes.box} style={{ width: place.boxes }} />
      )}
      {(place.widths.length > 0 ? place.widths : [0]).map((_, at) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: grey bars have nothing else to be told by
          key={at}
          role="gridcell"
          aria-colindex={at + (place.boxes > 0 ? 2 : 1)}
          className={classes.cell}
          data-pinned={place.left[at] !== undefined}
          style={cellStyle(place, at)}
        >
          <span className={classes.grey} />
        </div>
      ))}
    </div>
  );
}

/** A click on a button inside, one that opens a link elsewhere, or one that selected text, is none of the grid's. */
function isForBrowser(event: MouseEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return true;
  if (event.target instanceof Element && event.target.closest('button')) return true;
  return (window.getSelection()?.toString() ?? '') !== '';
}

/** One row; it is drawn anew only when something of its own has changed, which is what scrolling lives on. */
export const GridRow = memo(PlainGridRow) as typeof PlainGridRow;
