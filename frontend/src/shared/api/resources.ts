import { queryOptions } from '@tanstack/react-query';
import { api, withQuery } from './client';
import type {
  Branch,
  Department,
  Employee,
  Group,
  Position,
  Profile,
  Restriction,
  Role,
  SharingRule,
} from './company';
import type { Page, Version } from './types';

/** Everything of the company's structure and rights that is kept in lists of its own. */
export interface Resources {
  employees: Employee;
  positions: Position;
  roles: Role;
  profiles: Profile;
  groups: Group;
  departments: Department;
  branches: Branch;
  'sharing-rules': SharingRule;
  restrictions: Restriction;
}

export type ResourceName = keyof Resources;

const PAGE_SIZE = 200;
const PAGES_AT_MOST = 50;

export function resourceQuery<Name extends ResourceName>(name: Name) {
  return queryOptions({
    queryKey: ['resource', name],
    queryFn: ({ signal }) => readAll<Resources[Name]>(`/api/${name}`, signal),
  });
}

export function resourceItemQuery<Name extends ResourceName>(name: Name, id: string) {
  return queryOptions({
    queryKey: ['resource', name, id],
    queryFn: ({ signal }) => api.get<Resources[Name]>(`/api/${name}/${encodeURIComponent(id)}`, signal),
  });
}

export const resources = {
  create: <Name extends ResourceName>(name: Name, body: Partial<Resources[Name]>) =>
    api.post<Resources[Name]>(`/api/${name}`, body),
  edit: <Name extends ResourceName>(
    name: Name,
    id: string,
    body: Partial<Resources[Name]>,
    version?: Version,
  ) => api.patch<Resources[Name]>(`/api/${name}/${encodeURIComponent(id)}`, body, version),
  remove: (name: ResourceName, id: string, version?: Version) =>
    api.delete(`/api/${name}/${encodeURIComponent(id)}`, version),
};

/** Lists of structure are short; pickers and trees need them whole. */
async function readAll<Item>(path: string, signal: AbortSignal): Promise<Item[]> {
  const items: Item[] = [];
  let cursor = '';
  for (let page = 0; page < PAGES_AT_MOST; page += 1) {
    const answer = await api.get<Page<Item>>(withQuery(path, { limit: PAGE_SIZE, cursor }), signal);
    items.push(...answer.items);
    if (!answer.next) break;
    cursor = answer.next;
  }
  return items;
}

/** The fields in which a draft differs from what the office holds. */
export function changesOf<Item extends object>(held: Item | undefined, draft: Item): Partial<Item> {
  return Object.fromEntries(
    Object.entries(draft).filter(
      ([name, value]) =>
        name !== 'id' &&
        name !== 'version' &&
        JSON.stringify(value) !== JSON.stringify(held?.[name as keyof Item]),
    ),
  ) as Partial<Item>;
}

/** Items of a tree in reading order, each with its depth; an item whose parent is missing stands at the top. */
export function inTreeOrder<Item extends { id: string; name: string; parent_id?: string | null }>(
  items: Item[],
): { item: Item; depth: number }[] {
  const ids = new Set(items.map((item) => item.id));
  const children = new Map<string, Item[]>();
  for (const item of items) {
    const parent = item.parent_id && ids.has(item.parent_id) ? item.parent_id : '';
    children.set(parent, [...(children.get(parent) ?? []), item]);
  }
  const out: { item: Item; depth: number }[] = [];
  const seen = new Set<string>();
  const walk = (parent: string, depth: number) => {
    for (const item of (children.get(parent) ?? []).toSorted((a, b) => a.name.localeCompare(b.name))) {
      if (seen.has(item.id)) continue;
      seen.add(item.id);
      out.push({ item, depth });
      walk(item.id, depth + 1);
    }
  };
  walk('', 0);
  return out;
}
