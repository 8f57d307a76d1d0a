import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { GridColumn, GridSort } from './columns';
import classes from './DataGrid.module.css';

interface HeaderCell {
  id: string;
  width: number;
  resize: (event: unknown) => void;
  resizing: boolean;
}

interface GridHeaderProps<Row> {
  headers: HeaderCell[];
  columns: GridColumn<Row>[];
  width: number;
  sort: GridSort | undefined;
  onSort: ((column: string) => void) | undefined;
}

export function GridHeader<Row>({ headers, columns, width, sort, onSort }: GridHeaderProps<Row>) {
  return (
    <div role="rowgroup" className={classes.head} style={{ width }}>
      <div role="row" aria-rowindex={1} className={classes.headRow}>
        {columns.map((column, index) => {
          const header = headers[index];
          const sorted = sort?.column === column.id ? sort : undefined;
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-colindex={index + 1}
              aria-sort={sorted ? (sorted.descending ? 'descending' : 'ascending') : undefined}
              className={classes.headCell}
              data-align={column.align}
              data-pinned={index === 0}
              style={{ width: header?.width ?? column.width }}
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
