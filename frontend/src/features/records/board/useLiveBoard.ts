import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { type RecordEvent, useRecordEvents } from '@/shared/api';
import { recordKeys } from '../api';
import { without } from '../live';
import { laneSumsKey } from './api';
import type { Pages } from './pages';

const REFETCH_EVERY_MS = 300;
/** Whoever has scrolled far down has many pages to be read again. */
const REFETCH_DEEP_EVERY_MS = 3_000;
const DEEP_PAGES = 20;

/**
 * Keeps a board true while it is on screen. While a card is held nothing moves under the hand: what happened meanwhile
 * is read once it is let go. `hold(true)` begins that, `hold(false)` ends it.
 */
export function useLiveBoard(type: string, steps: boolean): (held: boolean) => void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const refetchedAt = useRef(0);
  const held = useRef(false);
  const missed = useRef(false);
  const gone = useRef(new Set<string>());

  const refresh = useCallback(() => {
    missed.current = true;
    if (held.current || timer.current !== undefined) return;
    const lists = queries.getQueriesData<Pages>({ queryKey: recordKeys.lists(type), type: 'active' });
    const pages = lists.reduce((sum, [, data]) => sum + (data?.pages.length ?? 0), 0);
    const every = pages > DEEP_PAGES ? REFETCH_DEEP_EVERY_MS : REFETCH_EVERY_MS;
    timer.current = setTimeout(
      () => {
        timer.current = undefined;
        if (held.current) return;
        missed.current = false;
        refetchedAt.current = performance.now();
        void queries.invalidateQueries({ queryKey: recordKeys.lists(type) });
        void queries.invalidateQueries({ queryKey: laneSumsKey(type) });
      },
      Math.max(0, refetchedAt.current + every - performance.now()),
    );
  }, [queries, type]);

  const drop = useCallback(() => {
    if (gone.current.size === 0) return;
    queries.setQueriesData<Pages>({ queryKey: recordKeys.lists(type) }, (pages) =>
      [...gone.current].reduce<Pages | undefined>((left, id) => without(left, id), pages),
    );
    gone.current.clear();
  }, [queries, type]);

  const handleEvent = useCallback(
    (event: RecordEvent) => {
      if (event.type !== type && !(steps && (event.type === 'task' || event.type === 'meeting'))) return;
      if (event.type === type && event.change === 'gone') gone.current.add(event.id);
      if (!held.current) drop();
      refresh();
    },
    [type, steps, drop, refresh],
  );
  useRecordEvents(handleEvent);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );

  return useCallback(
    (now: boolean) => {
      held.current = now;
      if (now) return;
      drop();
      if (missed.current) refresh();
    },
    [drop, refresh],
  );
}
