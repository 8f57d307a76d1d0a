import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, type Page, type Principal, type SearchHit, withQuery } from '@/shared/api';
import { otherLayout } from './layout';
import type { Prompt } from './prompt';

const SEARCH_AFTER_MS = 120;
const LITTLE = 3;

interface Found {
  hits: SearchHit[];
  searching: boolean;
}

/** Records that hold the text; where these are few, also those that hold it as typed in the other layout. */
export function useFoundRecords({ scope, text }: Prompt): Found {
  const wanted = scope === 'all' || scope === 'number' ? text : '';
  const [asked] = useDebouncedValue(wanted, SEARCH_AFTER_MS);
  const found = useQuery({
    queryKey: ['search', asked],
    queryFn: ({ signal }) => bothLayouts(asked, (q) => searched(q, signal)),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  const hits = wanted === '' ? [] : (found.data ?? []);
  return {
    hits: scope === 'number' ? hits.filter((hit) => hasNumber(hit, text)) : hits,
    searching: found.isFetching || asked !== wanted,
  };
}

/** Colleagues by name. */
export function useFoundEmployees({ scope, text }: Prompt): Found {
  const open = scope === 'employees';
  const [asked] = useDebouncedValue(text, SEARCH_AFTER_MS);
  const found = useQuery({
    queryKey: ['search', 'employees', asked],
    queryFn: ({ signal }) => bothLayouts(asked, (q) => named(q, signal)),
    enabled: open,
    placeholderData: keepPreviousData,
  });
  return { hits: open ? (found.data ?? []) : [], searching: found.isFetching || asked !== text };
}

async function bothLayouts(
  text: string,
  search: (text: string) => Promise<SearchHit[]>,
): Promise<SearchHit[]> {
  const hits = await search(text);
  const other = otherLayout(text);
  if (hits.length >= LITTLE || other === undefined) return hits;
  const known = new Set(hits.map(({ id }) => id));
  return [...hits, ...(await search(other)).filter(({ id }) => !known.has(id))];
}

async function searched(q: string, signal: AbortSignal): Promise<SearchHit[]> {
  return (await api.get<{ items: SearchHit[] }>(withQuery('/api/search', { q }), signal)).items;
}

async function named(q: string, signal: AbortSignal): Promise<SearchHit[]> {
  const question = withQuery('/api/principals', { q, kinds: 'employee', limit: 20 });
  const { items } = await api.get<Page<Principal & { detail?: string }>>(question, signal);
  return items.map(({ id, name = '', detail }) => ({
    type: 'employee',
    id,
    name,
    matched: detail ? [{ field: 'detail', text: detail }] : [],
  }));
}

/** A number may stand in the name or in a field, but a phone that holds it is not meant. */
function hasNumber(hit: SearchHit, number: string): boolean {
  const texts = [
    hit.name,
    ...(hit.matched ?? []).filter(({ field }) => field !== 'phone').map(({ text }) => text),
  ];
  return texts.some((text) => text.toLowerCase().includes(number.toLowerCase()));
}
