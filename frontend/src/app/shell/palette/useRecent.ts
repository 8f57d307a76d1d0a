import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ApiError, api, type RecordItem, type SearchHit, useMe, useTypes } from '@/shared/api';
import { nameOf } from '@/shared/ui';
import { forget, remember, visits } from './recent';

/** Remembers the records whose cards are opened. */
export function useRememberVisits(): void {
  const me = useMe().employee.id;
  const { type, id } = useParams({ strict: false });
  useEffect(() => {
    if (type && id) remember(me, { type, id });
  }, [me, type, id]);
}

/** The records opened last, as the office calls them now; what one may no longer view is left out and forgotten. */
export function useRecentRecords(): SearchHit[] {
  const me = useMe().employee.id;
  const types = useTypes();
  const recent = useQuery({
    queryKey: ['recent', me],
    queryFn: async ({ signal }) => {
      const known = visits(me).filter(({ type }) => types.some(({ name }) => name === type));
      const read = await Promise.all(known.map((visit) => readHit(me, visit.type, visit.id, signal)));
      return read.filter((hit) => hit !== undefined);
    },
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  return recent.data ?? [];
}

async function readHit(
  employee: string,
  type: string,
  id: string,
  signal: AbortSignal,
): Promise<SearchHit | undefined> {
  try {
    const path = `/api/records/${encodeURIComponent(type)}/${encodeURIComponent(id)}`;
    const record = await api.get<RecordItem>(path, signal);
    return record.deleted_at ? undefined : { type, id, name: nameOf(record) };
  } catch (error) {
    if (error instanceof ApiError && [403, 404].includes(error.status)) forget(employee, { type, id });
    return undefined;
  }
}
