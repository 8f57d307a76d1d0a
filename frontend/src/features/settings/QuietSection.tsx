import { Box, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { QuietHours } from '@/shared/api';
import { FieldGrid, Section, usePreferences, WeekDays } from '@/shared/ui';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** When what one is told waits without calling; each choice acts and is kept at once. */
export function QuietSection() {
  const { t } = useTranslation();
  const { quiet, change } = usePreferences();
  const on = quiet.days.length > 0;
  const put = (part: Partial<QuietHours>) => change({ quiet: { ...quiet, ...part } });
  return (
    <Section id="quiet" title={t('settings.quiet')} hint={t('settings.quiet_hint')}>
      <Switch
        label={t('settings.quiet_on')}
        checked={on}
        onChange={(event) => put({ days: event.currentTarget.checked ? EVERY_DAY : [] })}
      />
      {on && (
        <>
          <Box mt="sm">
            <WeekDays
              label={t('settings.quiet_days')}
              value={quiet.days}
              onChange={(days) => put({ days })}
            />
          </Box>
          <FieldGrid>
            <Clock label={t('settings.quiet_from')} value={quiet.from} onChange={(from) => put({ from })} />
            <Clock label={t('settings.quiet_to')} value={quiet.to} onChange={(to) => put({ to })} />
          </FieldGrid>
        </>
      )}
    </Section>
  );
}

interface ClockProps {
  label: string;
  value: string;
  onChange: (clock: string) => void;
}

/** A time of the day; what is half typed is none yet. */
function Clock({ label, value, onChange }: ClockProps) {
  return (
    <TextInput
      type="time"
      label={label}
      value={value}
      onChange={(event) => event.currentTarget.value && onChange(event.currentTarget.value)}
    />
  );
}
