import { type MouseEvent, memo } from 'react';
import type { GridColumn } from './columns';
import classes from './DataGrid.module.css';

interface GridRowProps<Row> {
  /** Undefined for a row that is not read yet. */
  row: Row | undefined;
  columns: GridColumn<Row>[];
  widths: number[];
  gridId: string;
  index: number;
  start: number;
  width: number;
  active: boolean;
  /** Column of the cursor, when it stands in this row. */
  activeColumn: number | undefined;
  onOpen: (index: number) => void;
}

function PlainGridRow<Row>(props: GridRowProps<Row>) {
  const { row, columns, widths, gridId, index, active, activeColumn, onOpen } = props;
  const handleClick = (event: MouseEvent) => {
    if (!row || isForBrowser(event)) return;
    event.preventDefault();
    onOpen(index);
  };
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={row ? active : undefined}
      className={classes.row}
      data-active={active}
      style={{ transform: `translateY(${props.start}px)`, width: props.width }}
      onClick={handleClick}
    >
      {columns.map((column, at) => (
        <div
          key={column.id}
          id={`${gridId}-${index}-${at}`}
          role="gridcell"
          aria-colindex={at + 1}
          className={classes.cell}
          data-align={column.align}
          data-pinned={at === 0}
          data-active={at === activeColumn}
          style={{ width: widths[at] }}
        >
          {row ? column.render(row) : <span className={classes.grey} />}
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
