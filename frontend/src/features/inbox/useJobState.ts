import { useTranslation } from 'react-i18next';
import type { Job } from '@/shared/api';
import { useFormat } from '@/shared/format';

/** How a job stands, in words. */
export function useJobState(job: Job): string {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, result, done, total, seconds_left: seconds } = job;
  const many = (count: number) => ({ count, number: format.count(count) });
  const left = job.about.left_out ?? 0;
  const came = [
    job.kind === 'export' ? exported() : t('bulk.edited', many(result.changed)),
    job.kind === 'export' && left > 0 && t('jobs.left_out', many(left)),
    result.refused > 0 && t('bulk.refused', many(result.refused)),
    result.restored > 0 && t('jobs.restored', many(result.restored)),
    result.kept > 0 && t('jobs.kept', many(result.kept)),
  ].filter(Boolean);
  const far = t('bulk.progress', { finished: format.count(done), all: format.count(total) });
  switch (state) {
    case 'waiting':
      return job.undoing ? t('jobs.undoing') : t('jobs.waiting');
    case 'running':
      return [job.undoing && t('jobs.undoing'), far, seconds !== null && timeLeft(seconds)]
        .filter(Boolean)
        .join(' · ');
    case 'paused':
      return `${t('jobs.paused')} · ${far}`;
    case 'failed':
      return [t('jobs.failed'), result.failure, ...came].join(' · ');
    case 'cancelled':
      return [t('jobs.cancelled'), ...came].join(' · ');
    case 'undone':
      return [t('jobs.undone'), ...came.slice(1)].join(' · ');
    default:
      return came.join(' · ');
  }

  function exported(): string {
    if (state !== 'done') return '';
    if (!job.file) return t('jobs.export_gone');
    return t('jobs.export_until', { ...many(result.changed), until: format.dateTime(job.file.until) });
  }

  function timeLeft(seconds: number): string {
    if (seconds < 60) return t('jobs.seconds_left', { count: Math.max(1, seconds) });
    return t('jobs.minutes_left', { count: Math.round(seconds / 60) });
  }
}
