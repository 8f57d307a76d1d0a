import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { storage } from '@/platform';
import { type FieldDefinition, type SavedView, viewsQuery } from '@/shared/api';
import {
  changedBy,
  differenceOf,
  isChanged,
  type Look,
  lookOfView,
  PLAIN_LOOK,
  parseColumns,
  withoutUnknown,
  writeColumns,
} from './look';

const NO_VIEWS: SavedView[] = [];
const NOTHING: string[] = [];

/**
 * What the list of a type shows. The address says which view is open and how the list differs from it; columns of the
 * list without a view are the reader's own, kept in this browser.
 */
export function useListState(type: string, layout: Look['layout'], fields: FieldDefinition[]) {
  const navigate = useNavigate();
  const router = useRouter();
  const search = useSearch({ from: layout === 'board' ? '/office/t/$type/board' : '/office/t/$type' });
  const path = (of: Look['layout']) => (of === 'board' ? '/t/$type/board' : '/t/$type');
  const query = useQuery(viewsQuery(type));
  const [own, keepOwn] = useOwnColumns(type);
  const views = query.data ?? NO_VIEWS;
  const view = views.find(({ id }) => id === search.view);
  const base = useMemo(() => (view ? lookOfView(view) : { ...PLAIN_LOOK, layout }), [view, layout]);
  const { look, unknown } = useMemo(
    () => withoutUnknown({ ...changedBy(view ? base : { ...base, ...own }, search), layout }, fields),
    [view, base, own, search, layout, fields],
  );
  const gone = view?.gone ?? NOTHING;

  const change = (part: { [Key in keyof typeof search]?: (typeof search)[Key] | undefined }) => {
    // What was typed a moment before a record was opened must not call one back from it.
    if (router.latestLocation.pathname !== path(layout).replace('$type', type)) return;
    void navigate({
      to: '.',
      search: (now) =>
        Object.fromEntries(Object.entries({ ...now, ...part }).filter(([, value]) => value !== undefined)),
      replace: true,
    });
  };

  return {
    search,
    views,
    view,
    look,
    /** The view differs from what is kept of it. */
    changed: isChanged(view ? base : { ...base, ...own }, look),
    /** Fields that are not there, by which the view or the address selects, sorts or groups: that is left out. */
    gone: useMemo(() => [...new Set([...gone, ...unknown])], [gone, unknown]),
    /** The view as it is kept names some of them, until it is saved anew. */
    needsSaving: gone.length > 0,
    /** A view is named, and nobody knows yet what it shows. */
    waiting: search.view !== undefined && query.isPending,
    change,
    /** Changes the look, and the search inside the list along with it. */
    setLook: (part: Partial<Look>, rest: { q?: undefined } = {}) => {
      const next = { ...look, ...part };
      if (!view && ('columns' in part || 'pinned' in part)) keepOwn(next);
      change({ ...differenceOf(base, next), layout: undefined, ...rest });
    },
    openView: (id: string | undefined) => {
      const opened = views.find((each) => each.id === id)?.layout ?? layout;
      void navigate({ to: path(opened), params: { type }, search: id === undefined ? {} : { view: id } });
    },
    reset: () => {
      if (base.layout === layout) change(differenceOf(base, base));
      else void navigate({ to: path(base.layout), params: { type }, search: view ? { view: view.id } : {} });
    },
  };
}

export type ListState = ReturnType<typeof useListState>;

function useOwnColumns(type: string) {
  const [own, setOwn] = useState(() => {
    const columns = parseColumns(storage.read(`columns.${type}`) ?? '');
    return { columns, pinned: Math.max(1, Number(storage.read(`pinned.${type}`)) || 1) };
  });
  const keep = ({ columns, pinned }: Pick<Look, 'columns' | 'pinned'>) => {
    storage.write(`columns.${type}`, writeColumns(columns ?? []));
    storage.write(`pinned.${type}`, String(pinned));
    setOwn({ columns, pinned });
  };
  return [own, keep] as const;
}
