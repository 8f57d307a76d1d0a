import type { ReactNode } from 'react';

export interface GridColumn<Row> {
  id: string;
  header: string;
  width: number;
  align?: 'right';
  sortable?: boolean;
  render: (row: Row) => ReactNode;
}

export interface GridSort {
  column: string;
  descending: boolean;
}
