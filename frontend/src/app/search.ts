import { type Filter, isEmptyFilter, parseFilter } from '@/shared/api';

interface ListSearch {
  /** The saved view whose look the rest changes. */
  view?: string;
  filter?: Filter;
  /** The address had a filter that nobody can read, and shows more than it was meant to. */
  unread?: true;
  sort?: string;
  /** Fields with their widths: "name~300,stage". */
  columns?: string;
  pinned?: number;
  /** Field by which a table is grouped; empty where the view's grouping is put off. */
  group?: string;
  layout?: 'table' | 'board';
  /** Field whose choices make the columns of a board. */
  lanes?: string;
  /** Which of several pipelines a board shows. */
  pipeline?: string;
  q?: string;
  bin?: true;
  /** Record open beside the list. */
  peek?: string;
}

/** Reads what a list's address says; anything malformed is dropped, so that every address opens. Of a filter that is told. */
export function listSearch(raw: Record<string, unknown>): ListSearch {
  const { sort, q, bin, layout, pinned, group } = raw;
  const view = text(raw.view);
  // Only against the filter of a view does an empty one say anything.
  const emptied = view !== undefined && raw.filter !== undefined && isEmptyFilter(raw.filter);
  const filter = emptied ? { and: [] } : parseFilter(raw.filter);
  const dropped = filter === undefined && raw.filter !== undefined && !isEmptyFilter(raw.filter);
  const found = {
    view,
    filter,
    unread: dropped || (raw.unread === true && filter === undefined) ? (true as const) : undefined,
    sort: text(sort),
    columns: text(raw.columns),
    pinned: Number.isInteger(pinned) && Number(pinned) > 0 ? Number(pinned) : undefined,
    group: group === '' && view !== undefined ? '' : text(group),
    layout: layout === 'table' || layout === 'board' ? layout : undefined,
    lanes: text(raw.lanes),
    pipeline: text(raw.pipeline),
    q: typeof q === 'number' ? String(q) : text(q),
    bin: bin === true ? bin : undefined,
    peek: text(raw.peek),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/** What of a record's timeline is shown. */
interface CardSearch {
  kind?: string;
  by?: string;
  q?: string;
}

/** Reads what a card's address says of its timeline; anything malformed is dropped. */
export function cardSearch({ kind, by, q }: Record<string, unknown>): CardSearch {
  const found = { kind: text(kind), by: text(by), q: typeof q === 'number' ? String(q) : text(q) };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function text(raw: unknown): string | undefined {
  return typeof raw === 'string' && raw !== '' ? raw : undefined;
}

/** Where to go after sign-in: only an address of this window. */
export function signInSearch(raw: Record<string, unknown>): { to?: string } {
  const { to } = raw;
  return typeof to === 'string' && /^\/(?![/\\])/.test(to) ? { to } : {};
}

interface PeopleSearch {
  view?: 'chart';
  q?: string;
  department?: string;
  branch?: string;
}

/** Reads what the address of the colleagues says; anything malformed is dropped. */
export function peopleSearch(raw: Record<string, unknown>): PeopleSearch {
  const found = {
    view: raw.view === 'chart' ? raw.view : undefined,
    q: typeof raw.q === 'number' ? String(raw.q) : text(raw.q),
    department: text(raw.department),
    branch: text(raw.branch),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}
