import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, type FieldDefinition, type FieldValue, type Names, type RecordItem } from '@/shared/api';
import { label } from '@/shared/i18n';
import { changing, fieldOf, sameValue, showToast, useShowError } from '@/shared/ui';
import { recordCalls, recordKeys } from '../api';
import { type Pages, withChanged } from '../live';
import { type SaveResult, saveField } from '../saveField';

/** A change of one cell, as it was typed. */
export interface CellChange {
  record: RecordItem;
  field: FieldDefinition;
  value: FieldValue;
  /** Names of people and records picked while editing. */
  names: Names;
}

/** A change on its way, or one that has arrived and that the rows held do not show yet. */
interface Sent extends CellChange {
  saved?: RecordItem;
  /** The version of the row that was held when it arrived. */
  over?: RecordItem['version'] | undefined;
}

/** A change somebody else was faster with; `current` is what the office holds. */
export interface CellConflict extends CellChange {
  current: RecordItem;
}

/**
 * Saves cells: the rows show the new value at once, and the old one again when the office refuses it. What is on its
 * way lies over what the office says meanwhile, which may have been read before it arrived.
 */
export function useCellSave(type: string, held: readonly (RecordItem | undefined)[]) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const showError = useShowError();
  const [conflict, setConflict] = useState<CellConflict>();
  const [sent, setSent] = useState<readonly Sent[]>([]);
  const rows = useMemo(() => laidOver(held, sent), [held, sent]);
  const now = useRef(held);
  now.current = held;
  useEffect(
    () =>
      setSent((all) =>
        all.some((one) => isShown(held, one)) ? all.filter((one) => !isShown(held, one)) : all,
      ),
    [held],
  );

  const show = (id: string, change: (record: RecordItem) => RecordItem, names?: Names) =>
    queries.setQueriesData<Pages>({ queryKey: recordKeys.lists(type) }, (pages) =>
      withChanged(pages, id, change, names),
    );

  const save = async (change: CellChange, force = false, undoing = false): Promise<void> => {
    const before = fieldOf(change.record, change.field.name);
    if (!force && sameValue(before, change.value)) return;
    const arrived = changing();
    await write(change, before, force, undoing);
    arrived();
  };

  const write = async (change: CellChange, before: FieldValue, force: boolean, undoing: boolean) => {
    const { record, field, names } = change;
    show(record.id, (row) => row, names);
    setSent((others) => [...others, change]);
    const result = await send(change, before, force);
    if (result.kind === 'saved') {
      // The rows are drawn before they hold it, and whoever presses a key then means what he sees.
      const arrived = { ...change, saved: result.record, over: rowOf(now.current, change)?.version };
      setSent((all) => all.map((one) => (one === change ? arrived : one)));
    } else {
      setSent((all) => all.filter((one) => one !== change));
    }
    if (result.kind === 'failed') return showError(inWords(result.error, field.name));
    if (result.kind === 'conflict') {
      show(record.id, (row) => merged(row, result.current), result.current.names);
      return setConflict({ ...change, current: result.current });
    }
    show(record.id, (row) => merged(row, result.record), result.record.names);
    void queries.invalidateQueries({ queryKey: recordKeys.one(type, record.id) });
    if (undoing) return;
    showToast(t('list.cell_saved', { name: label(field.labels, i18n.language, field.name) }), {
      text: t('common.undo'),
      run: () => void save({ record: result.record, field, value: before, names: {} }, false, true),
    });
  };

  const latest = useRef(save);
  latest.current = save;
  return {
    rows,
    save: useCallback((change: CellChange) => void latest.current(change), []),
    conflict,
    keepMine: () => {
      setConflict(undefined);
      if (conflict) void save({ ...conflict, record: conflict.current }, true);
    },
    takeTheirs: () => setConflict(undefined),
  };
}

/** Whoever is responsible is changed by a transfer; every other field by an edit. */
async function send(
  { record, field, value }: CellChange,
  before: FieldValue,
  force: boolean,
): Promise<SaveResult> {
  if (field.name !== 'responsible') return saveField(record, field.name, value, before, force);
  try {
    const { type, id } = record;
    await recordCalls.transfer(type, id, { to: String(value), with: [], keep_viewer: false });
    return { kind: 'saved', record: { ...record, responsible: String(value) } };
  } catch (error) {
    return { kind: 'failed', error };
  }
}

/** The office's words about this very field say more than those about the whole change. */
function inWords(error: unknown, name: string): unknown {
  if (!(error instanceof ApiError) || !error.fields[name]) return error;
  return new ApiError(error.status, { kind: error.kind, detail: error.fields[name] });
}

type Rows = readonly (RecordItem | undefined)[];

const rowOf = (rows: Rows, { record: { id } }: CellChange) => rows.find((row) => row?.id === id);

/** Whether the rows say of a change that has arrived what is true by now. */
const isShown = (rows: Rows, change: Sent) =>
  change.saved !== undefined && rowOf(rows, change)?.version !== change.over;

/** The rows with what is on its way, or has arrived and is not in them yet. */
export function laidOver(held: Rows, sent: readonly Sent[]): Rows {
  return sent.filter((change) => !isShown(held, change)).reduce(changedBy, held);
}

function changedBy(rows: Rows, change: Sent): Rows {
  const { record, field, value, saved } = change;
  const { name } = field;
  const at = rows.findIndex((row) => row?.id === record.id);
  const row = rows[at];
  if (!row) return rows;
  if (saved) return rows.with(at, merged(row, saved));
  const own = { responsible: typeof value === 'string' ? value : null };
  const changed = name === 'responsible' ? own : { fields: { ...row.fields, [name]: value } };
  return rows.with(at, { ...row, ...changed });
}

/** A row with what is newer of it; only the fields the list had asked for. */
function merged(row: RecordItem, { names: _, ...newer }: RecordItem): RecordItem {
  const fields = Object.fromEntries(Object.keys(row.fields).map((name) => [name, newer.fields[name]]));
  return { ...row, ...newer, fields };
}
