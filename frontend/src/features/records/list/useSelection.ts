import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RecordItem, useRecordEvents } from '@/shared/api';
import { type GridSelection, nameOf } from '@/shared/ui';

export type Selection = ReadonlyMap<string, RecordItem>;

/** More rows than this are not marked one by one; beyond it everything that matches is. */
export const SELECTED_AT_MOST = 1000;

const NONE: Selection = new Map();

/** Marked rows, for as long as the list asks the same; what one no longer sees must not be changed unawares. */
export function useSelection(type: string, rows: readonly (RecordItem | undefined)[], question: string) {
  const { t } = useTranslation();
  const [selected, setRows] = useState(NONE);
  // How many match, once all of them are meant, those not read yet among them.
  const [everything, markEverything] = useState<number>();
  const setSelected: typeof setRows = useCallback((next) => {
    setRows(next);
    markEverything(undefined);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question is what empties it
  useEffect(() => setSelected(NONE), [question, setSelected]);
  useRecordEvents(
    useCallback(
      (event) => {
        if (event.type === type && event.change === 'gone') setRows((now) => withoutKey(now, event.id));
      },
      [type],
    ),
  );
  const grid = useMemo(
    (): GridSelection => ({
      has: (key) => selected.has(key),
      count: selected.size,
      change: (on, off) => setSelected((now) => marked(now, rows, on, off)),
      clear: () => setSelected(NONE),
      label: (index) => t('list.select_row', { name: rows[index] ? nameOf(rows[index]) : '' }),
    }),
    [selected, rows, t, setSelected],
  );
  return { selected, everything, markEverything, grid, set: setSelected };
}

function withoutKey(now: Selection, key: string): Selection {
  if (!now.has(key)) return now;
  return new Map([...now].filter(([id]) => id !== key));
}

/** The selection with some rows more and others less; rows past the most there may be are left out. */
export function marked(
  now: Selection,
  rows: readonly (RecordItem | undefined)[],
  on: number[],
  off: number[],
): Selection {
  const next = new Map(now);
  for (const index of off) next.delete(rows[index]?.id ?? '');
  for (const index of on) {
    const row = rows[index];
    if (row && (next.size < SELECTED_AT_MOST || next.has(row.id))) next.set(row.id, row);
  }
  return next;
}
