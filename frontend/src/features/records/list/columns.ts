import type { FieldDefinition, FieldKind, ViewColumn } from '@/shared/api';
import { firstColumns } from '@/shared/ui';

const WIDTHS: Record<FieldKind, number> = {
  text: 180,
  long_text: 240,
  number: 100,
  percent: 90,
  money: 130,
  date: 132,
  date_time: 185,
  yes_no: 100,
  choice: 170,
  choices: 200,
  phone: 150,
  email: 200,
  url: 180,
  address: 240,
  employee: 190,
  link: 200,
  file: 200,
};

const NAME_WIDTH = 300;

export function widthOf(field: FieldDefinition): number {
  return field.name === 'name' ? NAME_WIDTH : WIDTHS[field.kind];
}

/** A column of the list as it is drawn. */
export interface ShownColumn {
  field: FieldDefinition;
  width: number;
}

/** The columns a look names, the title first; fields that are hidden or gone leave no gap. */
export function shownColumns(columns: ViewColumn[] | undefined, fields: FieldDefinition[]): ShownColumn[] {
  const named = columns ?? firstColumns(fields).map((field): ViewColumn => ({ field }));
  const title: ViewColumn = named.find(({ field }) => field === 'name') ?? { field: 'name' };
  return [title, ...named.filter(({ field }) => field !== 'name')].flatMap((column) => {
    const field = fields.find(({ name }) => name === column.field);
    return field ? [{ field, width: column.width ?? widthOf(field) }] : [];
  });
}

/** Columns as a look names them; usual widths need no mention. */
export function namedColumns(shown: ShownColumn[]): ViewColumn[] {
  return shown.map(({ field, width }) =>
    width === widthOf(field) ? { field: field.name } : { field: field.name, width },
  );
}

/** Puts one item at another place. */
export function moved<Item>(items: Item[], from: number, to: number): Item[] {
  const item = items[from];
  if (item === undefined || from === to) return items;
  return items.toSpliced(from, 1).toSpliced(to, 0, item);
}
