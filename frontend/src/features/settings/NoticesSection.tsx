import { Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NOTICE_KINDS } from '@/shared/api';
import { Section, usePreferences } from '@/shared/ui';

/** Of what an employee wants to be told; each choice acts and is kept at once. */
export function NoticesSection() {
  const { t } = useTranslation();
  const { notifications, change } = usePreferences();
  return (
    <Section id="notifications" title={t('settings.notifications')}>
      <Stack gap="xs">
        <span>{t('settings.notifications_hint')}</span>
        {NOTICE_KINDS.map((kind) => (
          <Switch
            key={kind}
            label={t(`inbox.kinds.${kind}`)}
            checked={notifications[kind] !== false}
            onChange={(event) =>
              change({ notifications: { ...notifications, [kind]: event.currentTarget.checked } })
            }
          />
        ))}
      </Stack>
    </Section>
  );
}
