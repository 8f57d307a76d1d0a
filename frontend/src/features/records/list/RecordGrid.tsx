import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { complete, type ElementType, type Names, type Total, useConnection, useTotal } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { inSentence, typeLabel } from '@/shared/i18n';
import { Bars, DataGrid, EmptyState, ErrorState, type GridSort } from '@/shared/ui';
import { DEFAULT_SORT, listQuery } from '../api';
import { useLiveList } from '../live';
import { namedColumns, type ShownColumn } from './columns';
import classes from './list.module.css';
import { boundedWidth, type Look } from './look';
import { useGridColumns } from './useGridColumns';

interface RecordGridProps {
  type: ElementType;
  columns: ShownColumn[];
  look: Look;
  search: { q?: string; bin?: boolean };
  onLook: (part: Partial<Look>) => void;
  onClear: () => void;
  onNew: (() => void) | undefined;
}

export function RecordGrid({ type, columns: shown, look, search, onLook, onClear, onNew }: RecordGridProps) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const question = {
    filter: look.filter,
    sort: look.sort,
    q: search.q,
    bin: search.bin,
    fields: shown.map(({ field }) => field.name),
  };
  const options = listQuery(type.name, question);
  const list = useInfiniteQuery({ ...options, placeholderData: keepPreviousData });
  const { stale, refresh } = useLiveList(type.name, options.queryKey);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const names = useMemo(
    () => Object.assign({}, ...(list.data?.pages.map((page) => page.names) ?? [])) as Names,
    [list.data],
  );
  const total = useTotal(list.data?.pages[0]?.total);
  useCountedLater(list.data?.pages[0]?.total, list.refetch);
  const columns = useGridColumns(type, shown, names, search.bin === true);
  const handleResize = useResize(shown, onLook);
  const { fetchNextPage, isFetchingNextPage, hasNextPage } = list;
  const handleMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);

  if (list.isError && rows.length === 0) {
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (!list.data) return <Bars rows={12} />;
  if (rows.length === 0) {
    const narrowed = complete(look.filter) !== undefined || (search.q ?? '') !== '';
    return (
      <NoRecords type={type} narrowed={narrowed} bin={search.bin === true} onClear={onClear} onNew={onNew} />
    );
  }
  const sort = toSort(look.sort ?? DEFAULT_SORT);
  return (
    <>
      <DataGrid
        label={typeLabel(type, i18n.language, 'many')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        total={total?.exact ? total.count : undefined}
        hasMore={list.hasNextPage}
        onMore={handleMore}
        sort={sort}
        onSort={(column) => onLook({ sort: nextSort(sort, column) })}
        pinned={search.bin ? 1 : Math.min(look.pinned, shown.length)}
        onResize={handleResize}
        cells
        onOpen={(row) => {
          void navigate({ to: '/t/$type/$id', params: { type: type.name, id: row.id } });
        }}
        autoFocus
        testId="record-grid"
      />
      <footer className={classes.footer}>
        <TotalText total={total} />
        {list.isError && <span className={classes.problem}>{t('list.more_failed')}</span>}
        {stale && (
          <button type="button" className={classes.stale} onClick={refresh}>
            {t('list.changed')}
          </button>
        )}
        <span className={classes.keys} aria-hidden="true">
          <kbd>↑↓</kbd> <kbd>Enter</kbd> <kbd>/</kbd>
        </span>
      </footer>
    </>
  );
}

/** A list read before the event stream was open has nobody to tell its exact total: it is read once more. */
function useCountedLater(total: Total | number | undefined, refetch: () => unknown): void {
  const open = useConnection() === 'open';
  const waiting = typeof total === 'object' && !total.exact && !total.count_id;
  useEffect(() => {
    if (open && waiting) void refetch();
  }, [open, waiting, refetch]);
}

function TotalText({ total }: { total: { count: number; exact: boolean } | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!total) return null;
  const number = format.number(total.count);
  return (
    <span data-testid="total" role="status">
      {t('list.total', { count: total.count, number: total.exact ? number : `${number}+` })}
    </span>
  );
}

/** First press sorts ascending, the second descending, the third gives the list its own order back. */
export function nextSort(now: GridSort | undefined, column: string): string | undefined {
  if (now?.column !== column) return column;
  return now.descending ? undefined : `-${column}`;
}

export function toSort(sort: string): GridSort | undefined {
  const [first = ''] = sort.split(',');
  return { column: first.replace(/^-/, ''), descending: first.startsWith('-') };
}

/** Keeps the width a column was dragged to. */
function useResize(shown: ShownColumn[], onLook: (part: Partial<Look>) => void) {
  const latest = useRef({ shown, onLook });
  latest.current = { shown, onLook };
  return useCallback((column: string, width: number) => {
    const { shown: now, onLook: keep } = latest.current;
    const next = now.map((each) =>
      each.field.name === column ? { ...each, width: boundedWidth(width) } : each,
    );
    keep({ columns: namedColumns(next) });
  }, []);
}

interface NoRecordsProps {
  type: ElementType;
  narrowed: boolean;
  bin: boolean;
  onClear: () => void;
  onNew: (() => void) | undefined;
}

function NoRecords({ type, narrowed, bin, onClear, onNew }: NoRecordsProps) {
  const { t, i18n } = useTranslation();
  if (narrowed) {
    return (
      <EmptyState title={t('list.nothing_matches')}>
        <Button variant="default" onClick={onClear}>
          {t('list.clear_filters')}
        </Button>
      </EmptyState>
    );
  }
  if (bin) return <EmptyState title={t('list.bin_empty')} text={t('list.bin_hint')} />;
  return (
    <EmptyState
      title={t('list.empty', { name: typeLabel(type, i18n.language, 'many') })}
      text={t('list.empty_hint')}
    >
      {onNew && (
        <Button onClick={onNew}>
          {t('list.new', { name: inSentence(typeLabel(type, i18n.language, 'one')) })}
        </Button>
      )}
    </EmptyState>
  );
}
