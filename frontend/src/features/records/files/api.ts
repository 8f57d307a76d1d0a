import { queryOptions } from '@tanstack/react-query';
import { api, type Page, type RecordItem, type TimelineItem, upload, withQuery } from '@/shared/api';
import { recordKeys } from '../api';

/** How many files a card lists. */
export const FILES_SHOWN = 200;

export function filesQuery(type: string, id: string) {
  return queryOptions({
    queryKey: [...recordKeys.one(type, id), 'files'],
    queryFn: ({ signal }) =>
      api.get<Page<RecordItem>>(
        withQuery('/api/records/file', {
          filter: JSON.stringify({ field: 'about', op: '=', value: { type, id } }),
          sort: '-created_at',
          limit: FILES_SHOWN,
        }),
        signal,
      ),
  });
}

/** Where the content of a file is fetched; `inline` to show it, else to save it. */
export function contentPath(id: string, inline: boolean): string {
  return withQuery(`/api/records/file/${encodeURIComponent(id)}/content`, { inline });
}

export function sendFile(
  record: RecordItem,
  file: File,
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<TimelineItem> {
  const path = `/api/records/${record.type}/${encodeURIComponent(record.id)}/files`;
  return upload<TimelineItem>(withQuery(path, { name: file.name }), file, onProgress, signal);
}
