import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, complete, type ElementType, type Many, type RecordItem } from '@/shared/api';
import { typeLabel } from '@/shared/i18n';
import { keyboard } from '@/shared/keys';
import { Bars, DataGrid, ErrorState, type GridControl, type GridSort, useShowError } from '@/shared/ui';
import {
  DEFAULT_SORT,
  type ExportFormat,
  exportOfPath,
  exportPath,
  type ListQuestion,
  readMatching,
} from '../api';
import type { Peek } from '../peek/PeekPanel';
import { BulkBar } from './BulkBar';
import { type BulkDialogKind, manyOf } from './bulk';
import { ConflictDialog } from './ConflictDialog';
import { namedColumns, type ShownColumn } from './columns';
import { type Grouping, wordOf } from './groups';
import { ListFooter } from './ListFooter';
import { boundedWidth, type Look } from './look';
import { NoRecords } from './NoRecords';
import type { RowSource } from './rowSource';
import { useBulk } from './useBulk';
import { useCellSave } from './useCellSave';
import { useGridColumns } from './useGridColumns';
import { useGroupedRows } from './useGroupedRows';
import { useListKeys } from './useListKeys';
import { useRows } from './useRows';
import { SELECTED_AT_MOST, useSelection } from './useSelection';

interface RecordGridProps {
  type: ElementType;
  columns: ShownColumn[];
  look: Look;
  /** By what the rows are grouped. */
  group: Grouping | undefined;
  search: { q?: string; bin?: boolean; peek?: string };
  onPeek: Peek;
  onLook: (part: Partial<Look>) => void;
  onClear: () => void;
  onNew: (() => void) | undefined;
}

/** The records of a list, edited where they stand and worked on together; under the heads of groups if one likes. */
export function RecordGrid(props: RecordGridProps) {
  const { group, look, search, columns } = props;
  const question = {
    filter: look.filter,
    sort: look.sort,
    q: search.q,
    bin: search.bin,
    fields: columns.map(({ field }) => field.name),
  };
  return group ? (
    <Grouped key={wordOf(group)} {...props} group={group} question={question} />
  ) : (
    <Plain {...props} question={question} />
  );
}

type AskingProps = RecordGridProps & { question: ListQuestion };

function Plain(props: AskingProps) {
  return <Records {...props} source={useRows(props.type.name, props.question)} />;
}

function Grouped(props: AskingProps & { group: Grouping }) {
  const { type, question, group, columns } = props;
  return <Records {...props} source={useGroupedRows(type.name, question, group, columns)} />;
}

function Records(props: AskingProps & { source: RowSource }) {
  const { type, columns: shown, look, search, question, source, onLook, onPeek, onClear, onNew } = props;
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const bin = search.bin === true;
  const { names, total, groups } = source;
  const cells = useCellSave(type.name, source.rows);
  const { rows } = cells;
  const columns = useGridColumns(type, shown, names, bin, { onSave: cells.save, onPeek });
  const handleResize = useResize(shown, onLook);
  const selection = useSelection(type.name, rows, JSON.stringify([type.name, look.filter, search.q, bin]));
  const bulk = useBulk(type.name);
  const [dialog, setDialog] = useState<BulkDialogKind>();
  const showError = useShowError();
  const control = useRef<GridControl<RecordItem>>(null);
  const which = (records: RecordItem[]) =>
    manyOf(
      selection.everything !== undefined,
      question,
      records.map(({ id }) => id),
    );
  const remove = async (records: RecordItem[]) => {
    try {
      await bulk.run({ action: 'delete' }, which(records));
      selection.grid.clear();
    } catch (error) {
      showError(error);
    }
  };
  useListKeys({
    type,
    columns: shown,
    control: bin ? undefined : control,
    selected: selection.selected,
    peeked: search.peek,
    onPeek,
    onDialog: setDialog,
    onRemove: (records) => void remove(records),
    onSave: cells.save,
  });

  const nothing = rows.length === 0 && !groups?.length;
  if (source.error !== undefined && nothing)
    return (
      <ErrorState error={source.error} onRetry={source.retry}>
        {isAbout(source.error) && (
          <Button onClick={() => keyboard.perform('filter')} data-testid="narrow">
            {t('list.narrow')}
          </Button>
        )}
      </ErrorState>
    );
  if (source.isPending) return <Bars rows={12} />;
  if (nothing) {
    const narrowed = complete(look.filter) !== undefined || (search.q ?? '') !== '';
    return <NoRecords type={type} narrowed={narrowed} bin={bin} onClear={onClear} onNew={onNew} />;
  }
  const sort = toSort(look.sort ?? DEFAULT_SORT);
  const { selected } = selection;
  const marked = [...selected.values()];
  const matching = total?.exact === true ? total.count : 0;
  const selectAll = async () => {
    if (matching > SELECTED_AT_MOST) return selection.markEverything(matching);
    try {
      const all = await readMatching(type.name, question, SELECTED_AT_MOST);
      selection.set(new Map(all.map((record) => [record.id, record])));
    } catch (error) {
      showError(error);
    }
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    if (search.peek) onPeek(undefined);
    else selection.grid.clear();
  };
  return (
    <>
      <DataGrid
        label={typeLabel(type, i18n.language, 'many')}
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        total={total?.exact ? total.count : undefined}
        hasMore={source.hasMore}
        {...(source.onMore ? { onMore: source.onMore } : {})}
        {...(source.onSeen ? { onSeen: source.onSeen } : {})}
        groups={groups}
        sort={sort}
        onSort={(column) => onLook({ sort: nextSort(sort, column) })}
        pinned={bin ? 1 : Math.min(look.pinned, shown.length)}
        onResize={handleResize}
        selection={bin ? undefined : selection.grid}
        onOpen={(row) => {
          void navigate({ to: '/t/$type/$id', params: { type: type.name, id: row.id } });
        }}
        onKey={handleKey}
        control={control}
        onCursor={(row) => {
          if (search.peek && search.peek !== row.id) onPeek(row.id);
        }}
        cells
        autoFocus
        testId="record-grid"
      />
      <ListFooter
        type={type}
        columns={shown}
        look={look}
        q={search.q}
        bin={bin}
        selected={selected}
        total={total}
        cut={source.cut}
        failed={source.error !== undefined}
        stale={source.stale}
        onRefresh={source.refresh}
      />
      <BulkBar
        type={type}
        count={selection.everything ?? selected.size}
        which={which(marked)}
        bulk={bulk}
        more={
          selection.everything === undefined && selected.size >= rows.length && matching > selected.size
            ? matching
            : undefined
        }
        onAll={() => void selectAll()}
        onClear={selection.grid.clear}
        file={(format) => fileOf(type.name, format, which(marked), question)}
        onRemove={() => void remove(marked)}
        dialog={dialog}
        onDialog={setDialog}
      />
      {cells.conflict && (
        <ConflictDialog conflict={cells.conflict} onKeep={cells.keepMine} onTake={cells.takeTheirs} />
      )}
    </>
  );
}

/** Says whether the office could not answer for a field: of fewer records it may. */
function isAbout(error: unknown): boolean {
  return error instanceof ApiError && Object.keys(error.fields).length > 0;
}

/** Where a file of the marked records is read: of those named, or of all that match. */
function fileOf(type: string, format: ExportFormat, which: Many, question: ListQuestion): string {
  return 'ids' in which
    ? exportOfPath(type, format, which.ids, question.fields)
    : exportPath(type, format, question);
}

function keyOf(record: RecordItem): string {
  return record.id;
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
