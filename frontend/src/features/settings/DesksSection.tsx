import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Computer, type Page } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { confirm, Section, showToast, useShowError } from '@/shared/ui';
import { deviceName, hostOf } from './device';
import classes from './settings.module.css';

interface Props {
  /** Where the computers are listed, and under which each has its address. */
  path: string;
  title: string;
  hint: string;
}

/** The computers that hold a copy of what somebody may see, and a way to have one removed. Nothing where there are none. */
export function DesksSection({ path, title, hint }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const showError = useShowError();
  const computers = useQuery({
    queryKey: ['desks', path],
    queryFn: ({ signal }) => api.get<Page<Computer>>(path, signal),
  });
  const remove = async ({ id, name }: Computer) => {
    const sure = await confirm({
      title: t('settings.desks.ask_title', { name: deviceName(name) }),
      text: t('settings.desks.ask_text'),
      stay: t('common.cancel'),
      sure: t('settings.desks.remove'),
    });
    if (!sure) return;
    try {
      await api.delete(`${path}/${encodeURIComponent(id)}`);
      showToast(t('settings.desks.removed', { name: deviceName(name) }));
      await queries.invalidateQueries({ queryKey: ['desks'] });
      await queries.invalidateQueries({ queryKey: ['sessions'] });
    } catch (error) {
      showError(error);
    }
  };
  if (!computers.data?.items.length) return null;
  return (
    <Section id="desks" title={title} hint={hint}>
      <ul className={classes.list} data-testid="desks">
        {computers.data.items.map((each) => (
          <li key={each.id} className={classes.row}>
            <span className={classes.grow}>
              {deviceName(each.name)}{' '}
              <span className={classes.muted}>
                {[
                  each.current && t('settings.desks.this'),
                  hostOf(each.address),
                  format.dateTime(each.seen_at),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <Button variant="subtle" color="red" onClick={() => void remove(each)} data-testid="desk-remove">
              {t('settings.desks.remove')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
