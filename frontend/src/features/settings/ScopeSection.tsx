import { Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, heldQuery, type SyncScope, useSync } from '@/shared/api';
import { sizeText, useFormat } from '@/shared/format';
import { FieldGrid, Section, useShowError } from '@/shared/ui';
import classes from './settings.module.css';

const YEARS = [0, 5, 3, 2, 1];

/** How much of what one may see is kept on this computer, and how large that is; only where a copy lies on it. */
export function ScopeSection() {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const showError = useShowError();
  const sync = useSync();
  const held = useQuery({ ...heldQuery, enabled: sync?.desk === true });
  const change = useMutation({
    mutationFn: (scope: SyncScope) => api.put('/api/sync/scope', scope),
    onError: showError,
    onSettled: () => queries.invalidateQueries({ queryKey: ['sync'] }),
  });
  if (!sync?.desk) return null;
  const chosen = change.isPending ? change.variables : sync.scope;
  const { records = 0, bytes = 0 } = held.data ?? {};
  const years = [...new Set([...YEARS, chosen.years])];
  return (
    <Section id="copy" title={t('settings.copy')} hint={t('settings.copy_hint')}>
      <FieldGrid>
        <Select
          label={t('settings.copy_whose')}
          allowDeselect={false}
          data={[
            { value: 'all', label: t('settings.copy_all') },
            { value: 'mine', label: t('settings.copy_mine') },
          ]}
          value={chosen.mine ? 'mine' : 'all'}
          onChange={(value) => change.mutate({ ...chosen, mine: value === 'mine' })}
        />
        <Select
          label={t('settings.copy_years')}
          allowDeselect={false}
          data={years.map((each) => ({
            value: String(each),
            label: each === 0 ? t('settings.copy_ever') : t('settings.copy_last', { count: each }),
          }))}
          value={String(chosen.years)}
          onChange={(value) => change.mutate({ ...chosen, years: Number(value) })}
        />
      </FieldGrid>
      {held.data && (
        <p className={classes.muted} data-testid="held">
          {[
            t('settings.copy_records', { count: records, number: format.count(records) }),
            sizeText(bytes, i18n.language),
            sync.filled < 100 && t('sync.filling', { percent: sync.filled }),
            sync.office !== 'there' && t('settings.copy_later'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
    </Section>
  );
}
