import { type Filter, parseFilter } from '@/shared/api';

interface ListSearch {
  filter?: Filter;
  sort?: string;
  q?: string;
  bin?: true;
}

/** Reads what a list's address says; anything malformed is dropped, so that every address opens. */
export function listSearch(raw: Record<string, unknown>): ListSearch {
  const filter = parseFilter(raw.filter);
  const { sort, q, bin } = raw;
  return {
    ...(filter ? { filter } : {}),
    ...(typeof sort === 'string' && sort !== '' ? { sort } : {}),
    ...((typeof q === 'string' && q !== '') || typeof q === 'number' ? { q: String(q) } : {}),
    ...(bin === true ? { bin } : {}),
  };
}

/** Where to go after sign-in: only an address of this window. */
export function signInSearch(raw: Record<string, unknown>): { to?: string } {
  const { to } = raw;
  return typeof to === 'string' && /^\/(?![/\\])/.test(to) ? { to } : {};
}
