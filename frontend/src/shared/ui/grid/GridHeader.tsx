import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { GridColumn, GridSelection, GridSort } from './columns';
import classes from './DataGrid.module.css';
import { span } from './useGridKeys';

interface HeaderCell {
  id: string;
  width: number;
  resize: (event: unknown) => void;
  resizing: boolean;
}

interface GridHeaderProps<Row> {
  headers: HeaderCell[];
  columns: GridColumn<Row>[];
  width: number | string;
  /** Distance from the left edge of each column that is pinned. */
  left: number[];
  /** Rows there are to mark. */
  rows: number;
  selection: GridSelection | undefined;
  sort: GridSort | undefined;
  onSort: ((column: string) => void) | undefined;
}

export function GridHeader<Row>(props: GridHeaderProps<Row>) {
  const { headers, columns, width, left, sort, onSort, selection } = props;
  return (
    <div role="rowgroup" className={classes.head} style={{ width }}>
      <div role="row" aria-rowindex={1} className={classes.headRow}>
        {selection && <AllBox rows={props.rows} selection={selection} />}
        {columns.map((column, index) => {
          const header = headers[index];
          const sorted = sort?.column === column.id ? sort : undefined;
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-colindex={index + (selection ? 2 : 1)}
              aria-sort={sorted ? (sorted.descending ? 'descending' : 'ascending') : undefined}
              className={classes.headCell}
              data-align={column.align}
              data-pinned={left[index] !== undefined}
              style={{ width: header?.width ?? column.width, left: left[index] }}
            >
              <HeaderText column={column} sorted={sorted} onSort={onSort} />
              {header && (
                // biome-ignore lint/a11y/noStaticElementInteractions: widths are a matter of the pointer only
                <span
                  className={classes.resizer}
                  data-active={header.resizing}
                  onMouseDown={header.resize}
                  onTouchStart={header.resize}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Marks all rows that are read, or none. */
function AllBox({ rows, selection }: { rows: number; selection: GridSelection }) {
  const { t } = useTranslation();
  const all = rows > 0 && selection.count >= rows;
  return (
    <div role="columnheader" aria-colindex={1} className={classes.headBox}>
      <input
        type="checkbox"
        tabIndex={-1}
        checked={all}
        ref={(box) => {
          if (box) box.indeterminate = selection.count > 0 && !all;
        }}
        aria-label={t('list.select_page')}
        data-testid="select-page"
        onChange={() => (all ? selection.clear() : selection.change(span(0, rows - 1), []))}
      />
    </div>
  );
}

interface HeaderTextProps<Row> {
  column: GridColumn<Row>;
  sorted: GridSort | undefined;
  onSort: ((column: string) => void) | undefined;
}

function HeaderText<Row>({ column, sorted, onSort }: HeaderTextProps<Row>) {
  const { t } = useTranslation();
  if (!column.sortable || !onSort) return <span className={classes.headText}>{column.header}</span>;
  return (
    <button
      type="button"
      className={classes.sortButton}
      title={t('list.sort_by', { name: column.header })}
      onClick={() => onSort(column.id)}
    >
      <span className={classes.headText}>{column.header}</span>
      {sorted && (sorted.descending ? <IconArrowDown size={13} /> : <IconArrowUp size={13} />)}
    </button>
  );
}
