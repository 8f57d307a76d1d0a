import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import {
  api,
  complete,
  type Explanation,
  type FieldValue,
  type Filter,
  type Job,
  type Page,
  type RecordItem,
  type RecordLink,
  type Shares,
  type TimelineItem,
  type TimelinePage,
  type Version,
  type WhoSees,
  withQuery,
} from '@/shared/api';

export interface ListQuestion {
  filter?: Filter | undefined;
  sort?: string | undefined;
  q?: string | undefined;
  bin?: boolean | undefined;
  fields: string[];
}

const PAGE_SIZE = 100;

export const DEFAULT_SORT = '-created_at';

export const recordKeys = {
  type: (type: string) => ['records', type] as const,
  lists: (type: string) => ['records', type, 'list'] as const,
  sums: (type: string) => ['records', type, 'sums'] as const,
  one: (type: string, id: string) => ['records', type, 'one', id] as const,
};

const path = (type: string, id: string, rest = '') => `/api/records/${type}/${encodeURIComponent(id)}${rest}`;

/** Pages of a list, each read with the cursor of the one before. */
export function listQuery(type: string, question: ListQuestion) {
  const filter = complete(question.filter);
  return infiniteQueryOptions({
    queryKey: [...recordKeys.lists(type), { ...question, filter }],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<RecordItem>>(listPath(type, question, PAGE_SIZE, pageParam), signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });
}

type RecordPages = InfiniteData<Page<RecordItem>, string>;

/** Pages of a list as they are read one by one with `readMore`; read anew, there are as many again. */
export function pagesQuery(type: string, question: ListQuestion, size: number) {
  const filter = complete(question.filter);
  const queryKey = [...recordKeys.lists(type), 'pages', { ...question, filter }];
  const read = (cursor: string, signal?: AbortSignal) =>
    api.get<Page<RecordItem>>(listPath(type, question, size, cursor), signal);
  return {
    ...queryOptions({
      queryKey,
      queryFn: async ({ client, signal }): Promise<RecordPages> => {
        const held = client.getQueryData<RecordPages>(queryKey)?.pages.length ?? 1;
        const all: RecordPages = { pages: [], pageParams: [] };
        let cursor: string | undefined = '';
        while (cursor !== undefined && all.pages.length < held) {
          const page: Page<RecordItem> = await read(cursor, signal);
          all.pages.push(page);
          all.pageParams.push(cursor);
          cursor = page.next || undefined;
        }
        return all;
      },
    }),
    read,
  };
}

/** Reads the page after those that are read. */
export async function readMore(queries: QueryClient, { queryKey, read }: ReturnType<typeof pagesQuery>) {
  const cursor = queries.getQueryData<RecordPages>(queryKey)?.pages.at(-1)?.next;
  if (!cursor) return;
  const page = await read(cursor);
  queries.setQueryData<RecordPages>(queryKey, (held) =>
    held?.pages.at(-1)?.next === cursor
      ? { pages: [...held.pages, page], pageParams: [...held.pageParams, cursor] }
      : held,
  );
}

function listPath(type: string, question: ListQuestion, limit: number, cursor: string): string {
  const filter = complete(question.filter);
  return withQuery(`/api/records/${type}`, {
    filter: filter && JSON.stringify(filter),
    sort: question.sort ?? DEFAULT_SORT,
    q: question.q,
    bin: question.bin,
    fields: question.fields.join(','),
    limit,
    cursor,
  });
}

export type ExportFormat = 'csv' | 'xlsx' | 'vcf';

/** Begins a job where so many records are exported that it takes long; there is none where the file is best read at once. */
export async function startLongExport(path: string): Promise<Job | undefined> {
  const { job } = await api.post<{ job: Job | null }>(`${path}&long_only=true`);
  return job ?? undefined;
}

/** Where the file is read that holds what a list shows, as far as one may export it. */
export function exportPath(
  type: string,
  format: ExportFormat,
  { filter, sort, q, fields }: ListQuestion,
): string {
  const whole = complete(filter);
  return withQuery(`/api/export/${type}`, {
    format,
    filter: whole && JSON.stringify(whole),
    sort: sort ?? DEFAULT_SORT,
    q,
    // A card has a place for all that is known of somebody.
    fields: format === 'vcf' ? undefined : fields.join(','),
  });
}

/** The same for records that are named one by one. */
export function exportOfPath(type: string, format: ExportFormat, ids: string[], fields: string[]): string {
  return withQuery(`/api/export/${type}`, {
    format,
    ids: ids.join(','),
    fields: format === 'vcf' ? undefined : fields.join(','),
  });
}

const MOST_AT_ONCE = 200;

/** Every record a list would hold, up to `most`. */
export async function readMatching(
  type: string,
  question: ListQuestion,
  most: number,
): Promise<RecordItem[]> {
  const items: RecordItem[] = [];
  let cursor = '';
  do {
    const page = await api.get<Page<RecordItem>>(listPath(type, question, MOST_AT_ONCE, cursor));
    items.push(...page.items);
    cursor = page.next ?? '';
  } while (cursor !== '' && items.length < most);
  return items.slice(0, most);
}

export function recordQuery(type: string, id: string) {
  return queryOptions({
    queryKey: recordKeys.one(type, id),
    queryFn: ({ signal }) => api.get<RecordItem>(path(type, id), signal),
  });
}

/** What of a timeline is asked for; everything without any of it. */
export interface TimelineQuestion {
  kinds?: string | undefined;
  by?: string | undefined;
  q?: string | undefined;
  field?: string | undefined;
}

export function timelineQuery(type: string, id: string, question: TimelineQuestion = {}) {
  return infiniteQueryOptions({
    queryKey: [...recordKeys.one(type, id), 'timeline', question],
    queryFn: ({ pageParam, signal }) =>
      api.get<TimelinePage>(
        withQuery(path(type, id, '/timeline'), { ...question, cursor: pageParam }),
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });
}

/** Somebody whom one may mention on a record; who does not see it is not told. Absent where one may not know who does. */
export interface Colleague {
  id: string;
  name: string;
  detail?: string;
  sees?: boolean;
}

export function colleaguesQuery(type: string, id: string, q: string) {
  return queryOptions({
    queryKey: [...recordKeys.one(type, id), 'colleagues', q],
    queryFn: async ({ signal }) =>
      (await api.get<Page<Colleague>>(withQuery(path(type, id, '/colleagues'), { q }), signal)).items,
    staleTime: 10_000,
  });
}

export function sharesQuery(type: string, id: string) {
  return queryOptions({
    queryKey: [...recordKeys.one(type, id), 'shares'],
    queryFn: ({ signal }) => api.get<Shares>(path(type, id, '/shares'), signal),
  });
}

export function whoSeesQuery(type: string, id: string) {
  return queryOptions({
    queryKey: [...recordKeys.one(type, id), 'access'],
    queryFn: ({ signal }) => api.get<Page<WhoSees>>(path(type, id, '/access'), signal),
  });
}

export function linksQuery(type: string, id: string) {
  return queryOptions({
    queryKey: [...recordKeys.one(type, id), 'links'],
    queryFn: ({ signal }) => api.get<Page<RecordLink>>(path(type, id, '/links'), signal),
  });
}

export interface WhyQuestion {
  employee: string;
  type: string;
  id: string;
  action: string;
  field?: string | undefined;
}

export function whyQuery(question: WhyQuestion) {
  return queryOptions({
    queryKey: [...recordKeys.one(question.type, question.id), 'why', question],
    queryFn: ({ signal }) => api.get<Explanation>(withQuery('/api/explain', { ...question }), signal),
  });
}

/** Types of related records that a change of responsible could take along. */
export interface TransferPreview {
  along: string[];
}

export const recordCalls = {
  get: (type: string, id: string) => api.get<RecordItem>(path(type, id)),
  create: (type: string, body: { fields: Record<string, FieldValue>; responsible?: string | null }) =>
    api.post<RecordItem>(`/api/records/${type}`, body),
  edit: (type: string, id: string, fields: Record<string, FieldValue>, version: Version) =>
    api.patch<RecordItem>(path(type, id), { fields }, version),
  remove: (type: string, id: string) => api.delete(path(type, id)),
  restore: (type: string, id: string) => api.post<RecordItem>(path(type, id, '/restore')),
  transfer: (type: string, id: string, body: { to: string; with: string[]; keep_viewer: boolean }) =>
    api.post(path(type, id, '/transfer'), body),
  transferPreview: (type: string, id: string, to: string, signal?: AbortSignal) =>
    api.get<TransferPreview>(withQuery(path(type, id, '/transfer'), { to }), signal),
  share: (type: string, id: string, items: unknown[], along: string[], version: Version) =>
    api.put<Shares>(path(type, id, '/shares'), { items, with: along }, version),
  note: (type: string, id: string, text: string) =>
    api.post<TimelineItem>(path(type, id, '/notes'), { text }),
  message: (type: string, id: string, text: string) =>
    api.post<TimelineItem>(path(type, id, '/messages'), { text }),
  task: (type: string, id: string, body: { title: string; due: string | null; responsible: string | null }) =>
    api.post<TimelineItem>(path(type, id, '/tasks'), body),
  link: (type: string, id: string, body: { type: string; id: string; role: string }) =>
    api.post<RecordLink>(path(type, id, '/links'), body),
  unlink: (type: string, id: string, link: string) => api.delete(path(type, id, `/links/${link}`)),
};
