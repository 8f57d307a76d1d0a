import { IconBell, IconBellZ, IconProgress } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { isOver, jobsQuery, noticesQuery } from '@/shared/api';
import { useQuiet } from '@/shared/ui';
import shell from '../Shell.module.css';
import { Tray } from './Tray';
import { useJobNews } from './useJobNews';

const JobsList = lazy(async () => ({ default: (await import('@/features/inbox')).JobsList }));
const NoticesList = lazy(async () => ({ default: (await import('@/features/inbox')).NoticesList }));

/** Long work and news, in the top bar. */
export function Trays() {
  const { t } = useTranslation();
  const jobs = useQuery(jobsQuery).data ?? [];
  const unread = useInfiniteQuery(noticesQuery).data?.pages[0]?.unread ?? 0;
  // What somebody left behind is under way once it is taken back.
  const working = jobs.filter((job) => !isOver(job) && (!job.owner || job.undoing));
  const quiet = useQuiet();
  useJobNews();
  return (
    <>
      <Tray
        label={working.length > 0 ? t('jobs.working', { count: working.length }) : t('jobs.title')}
        icon={<IconProgress size={17} stroke={1.6} />}
        mark={working.length > 0 ? String(working.length) : ''}
        className={working.length > 0 ? undefined : shell.wideOnly}
        testId="jobs-tray"
      >
        {() => <JobsList />}
      </Tray>
      <Tray
        label={
          quiet ? t('inbox.quiet') : unread > 0 ? t('inbox.unread', { count: unread }) : t('inbox.title')
        }
        icon={quiet ? <IconBellZ size={17} stroke={1.6} /> : <IconBell size={17} stroke={1.6} />}
        mark={quiet || unread === 0 ? '' : unread > 99 ? '99+' : String(unread)}
        testId="notices-tray"
      >
        {(close) => <NoticesList onOpened={close} />}
      </Tray>
    </>
  );
}
