import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { commandJob, events, isOver, type Job, jobFilePath, keepJob } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { saveFile, showToast, useShowError } from '@/shared/ui';

const DONE = {
  mass_edit: 'bulk.edited',
  mass_transfer: 'bulk.transferred',
  mass_delete: 'bulk.deleted',
  export: 'jobs.exported',
} as const;

/** Says in a word when a job is over, and offers to take it back. */
export function useJobNews(): void {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const showError = useShowError();
  /** When what each job did last was over: the office tells it again to whom it may not have reached. */
  const told = useRef(new Map<string, string>());
  useEffect(() => {
    const undo = async (id: string) => {
      try {
        keepJob(queries, await commandJob(id, 'undo'));
      } catch (error) {
        showError(error);
      }
    };
    const text = ({ kind, state, result }: Job) => {
      if (state === 'failed') return result.failure ?? t('jobs.failed');
      if (state === 'undone') {
        if (result.kept === 0) return t('bulk.taken_back');
        return t('jobs.kept', { count: result.kept, number: format.count(result.kept) });
      }
      return t(DONE[kind], { count: result.changed, number: format.count(result.changed) });
    };
    return events.on('job', (job) => {
      if (!isOver(job) || (job.state === 'done' && job.kind !== 'export' && job.result.changed === 0)) return;
      const over = `${job.state} ${job.finished_at}`;
      if (told.current.get(job.id) === over) return;
      told.current.set(job.id, over);
      if (job.file) {
        showToast(text(job), { text: t('jobs.fetch'), run: () => saveFile(jobFilePath(job.id)) });
        return;
      }
      showToast(
        text(job),
        job.can.undo ? { text: t('common.undo'), run: () => void undo(job.id) } : undefined,
      );
    });
  }, [t, format, queries, showError]);
}
