import {
  complete,
  type FieldDefinition,
  type Filter,
  groupOf,
  isGroup,
  joinOf,
  type Part,
  parseFilter,
  partsOf,
  type SavedView,
  type ViewColumn,
  type ViewLook,
} from '@/shared/api';
import { DEFAULT_SORT } from '../api';

/** How a list is looked at: what a saved view keeps, and what the address changes of it. */
export interface Look {
  layout: 'table' | 'board';
  filter: Filter | undefined;
  sort: string | undefined;
  /** The usual ones when undefined. */
  columns: ViewColumn[] | undefined;
  pinned: number;
  group: string | undefined;
  lanes: string | undefined;
}

/** The part of an address that says how a list differs from its view. */
export interface LookSearch {
  filter?: Filter | undefined;
  sort?: string | undefined;
  columns?: string | undefined;
  pinned?: number | undefined;
  group?: string | undefined;
  layout?: 'table' | 'board' | undefined;
  lanes?: string | undefined;
}

export const PLAIN_LOOK: Look = {
  layout: 'table',
  filter: undefined,
  sort: undefined,
  columns: undefined,
  pinned: 1,
  group: undefined,
  lanes: undefined,
};

/** What a view shows before anything is changed. */
export function lookOfView(view: SavedView): Look {
  return {
    layout: view.layout,
    filter: parseFilter(view.filter),
    sort: view.sort?.length ? view.sort.join(',') : undefined,
    columns: view.columns?.length ? view.columns : undefined,
    pinned: Math.max(1, view.pinned ?? 1),
    group: view.group || undefined,
    lanes: view.lanes || undefined,
  };
}

/** The look as the office keeps it. */
export function toViewLook(look: Look): ViewLook {
  const filter = complete(look.filter);
  return {
    layout: look.layout,
    ...(filter ? { filter } : {}),
    ...(look.sort ? { sort: look.sort.split(',') } : {}),
    ...(look.columns ? { columns: look.columns, pinned: Math.min(look.pinned, look.columns.length) } : {}),
    ...(look.group ? { group: look.group } : {}),
    ...(look.lanes ? { lanes: look.lanes } : {}),
  };
}

/** A look with what the address changes of it. */
export function changedBy(base: Look, search: LookSearch): Look {
  return {
    layout: search.layout ?? base.layout,
    filter: search.filter === undefined ? base.filter : complete(search.filter),
    sort: search.sort ?? base.sort,
    columns: search.columns === undefined ? base.columns : parseColumns(search.columns),
    pinned: search.pinned ?? base.pinned,
    group: search.group === undefined ? base.group : search.group || undefined,
    lanes: search.lanes ?? base.lanes,
  };
}

/** What the address must say for a look; what is as in the base is left out of it. */
export function differenceOf(base: Look, look: Look): LookSearch {
  const differs = (key: keyof Look) => stable(base[key]) !== stable(look[key]);
  return {
    layout: differs('layout') ? look.layout : undefined,
    filter:
      stable(complete(base.filter)) === stable(complete(look.filter))
        ? undefined
        : (complete(look.filter) ?? { and: [] }),
    sort:
      (look.sort ?? DEFAULT_SORT) === (base.sort ?? DEFAULT_SORT) ? undefined : (look.sort ?? DEFAULT_SORT),
    columns: differs('columns') ? writeColumns(look.columns ?? []) || undefined : undefined,
    pinned: differs('pinned') ? look.pinned : undefined,
    group: differs('group') ? (look.group ?? '') : undefined,
    lanes: differs('lanes') ? look.lanes : undefined,
  };
}

/** Says whether the address changes anything of a look. */
export function isChanged(base: Look, look: Look): boolean {
  return Object.values(differenceOf(base, look)).some((value) => value !== undefined);
}

/**
 * The look without what names fields that the reader does not have, and by which of them it selected, sorted or grouped.
 * Columns of such fields go without a word.
 */
export function withoutUnknown(look: Look, fields: FieldDefinition[]): { look: Look; unknown: string[] } {
  const known = new Set(fields.filter(({ right }) => right !== 'masked').map(({ name }) => name));
  const unknown = new Set<string>();
  const keeps = (name: string) => known.has(name) || !unknown.add(name);
  const left = (part: Part): Part[] => {
    if (!isGroup(part)) return keeps(part.field) ? [part] : [];
    const parts = partsOf(part).flatMap(left);
    return parts.length === 0 ? [] : [groupOf(joinOf(part), parts)];
  };
  const and = look.filter?.and.flatMap(left);
  const sort = look.sort?.split(',').filter((key) => keeps(key.replace(/^-/, '')));
  const grouped = look.group === undefined || keeps(look.group.split(':')[0] ?? '');
  const laned = look.lanes === undefined || keeps(look.lanes);
  const there = new Set(fields.map(({ name }) => name));
  const columns = look.columns?.filter(({ field }) => there.has(field));
  if (unknown.size === 0 && columns?.length === look.columns?.length) return { look, unknown: [] };
  return {
    look: {
      ...look,
      filter: and && complete({ and }),
      sort: sort?.join(',') || undefined,
      group: grouped ? look.group : undefined,
      lanes: laned ? look.lanes : undefined,
      columns: columns?.length === 0 ? undefined : columns,
    },
    unknown: [...unknown].toSorted(),
  };
}

const WIDTHS = { least: 60, most: 1200 };

export function boundedWidth(width: number): number {
  return Math.round(Math.min(WIDTHS.most, Math.max(WIDTHS.least, width)));
}

/** Reads columns from an address or from what this browser keeps; undefined when none are named. */
export function parseColumns(text: string): ViewColumn[] | undefined {
  const seen = new Set<string>();
  const columns = text.split(',').flatMap((part): ViewColumn[] => {
    const [field = '', width = ''] = part.split('~');
    if (field === '' || seen.has(field)) return [];
    seen.add(field);
    return [/^\d+$/.test(width) ? { field, width: boundedWidth(Number(width)) } : { field }];
  });
  return columns.length === 0 ? undefined : columns;
}

export function writeColumns(columns: ViewColumn[]): string {
  return columns.map(({ field, width }) => (width ? `${field}~${width}` : field)).join(',');
}

/** JSON in which the order of keys makes no difference; undefined and absent are alike. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
