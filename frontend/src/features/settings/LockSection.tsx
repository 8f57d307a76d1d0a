import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSync } from '@/shared/api';
import { FieldGrid, LOCK_AFTER, lockAfter, Section, setLockAfter } from '@/shared/ui';

/** When this computer locks itself; only where a copy of one's data lies on it. */
export function LockSection() {
  const { t } = useTranslation();
  const sync = useSync();
  const [minutes, setMinutes] = useState(lockAfter);
  if (!sync?.desk) return null;
  const choose = (chosen: number) => {
    setLockAfter(chosen);
    setMinutes(chosen);
  };
  return (
    <Section id="lock" title={t('settings.lock')} hint={t('settings.lock_hint')}>
      <FieldGrid>
        <Select
          label={t('settings.lock_after')}
          allowDeselect={false}
          data={LOCK_AFTER.map((each) => ({
            value: String(each),
            label: each === 0 ? t('settings.lock_never') : t('settings.lock_minutes', { count: each }),
          }))}
          value={String(minutes)}
          onChange={(value) => value !== null && choose(Number(value))}
        />
      </FieldGrid>
    </Section>
  );
}
