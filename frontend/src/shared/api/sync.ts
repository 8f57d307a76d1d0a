import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { api } from './client';
import type { FieldValue, Page } from './types';

/** How what is written here reaches the office. */
export interface Sync {
  /** False where the window talks to the office itself. */
  desk: boolean;
  /**
   * Locked: it has ended the session of the desk, and takes nothing from it until its employee signs in again. Older, newer: its program and
   * that of the desk do not understand each other.
   */
  office: 'there' | 'away' | 'locked' | 'older' | 'newer';
  /** When the desk last held all that the office had for it. */
  synced_at: string | null;
  /** About how much of what the desk is to hold has come, in per cent. */
  filled: number;
  waiting: number;
  /** How many changes were refused, or clash with somebody else's. */
  unresolved: number;
  scope: SyncScope;
}

/** How much of what one may see a desk holds. */
export interface SyncScope {
  /** Only records for which one is responsible. */
  mine: boolean;
  /** Of what piles up, such as deals and notes, only what was made in so many last years; 0: all of it. */
  years: number;
}

/** What a desk holds. */
export interface Held {
  scope: SyncScope;
  records: number;
  /** On the disk of the computer. */
  bytes: number;
}

export type OutboxKind =
  | 'create'
  | 'change'
  | 'delete'
  | 'restore'
  | 'transfer'
  | 'note'
  | 'message'
  | 'task';

/** A change of one's own that the office has not taken in, or not wholly. */
export interface OutboxItem {
  id: string;
  at: string;
  state: 'waiting' | 'conflict' | 'refused';
  kind: OutboxKind;
  /** Type of the record. */
  type: string;
  /** Null where the record is still to be made. */
  record: string | null;
  /** Name of the record; empty when one may not see it. */
  title: string;
  fields: Record<string, FieldValue> | null;
  /** Words of a note or a message, or the title of a task. */
  text: string;
  /** Id of the new responsible. */
  to: string | null;
  /** The fields in which somebody else was faster; the others were taken in. */
  clashes: string[] | null;
  /** Why it was refused, in the reader's language. */
  problem: { key: string; detail: string; fields?: Record<string, string> | null } | null;
}

/** The event stream tells of every change. */
export const syncQuery = queryOptions({
  queryKey: ['sync'],
  queryFn: ({ signal }) => api.get<Sync>('/api/sync', signal),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Is read anew together with the state of the desk. */
export const heldQuery = queryOptions({
  queryKey: [...syncQuery.queryKey, 'held'],
  queryFn: ({ signal }) => api.get<Held>('/api/sync/held', signal),
});

export const outboxQuery = queryOptions({
  queryKey: ['outbox'],
  queryFn: ({ signal }) => api.get<Page<OutboxItem>>('/api/outbox', signal),
});

const path = (id: string, rest = '') => `/api/outbox/${encodeURIComponent(id)}${rest}`;

export const outboxCalls = {
  /** Takes a waiting change back, or dismisses one that was not taken in. */
  forget: (id: string) => api.delete(path(id)),
  /** Sends it again; where it clashes, over what somebody else wrote. */
  retry: (id: string) => api.post<void>(path(id, '/retry')),
};

/** Reads anew what waits for the office, and how the office is reached. */
export async function readSync(queries: QueryClient): Promise<void> {
  await Promise.all([syncQuery, outboxQuery].map(({ queryKey }) => queries.invalidateQueries({ queryKey })));
}

/** How what is written here reaches the office; undefined until that is known. */
export function useSync(): Sync | undefined {
  return useQuery(syncQuery).data;
}
