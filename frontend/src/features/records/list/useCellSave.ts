import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, type FieldDefinition, type FieldValue, type Names, type RecordItem } from '@/shared/api';
import { label } from '@/shared/i18n';
import { fieldOf, sameValue, showToast, useShowError } from '@/shared/ui';
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

/** A change somebody else was faster with; `current` is what the office holds. */
export interface CellConflict extends CellChange {
  current: RecordItem;
}

/** Saves cells: the list shows the new value at once, and the old one again when the office refuses it. */
export function useCellSave(type: string) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const showError = useShowError();
  const [conflict, setConflict] = useState<CellConflict>();

  const show = (id: string, change: (record: RecordItem) => RecordItem, names?: Names) =>
    queries.setQueriesData<Pages>({ queryKey: recordKeys.lists(type) }, (pages) =>
      withChanged(pages, id, change, names),
    );

  const save = async (change: CellChange, force = false, undoing = false): Promise<void> => {
    const { record, field, value, names } = change;
    const before = fieldOf(record, field.name);
    if (!force && sameValue(before, value)) return;
    show(record.id, (row) => withField(row, field.name, value), names);
    const result = await send(change, before, force);
    if (result.kind === 'failed') {
      show(record.id, (row) => withField(row, field.name, before));
      return showError(inWords(result.error, field.name));
    }
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

function withField(row: RecordItem, name: string, value: FieldValue): RecordItem {
  if (name === 'responsible') return { ...row, responsible: typeof value === 'string' ? value : null };
  return { ...row, fields: { ...row.fields, [name]: value } };
}

/** A row with what is newer of it; only the fields the list had asked for. */
function merged(row: RecordItem, { names: _, ...newer }: RecordItem): RecordItem {
  const fields = Object.fromEntries(Object.keys(row.fields).map((name) => [name, newer.fields[name]]));
  return { ...row, ...newer, fields };
}
