import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  commandJob,
  isOver,
  type Job,
  type JobCommand,
  jobFilePath,
  keepJob,
  useElementType,
} from '@/shared/api';
import { sizeText, useFormat } from '@/shared/format';
import { label, typeLabel } from '@/shared/i18n';
import { JobReasons, useShowError } from '@/shared/ui';
import classes from './inbox.module.css';
import { useJobState } from './useJobState';

const COMMANDS: JobCommand[] = ['pause', 'resume', 'cancel', 'undo'];

/** One job: what it does, how far it is, what one may do with it, and what came of it. */
export function JobRow({ job }: { job: Job }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const showError = useShowError();
  const title = useTitle(job);
  const state = useJobState(job);
  const command = async (which: JobCommand) => {
    try {
      keepJob(queries, await commandJob(job.id, which));
    } catch (error) {
      showError(error);
    }
  };
  const { reasons } = job.result;
  return (
    <li className={classes.job} data-state={job.state}>
      <strong>{title}</strong>
      {job.owner && <span className={classes.muted}>{t('jobs.left_by', { name: job.owner.name })}</span>}
      {!isOver(job) && (
        <progress
          className={classes.progress}
          value={job.done}
          max={Math.max(job.total, 1)}
          aria-label={title}
        />
      )}
      <span className={classes.muted}>{state}</span>
      {reasons.length > 0 && (
        <details>
          <summary>{t('jobs.why')}</summary>
          <JobReasons job={job} undoing={false} />
          <JobReasons job={job} undoing />
        </details>
      )}
      <div className={classes.buttons}>
        <time className={classes.muted} dateTime={job.created_at}>
          {format.dateTime(job.created_at)}
        </time>
        {job.file && (
          <Button
            component="a"
            href={jobFilePath(job.id)}
            download={job.file.name}
            variant="light"
            size="compact-sm"
            data-testid="job-file"
          >
            {t('jobs.download', { size: sizeText(job.file.bytes, i18n.language) })}
          </Button>
        )}
        {COMMANDS.filter((which) => job.can[which]).map((which) => (
          <Button key={which} variant="subtle" size="compact-sm" onClick={() => void command(which)}>
            {t(`jobs.commands.${which}`)}
          </Button>
        ))}
      </div>
    </li>
  );
}

function useTitle({ kind, about, names }: Job): string {
  const { t, i18n } = useTranslation();
  const type = useElementType(about.type ?? '');
  const fields = (about.fields ?? []).flatMap((name) => {
    const field = type?.fields.find((each) => each.name === name);
    return field ? label(field.labels, i18n.language, name) : [];
  });
  const to = about.to ? (names[about.to] ?? '') : '';
  return [t(`jobs.kinds.${kind}`), type && typeLabel(type, i18n.language, 'many'), fields.join(', '), to]
    .filter(Boolean)
    .join(' · ');
}
