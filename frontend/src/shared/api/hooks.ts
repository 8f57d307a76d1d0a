import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { toldApart } from './choices';
import { api } from './client';
import { type Connection, events, type RecordEvent } from './events';
import type { ElementType, FieldDefinition, FieldDesign, Me, Page, Total, TypeDesign } from './types';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.get<Me>('/api/me', signal),
  staleTime: Number.POSITIVE_INFINITY,
});

/** A field as the office tells of it: a calculated one says apart what kind of value it makes. */
type SentField = Omit<FieldDefinition, 'kind'> & Pick<FieldDesign, 'kind' | 'result'>;

/** A field by the kind of the values it holds, by which they are shown, sorted and compared. */
export function asValues({ result, kind, ...field }: SentField): FieldDefinition {
  return { ...field, kind: kind === 'calculated' ? result || 'number' : kind };
}

export const typesQuery = queryOptions({
  queryKey: ['types'],
  queryFn: async ({ signal }) => {
    const { items } = await api.get<Page<ElementType & { fields: SentField[] }>>('/api/types', signal);
    return items.map((type): ElementType => ({ ...type, fields: toldApart(type.fields.map(asValues)) }));
  },
  staleTime: Number.POSITIVE_INFINITY,
});

export const designsQuery = queryOptions({
  queryKey: ['types', 'designs'],
  queryFn: async ({ signal }) => (await api.get<Page<TypeDesign>>('/api/type-designs', signal)).items,
});

/** The employee who is signed in; only for use behind the sign-in. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** Element types the employee may view, with his rights to their fields. */
export function useTypes(): ElementType[] {
  return useSuspenseQuery(typesQuery).data;
}

export function useElementType(name: string): ElementType | undefined {
  return useTypes().find((type) => type.name === name);
}

export function useFeature(name: string): boolean {
  const me = useMe();
  return me.administrator || me.features[name] === true;
}

export function useConnection(): Connection {
  return useSyncExternalStore(
    (changed) => events.on('connection', changed),
    () => events.connection(),
  );
}

/** Calls `listener` for every record event; it must be stable (useCallback). */
export function useRecordEvents(listener: (event: RecordEvent) => void): void {
  useEffect(() => events.on('record', listener), [listener]);
}

/** The total of a list, replaced by better ones as the office counts on. */
export function useTotal(total: Total | number | undefined): Total | undefined {
  const countId = typeof total === 'object' && !total.exact ? (total.count_id ?? '') : '';
  const counted = useQuery<Total | null>({
    queryKey: ['total', countId],
    queryFn: () => null,
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (total === undefined) return undefined;
  if (typeof total === 'number') return { count: total, exact: true };
  if (countId !== '' && counted.data) return counted.data;
  return total;
}

const ADMINISTRATION = ['people', 'rights', 'types', 'audit'].map((name) => `administration.${name}`);

/** Says whether the page on which people are hired and changed is open to the employee; others have the directory. */
export function useMayKeepPeople(): boolean {
  const me = useMe();
  return (
    me.administrator ||
    ['people', 'rights', 'types'].some((name) => me.features[`administration.${name}`] === true)
  );
}

/** Says whether any page of the administration is open to the employee. */
export function useMayAdminister(): boolean {
  const me = useMe();
  return me.administrator || ADMINISTRATION.some((name) => me.features[name] === true);
}
