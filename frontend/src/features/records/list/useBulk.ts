import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordItem } from '@/shared/api';
import { showToast } from '@/shared/ui';
import { recordKeys } from '../api';
import { type BulkAction, type Outcome, type Refusal, workThrough } from './bulk';

interface Running {
  finished: number;
  all: number;
}

/** Work on several records: how far it is, what was refused, and Undo of what was not. */
export function useBulk(type: string) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [running, setRunning] = useState<Running>();
  const [refused, setRefused] = useState<Refusal[]>([]);
  const stop = useRef<AbortController>(undefined);

  const work = async (records: RecordItem[], act: BulkAction): Promise<Outcome> => {
    stop.current = new AbortController();
    setRefused([]);
    setRunning({ finished: 0, all: records.length });
    const outcome = await workThrough(
      records,
      act,
      (finished) => setRunning({ finished, all: records.length }),
      stop.current.signal,
    );
    setRunning(undefined);
    setRefused(outcome.refused);
    void queries.invalidateQueries({ queryKey: recordKeys.lists(type) });
    return outcome;
  };

  const takeBack = async ({ done }: Outcome) => {
    const ways = new Map(done.map(({ record, takeBack: way }) => [record.id, way]));
    const outcome = await work(
      done.map(({ record }) => record),
      async ({ id }) => {
        await ways.get(id)?.();
        return undefined;
      },
    );
    if (outcome.refused.length === 0) showToast(t('bulk.taken_back'));
  };

  const run = async (records: RecordItem[], act: BulkAction, done: 'edited' | 'transferred' | 'deleted') => {
    const outcome = await work(records, act);
    if (outcome.done.length === 0) return outcome;
    showToast(t(`bulk.${done}`, { count: outcome.done.length }), {
      text: t('common.undo'),
      run: () => void takeBack(outcome),
    });
    return outcome;
  };

  return {
    running,
    refused,
    run,
    stop: () => stop.current?.abort(),
    forget: () => setRefused([]),
  };
}

export type Bulk = ReturnType<typeof useBulk>;
