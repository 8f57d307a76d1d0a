import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import {
  commandJob,
  events,
  isOver,
  type Job,
  jobQuery,
  jobsQuery,
  keepJob,
  type Many,
  type MassAction,
  startMass,
} from '@/shared/api';
import { changing, useShowError } from '@/shared/ui';
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
    const started = await arrival(startMass(type, action, which));
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

/** A job that is started; Undo waits for the word that it is over, which may come before the answer that it began. */
async function arrival(starting: Promise<Job>): Promise<Job> {
  const arrived = changing();
  const over = new Set<string>();
  let awaited: string | undefined;
  const settle = () => {
    if (awaited === undefined || !over.has(awaited)) return;
    stop();
    arrived();
  };
  const stop = events.on('job', (job) => {
    if (isOver(job)) over.add(job.id);
    settle();
  });
  try {
    const job = await starting;
    awaited = job.id;
    settle();
    return job;
  } catch (error) {
    stop();
    arrived();
    throw error;
  }
}

/** Whether the last thing the job did, itself or its undo, left records as they are. */
function leftAlone({ state, result }: Job): boolean {
  return state === 'undone' ? result.kept > 0 : result.refused > 0;
}

export type Bulk = ReturnType<typeof useBulk>;
