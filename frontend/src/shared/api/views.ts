import { queryOptions } from '@tanstack/react-query';
import { api, withQuery } from './client';
import type { Principal, PrincipalKind } from './sharing';
import type { Page, Version } from './types';

export interface ViewColumn {
  field: string;
  /** In pixels; the usual width when absent. */
  width?: number;
}

/** What a saved view consists of, as the office keeps it. */
export interface ViewLook {
  layout: 'table' | 'board';
  filter?: unknown;
  sort?: string[];
  columns?: ViewColumn[];
  /** How many of the columns stay when the others are scrolled. */
  pinned?: number;
  group?: string;
  lanes?: string;
}

export interface SavedView extends ViewLook {
  id: string;
  type: string;
  name: string;
  owner: { id: string; name: string };
  mine: boolean;
  /** Who else uses it; told only to whoever may change it. */
  with: Principal[];
  can: boolean;
  /** Fields that are there no longer, and by which the view selected, sorted or grouped; told to whoever may change it. */
  gone?: string[];
  version: Version;
}

export function viewsQuery(type: string) {
  return queryOptions({
    queryKey: ['views', type],
    queryFn: async ({ signal }) =>
      (await api.get<Page<SavedView>>(withQuery('/api/views', { type }), signal)).items,
    staleTime: 60_000,
  });
}

interface ViewInput {
  name?: string;
  with?: { kind: PrincipalKind; id?: string }[];
  look?: ViewLook;
}

const path = (view: SavedView) => `/api/views/${encodeURIComponent(view.id)}`;

export const viewCalls = {
  create: (type: string, input: ViewInput) => api.post<SavedView>('/api/views', { type, ...input }),
  change: (view: SavedView, input: ViewInput) => api.patch<SavedView>(path(view), input, view.version),
  remove: (view: SavedView) => api.delete(path(view), view.version),
};
