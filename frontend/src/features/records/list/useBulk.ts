import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import {
  commandJob,
  isOver,
  type Job,
  jobQuery,
  jobsQuery,
  keepJob,
  type Many,
  type MassAction,
  startMass,
} from '@/shared/api';
import { useShowError } from '@/shared/ui';
import { recordKeys } from '../api';

/** Work on several records as a job of the office: how far it is, and what was left as it was. */
export function useBulk(type: string) {
  const queries = useQueryClient();
  const showError = useShowError();
  const [followed, setFollowed] = useState('');
  const [looked, setLooked] = useState('');
  const job = useQuery(jobQuery(followed)).data;
  const over = job !== undefined && isOver(job);
  const ended = over ? `${job.id} ${job.finished_at}` : '';

  useEffect(() => {
    if (ended !== '') void queries.invalidateQueries({ queryKey: recordKeys.lists(type) });
  }, [ended, queries, type]);

  /** Starts the work; a refusal of all of it is the caller's to show. */
  const run = async (action: MassAction, which: Many) => {
    const started = await startMass(type, action, which);
    setFollowed(started.id);
    // News of it may have come before this answer.
    await queries.invalidateQueries({ queryKey: jobQuery(started.id).queryKey });
    await queries.invalidateQueries({ queryKey: jobsQuery.queryKey, exact: true });
  };

  const stop = async () => {
    if (!job) return;
    try {
      keepJob(queries, await commandJob(job.id, 'cancel'));
    } catch (error) {
      showError(error);
    }
  };

  return {
    running: job && !over ? job : undefined,
    /** The job that left records as they are, until that has been read. */
    refused: over && looked !== ended && leftAlone(job) ? job : undefined,
    run,
    stop: () => void stop(),
    forget: () => setLooked(ended),
  };
}

/** Whether the last thing the job did, itself or its undo, left records as they are. */
function leftAlone({ state, result }: Job): boolean {
  return state === 'undone' ? result.kept > 0 : result.refused > 0;
}

export type Bulk = ReturnType<typeof useBulk>;
