import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { type Names, type Total, useConnection, useTotal } from '@/shared/api';
import { type ListQuestion, listQuery } from '../api';
import { useLiveList } from '../live';
import type { RowSource } from './rowSource';

/** The rows of a list as far as they are read, kept true while they are on screen. */
export function useRows(type: string, question: ListQuestion): RowSource {
  const options = listQuery(type, question);
  const list = useInfiniteQuery({ ...options, placeholderData: keepPreviousData });
  const live = useLiveList(type, options.queryKey);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const names = useMemo(
    () => Object.assign({}, ...(list.data?.pages.map((page) => page.names) ?? [])) as Names,
    [list.data],
  );
  const total = useTotal(list.data?.pages[0]?.total);
  useCountedLater(list.data?.pages[0]?.total, list.refetch);
  const { fetchNextPage, isFetchingNextPage, hasNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  return {
    rows,
    names,
    total,
    isPending: list.data === undefined,
    error: list.error ?? undefined,
    retry: () => void list.refetch(),
    hasMore: hasNextPage,
    onMore: more,
    ...live,
  };
}

/** A list read before the event stream was open has nobody to tell its exact total: it is read once more. */
function useCountedLater(total: Total | number | undefined, refetch: () => unknown): void {
  const open = useConnection() === 'open';
  const waiting = typeof total === 'object' && !total.exact && !total.count_id;
  useEffect(() => {
    if (open && waiting) void refetch();
  }, [open, waiting, refetch]);
}
