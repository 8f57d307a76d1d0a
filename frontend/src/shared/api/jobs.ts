import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { api } from './client';
import type { Filter } from './filter';
import type { FieldValue, Names, Page } from './types';

export type JobState = 'waiting' | 'running' | 'paused' | 'done' | 'failed' | 'cancelled' | 'undone';
export type JobCommand = 'pause' | 'resume' | 'cancel' | 'undo';
export type JobKind = 'mass_edit' | 'mass_transfer' | 'mass_delete' | 'export';

export interface JobReason {
  text: string;
  undoing: boolean;
  count: number;
  records: string[];
}

/** Long work of one's own at the office, or, for administrators, of somebody who may not act any more. */
export interface Job {
  id: string;
  /** Who left it behind; absent from one's own. */
  owner?: { id: string; name: string };
  kind: JobKind;
  state: JobState;
  /** What it did is being taken back. */
  undoing: boolean;
  about: { type?: string; fields?: string[]; to?: string; left_out?: number };
  /** What it has made and its owner may fetch, until then. */
  file?: { name: string; bytes: number; until: string };
  done: number;
  total: number;
  seconds_left: number | null;
  created_at: string;
  finished_at?: string;
  can: Record<JobCommand, boolean>;
  result: {
    changed: number;
    same: number;
    refused: number;
    restored: number;
    kept: number;
    reasons: JobReason[];
    failure?: string;
  };
  names: Names;
}

/** Which records of a type are meant: those named, or all that match. */
export type Many = { ids: string[] } | { filter: Filter | Record<string, never>; q?: string };

/** What is done to many records. */
export type MassAction =
  | { action: 'edit'; fields: Record<string, FieldValue> }
  | { action: 'transfer'; to: string }
  | { action: 'delete' };

export const jobsQuery = queryOptions({
  queryKey: ['jobs'],
  queryFn: async ({ signal }) => (await api.get<Page<Job>>('/api/jobs', signal)).items,
});

export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ['jobs', id],
    queryFn: ({ signal }) => api.get<Job>(`/api/jobs/${encodeURIComponent(id)}`, signal),
    enabled: id !== '',
  });

export const isOver = ({ state }: Job): boolean => !['waiting', 'running', 'paused'].includes(state);

/** Takes in how a job stands now, wherever it is shown. */
export function keepJob(queries: QueryClient, job: Job): void {
  queries.setQueryData(jobQuery(job.id).queryKey, job);
  queries.setQueryData(jobsQuery.queryKey, (jobs) => {
    if (!jobs) return jobs;
    const known = jobs.some(({ id }) => id === job.id);
    return known ? jobs.map((each) => (each.id === job.id ? job : each)) : [job, ...jobs];
  });
}

export function startMass(type: string, { action, ...body }: MassAction, which: Many): Promise<Job> {
  return api.post<Job>(`/api/records/${encodeURIComponent(type)}/mass/${action}`, { ...body, ...which });
}

export const jobFilePath = (id: string): string => `/api/jobs/${encodeURIComponent(id)}/file`;

export function commandJob(id: string, command: JobCommand): Promise<Job> {
  return api.post<Job>(`/api/jobs/${encodeURIComponent(id)}/${command}`);
}
