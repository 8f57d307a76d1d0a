import { type InfiniteData, type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import {
  events,
  type Names,
  type Page,
  type RecordEvent,
  type RecordItem,
  type Total,
  useRecordEvents,
} from '@/shared/api';
import { recordKeys } from './api';

export type Pages = InfiniteData<Page<RecordItem>, string>;

const REFETCH_EVERY_MS = 200;
/** Sums take the office longer than a page does. */
const SUMS_EVERY_MS = 1_500;
const PAGES_REFETCHED_AT_ONCE = 4;
/** Types whose records stand on the card they are about. */
const ON_CARDS = new Set(['note', 'file', 'task', 'meeting', 'call']);

/**
 * Keeps a list true while it is on screen. What is gone leaves at once; what was put brings the list anew, except
 * far down a long list: there `stale` turns true and the reader decides.
 */
export function useLiveList(type: string, queryKey: QueryKey): { stale: boolean; refresh: () => void } {
  const queries = useQueryClient();
  const [stale, setStale] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const refetchedAt = useRef(0);
  const sumsTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const key = useRef(queryKey);
  key.current = queryKey;

  const refresh = useCallback(() => {
    setStale(false);
    void queries.resetQueries({ queryKey: key.current, exact: true });
  }, [queries]);

  const handleEvent = useCallback(
    (event: RecordEvent) => {
      if (event.type !== type) return;
      if (event.change === 'gone') {
        queries.setQueriesData<Pages>({ queryKey: recordKeys.lists(type) }, (pages) =>
          without(pages, event.id),
        );
      }
      sumsTimer.current ??= setTimeout(() => {
        sumsTimer.current = undefined;
        void queries.invalidateQueries({ queryKey: recordKeys.sums(type) });
      }, SUMS_EVERY_MS);
      // At once after a pause, then one reading for all events of a while: those that keep coming never put it off.
      const wait = refetchedAt.current + REFETCH_EVERY_MS - performance.now();
      timer.current ??= setTimeout(() => {
        timer.current = undefined;
        refetchedAt.current = performance.now();
        const pages = queries.getQueryData<Pages>(key.current)?.pages.length ?? 0;
        if (pages > PAGES_REFETCHED_AT_ONCE) setStale(true);
        else void queries.invalidateQueries({ queryKey: recordKeys.lists(type) });
      }, wait);
    },
    [queries, type],
  );
  useRecordEvents(handleEvent);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      clearTimeout(sumsTimer.current);
      timer.current = undefined;
      sumsTimer.current = undefined;
    },
    [],
  );
  return { stale, refresh };
}

/** Pages without one record, the total one less; the same pages when it is not among them. */
export function without(pages: Pages | undefined, id: string): Pages | undefined {
  if (!pages?.pages.some((page) => page.items.some((item) => item.id === id))) return pages;
  return {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      items: page.items.filter((item) => item.id !== id),
      ...(page.total === undefined ? {} : { total: less(page.total) }),
    })),
  };
}

/** Pages with one record changed and more names known; the same pages when it is not among them. */
export function withChanged(
  pages: Pages | undefined,
  id: string,
  change: (record: RecordItem) => RecordItem,
  names: Names = {},
): Pages | undefined {
  if (!pages?.pages.some((page) => page.items.some((item) => item.id === id))) return pages;
  return {
    ...pages,
    pages: pages.pages.map((page) =>
      page.items.some((item) => item.id === id)
        ? {
            ...page,
            items: page.items.map((item) => (item.id === id ? change(item) : item)),
            names: { ...page.names, ...names },
          }
        : page,
    ),
  };
}

function less(total: Total | number): Total | number {
  return typeof total === 'number' ? total - 1 : { ...total, count: Math.max(0, total.count - 1) };
}

/**
 * Reads a card again when the office says that it changed; `gone` is true once it is no longer there to see. What is
 * gone is forgotten, so that only the office can bring it back: by saying so, or once rights have changed.
 */
export function useLiveRecord(type: string, id: string): boolean {
  const queries = useQueryClient();
  const [gone, setGone] = useState(false);
  const handleEvent = useCallback(
    (event: RecordEvent) => {
      if (ON_CARDS.has(event.type)) {
        void queries.invalidateQueries({ queryKey: [...recordKeys.one(type, id), 'timeline'] });
        void queries.invalidateQueries({ queryKey: [...recordKeys.one(type, id), 'files'] });
      }
      if (event.type !== type || event.id !== id) return;
      setGone(event.change === 'gone');
      const queryKey = recordKeys.one(type, id);
      if (event.change === 'put') void queries.invalidateQueries({ queryKey });
      else void queries.resetQueries({ queryKey, exact: true });
    },
    [queries, type, id],
  );
  useRecordEvents(handleEvent);
  useEffect(() => {
    const ask = () => setGone(false);
    const stops = [events.on('rights', ask), events.on('returned', ask)];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return gone;
}
