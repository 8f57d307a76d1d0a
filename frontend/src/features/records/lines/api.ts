import { queryOptions } from '@tanstack/react-query';
import { api, type ElementType, type Page, type RecordItem, withQuery } from '@/shared/api';
import { recordKeys } from '../api';

export const LINE = 'line';
const MOST_LINES = 200;

/** The type of product lines, where it stands under this type and the reader may see it. */
export function lineTypeOf(types: ElementType[], type: ElementType): ElementType | undefined {
  return types.find(
    ({ name, parent_field, fields }) =>
      name === LINE &&
      fields.some((field) => field.name === parent_field && field.target === type.name) &&
      fields.some((field) => field.name === 'total'),
  );
}

/** The product lines of a record in the order in which they were added. */
export function linesQuery(line: ElementType, id: string) {
  return queryOptions({
    queryKey: [...recordKeys.type(LINE), 'of', id],
    queryFn: async ({ signal }) => {
      const path = withQuery(`/api/records/${LINE}`, {
        filter: JSON.stringify({ field: line.parent_field, op: '=', value: id }),
        sort: 'created_at',
        limit: MOST_LINES,
      });
      return (await api.get<Page<RecordItem>>(path, signal)).items;
    },
  });
}
