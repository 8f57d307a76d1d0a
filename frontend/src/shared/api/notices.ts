import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, withQuery } from './client';

export const NOTICE_KINDS = ['mention', 'task', 'transfer', 'share', 'comment', 'job'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What one was told. */
export interface Notice {
  id: string;
  kind: NoticeKind;
  at: string;
  by: { id: string; name: string };
  /** Type of the record or records. */
  type?: string;
  /** Null where there is none, or one no longer sees it. */
  record: { type: string; id: string; name: string } | null;
  job: string | null;
  /** Of how many records it tells; the record is the first of them. */
  count: number;
  /** How often the same person did it on the one record since one has read of it. */
  times: number;
  read: boolean;
}

interface NoticePage {
  items: Notice[];
  next: string | null;
  unread: number;
}

export const noticesQuery = infiniteQueryOptions({
  queryKey: ['notices'],
  queryFn: ({ pageParam, signal }) =>
    api.get<NoticePage>(withQuery('/api/notifications', { cursor: pageParam }), signal),
  initialPageParam: '',
  getNextPageParam: (last) => last.next || undefined,
});

export const noticeCalls = {
  mark: (id: string, read: boolean) => api.patch(`/api/notifications/${encodeURIComponent(id)}`, { read }),
  readAll: () => api.post('/api/notifications/read'),
};
