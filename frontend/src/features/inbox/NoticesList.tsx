import { Button } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { noticeCalls, noticesQuery } from '@/shared/api';
import { Bars, ErrorState, useShowError } from '@/shared/ui';
import classes from './inbox.module.css';
import { NoticeRow } from './NoticeRow';

interface NoticesListProps {
  /** A record was opened from it. */
  onOpened?: () => void;
}

/** What one was told, the latest first. */
export function NoticesList({ onOpened }: NoticesListProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const showError = useShowError();
  const query = useInfiniteQuery(noticesQuery);
  const act = async (call: Promise<unknown>) => {
    try {
      await call;
    } catch (error) {
      showError(error);
    }
    await queries.invalidateQueries({ queryKey: noticesQuery.queryKey });
  };
  if (query.isPending) return <Bars rows={4} />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const notices = query.data.pages.flatMap(({ items }) => items);
  const unread = query.data.pages[0]?.unread ?? 0;
  if (notices.length === 0) return <p className={classes.empty}>{t('inbox.empty')}</p>;
  return (
    <div data-testid="notices">
      <div className={classes.tools}>
        <span role="status">{t('inbox.unread', { count: unread })}</span>
        {unread > 0 && (
          <Button variant="subtle" size="compact-sm" onClick={() => void act(noticeCalls.readAll())}>
            {t('inbox.read_all')}
          </Button>
        )}
      </div>
      <ul className={classes.list}>
        {notices.map((notice) => (
          <NoticeRow
            key={notice.id}
            notice={notice}
            onMark={(read) => void act(noticeCalls.mark(notice.id, read))}
            onOpened={onOpened}
          />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button variant="subtle" onClick={() => void query.fetchNextPage()}>
          {t('inbox.more')}
        </Button>
      )}
    </div>
  );
}
