import { Button } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  complete,
  type ElementType,
  type FieldDefinition,
  type Filter,
  type Names,
  type RecordItem,
  type Total,
  useConnection,
  useTotal,
} from '@/shared/api';
import { useFormat } from '@/shared/format';
import { inSentence, label, typeLabel } from '@/shared/i18n';
import {
  Bars,
  DataGrid,
  EmptyState,
  ErrorState,
  fieldOf,
  type GridColumn,
  type GridSort,
  nameOf,
  PlainFieldValue,
  useFieldText,
} from '@/shared/ui';
import { DEFAULT_SORT, listQuery } from '../api';
import { useLiveList } from '../live';
import { useRestore } from '../useRestore';
import { widthOf } from './columns';
import classes from './list.module.css';

interface RecordGridProps {
  type: ElementType;
  fields: FieldDefinition[];
  search: { filter?: Filter; sort?: string; q?: string; bin?: boolean };
  onSort: (sort: string | undefined) => void;
  onClear: () => void;
  onNew: (() => void) | undefined;
}

export function RecordGrid({ type, fields, search, onSort, onClear, onNew }: RecordGridProps) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const question = {
    ...search,
    fields: ['name', ...fields.map((field) => field.name).filter((name) => name !== 'name')],
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
  const columns = useGridColumns(type, fields, names, search.bin === true);
  const { fetchNextPage, isFetchingNextPage, hasNextPage } = list;
  const handleMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);

  if (list.isError && rows.length === 0) {
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (!list.data) return <Bars rows={12} />;
  if (rows.length === 0) {
    const narrowed = complete(search.filter) !== undefined || (search.q ?? '') !== '';
    return (
      <NoRecords type={type} narrowed={narrowed} bin={search.bin === true} onClear={onClear} onNew={onNew} />
    );
  }
  const sort = toSort(search.sort ?? DEFAULT_SORT);
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
        onSort={(column) => onSort(nextSort(sort, column))}
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

function useGridColumns(
  type: ElementType,
  fields: FieldDefinition[],
  names: Names,
  bin: boolean,
): GridColumn<RecordItem>[] {
  const { t, i18n } = useTranslation();
  const fieldText = useFieldText();
  const format = useFormat();
  return useMemo(() => {
    const known = fields.filter((field) => field.name !== 'name');
    const title: GridColumn<RecordItem> = {
      id: 'name',
      header: label(
        type.fields.find((field) => field.name === 'name')?.labels,
        i18n.language,
        t('system.name'),
      ),
      width: 300,
      sortable: type.fields.find((field) => field.name === 'name')?.sortable ?? true,
      render: (record) =>
        bin ? (
          <span className={classes.deleted}>
            <a href={`/t/${type.name}/${record.id}`} tabIndex={-1} title={nameOf(record)}>
              {nameOf(record) || t('record.unnamed')}
            </a>
            <Restore type={type.name} record={record} />
          </span>
        ) : (
          <a href={`/t/${type.name}/${record.id}`} tabIndex={-1} title={nameOf(record)}>
            {nameOf(record) || t('record.unnamed')}
          </a>
        ),
    };
    const deletion: GridColumn<RecordItem>[] = [
      {
        id: 'deleted_at',
        header: t('list.deleted'),
        width: 160,
        render: ({ deleted_at }) => (deleted_at ? format.dateTime(deleted_at) : ''),
      },
      {
        id: 'deleted_by',
        header: t('list.deleted_by'),
        width: 190,
        render: ({ deleted_by }) => (deleted_by && names[deleted_by]) || '',
      },
    ];
    const rest = known.map(
      (field): GridColumn<RecordItem> => ({
        id: field.name,
        header: label(field.labels, i18n.language, field.name),
        width: widthOf(field),
        ...(['money', 'number', 'percent'].includes(field.kind) ? { align: 'right' } : {}),
        sortable: field.sortable,
        render: (record) => {
          const value = fieldOf(record, field.name);
          return (
            <PlainFieldValue
              field={field}
              value={value}
              names={names}
              text={fieldText(field, value, names)}
            />
          );
        },
      }),
    );
    return bin ? [title, ...deletion, ...rest] : [title, ...rest];
  }, [type, fields, names, bin, t, i18n.language, fieldText, format]);
}

function Restore({ type, record }: { type: string; record: RecordItem }) {
  const { t } = useTranslation();
  const restore = useRestore(type);
  return (
    <button type="button" className={classes.restore} onClick={() => void restore(record)}>
      <IconRestore size={14} stroke={1.7} aria-hidden="true" /> {t('record.restore')}
    </button>
  );
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
