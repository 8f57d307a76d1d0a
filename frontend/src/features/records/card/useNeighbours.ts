import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Page, RecordItem } from '@/shared/api';
import { recordKeys } from '../api';

interface Neighbours {
  before: string | undefined;
  after: string | undefined;
}

/**
 * The records before and after one in the list it was opened from: the one read last in which it stands. Whoever came
 * by an address has neither.
 */
export function useNeighbours(type: string, id: string): Neighbours {
  const queries = useQueryClient();
  return useMemo(() => neighboursIn(lastListWith(queries, type, id), id), [queries, type, id]);
}

function lastListWith(queries: QueryClient, type: string, id: string): string[] {
  const lists = queries.getQueryCache().findAll({ queryKey: recordKeys.lists(type) });
  let last: string[] = [];
  let readAt = 0;
  for (const list of lists) {
    const pages = (list.state.data as InfiniteData<Page<RecordItem>> | undefined)?.pages ?? [];
    const ids = pages.flatMap((page) => page.items.map((item) => item.id));
    if (list.state.dataUpdatedAt > readAt && ids.includes(id)) {
      last = ids;
      readAt = list.state.dataUpdatedAt;
    }
  }
  return last;
}

/** The ids on both sides of one. */
export function neighboursIn(ids: string[], id: string): Neighbours {
  const at = ids.indexOf(id);
  if (at < 0) return { before: undefined, after: undefined };
  return { before: ids[at - 1], after: ids[at + 1] };
}
