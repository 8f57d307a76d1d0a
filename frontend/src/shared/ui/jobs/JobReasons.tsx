import { useTranslation } from 'react-i18next';
import type { Job } from '@/shared/api';
import classes from './jobs.module.css';

interface JobReasonsProps {
  job: Job;
  /** Why undo left records as they are, instead of why the work did. */
  undoing: boolean;
}

/** Why a job left records as they are, with the names of the first of them that one may see. */
export function JobReasons({ job, undoing }: JobReasonsProps) {
  const { t } = useTranslation();
  const reasons = job.result.reasons.filter((reason) => reason.undoing === undoing);
  return (
    <ul className={classes.reasons}>
      {reasons.map((reason) => {
        const named = reason.records.flatMap((id) => job.names[id] ?? []);
        const others = reason.count - named.length;
        return (
          <li key={reason.text}>
            <span>{reason.text}</span>
            <span className={classes.muted}>
              {named.join(', ')} {others > 0 && t('jobs.others', { count: others })}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
