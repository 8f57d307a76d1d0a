import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Page, type Session } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { Bars, ErrorState, Section, useShowError } from '@/shared/ui';
import { deviceName, hostOf } from './device';
import classes from './settings.module.css';

/** Where one is signed in, and a way to end it there. */
export function SessionsSection() {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const showError = useShowError();
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => api.get<Page<Session>>('/api/sessions', signal),
  });
  const end = async (id: string) => {
    try {
      await api.delete(`/api/sessions/${encodeURIComponent(id)}`);
      await queries.invalidateQueries({ queryKey: ['sessions'] });
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Section id="sessions" title={t('settings.sessions')}>
      {sessions.isPending && <Bars rows={2} />}
      {sessions.isError && <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />}
      <ul className={classes.list}>
        {sessions.data?.items.map((session) => (
          <li key={session.id} className={classes.row}>
            <span className={classes.grow}>
              <span title={session.name}>{deviceName(session.name ?? '') || t('settings.session')}</span>{' '}
              <span className={classes.muted}>
                {[hostOf(session.address ?? ''), session.seen_at && format.dateTime(session.seen_at)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            {session.current ? (
              <span className={classes.muted}>{t('settings.this_session')}</span>
            ) : (
              <Button variant="subtle" color="gray" onClick={() => void end(session.id)}>
                {t('settings.end_session')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
