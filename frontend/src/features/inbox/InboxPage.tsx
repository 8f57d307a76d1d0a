import { useTranslation } from 'react-i18next';
import { PageHeader, Section } from '@/shared/ui';
import classes from './inbox.module.css';
import { JobsList } from './JobsList';
import { NoticesList } from './NoticesList';

/** Everything one was told, and one's long work. */
export function InboxPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('inbox.title')} />
      <div className={classes.page}>
        <NoticesList />
        <Section id="jobs" title={t('jobs.title')}>
          <JobsList />
        </Section>
      </div>
    </>
  );
}
