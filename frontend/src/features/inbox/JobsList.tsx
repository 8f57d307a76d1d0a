import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { jobsQuery } from '@/shared/api';
import { Bars, ErrorState } from '@/shared/ui';
import classes from './inbox.module.css';
import { JobRow } from './JobRow';

/** One's long work: what is under way, and what came of it. */
export function JobsList() {
  const { t } = useTranslation();
  const query = useQuery(jobsQuery);
  if (query.isPending) return <Bars rows={3} />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0) return <p className={classes.empty}>{t('jobs.empty')}</p>;
  return (
    <ul className={classes.list} data-testid="jobs">
      {query.data.map((job) => (
        <JobRow key={job.id} job={job} />
      ))}
    </ul>
  );
}
