import { Select, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/shared/api';
import { timeZones } from '@/shared/format';
import { FieldGrid, LANGUAGES, Section, THEMES, usePersonalSettings } from '@/shared/ui';

/** How the window speaks and looks to the employee; each choice acts and is kept at once. */
export function PersonalSection() {
  const { t, i18n } = useTranslation();
  const zone = useMe().employee.time_zone;
  const { colorScheme } = useMantineColorScheme();
  const { changeLanguage, changeTimeZone, changeTheme } = usePersonalSettings();
  return (
    <Section title={t('settings.personal')}>
      <FieldGrid>
        <Select
          label={t('employees.language')}
          allowDeselect={false}
          data={LANGUAGES}
          value={i18n.language}
          onChange={(value) => {
            const language = LANGUAGES.find((known) => known.value === value);
            if (language) void changeLanguage(language.value);
          }}
        />
        <Select
          label={t('employees.time_zone')}
          searchable
          allowDeselect={false}
          limit={60}
          data={timeZones(zone)}
          value={zone}
          nothingFoundMessage={t('common.nothing_found')}
          onChange={(value) => value && void changeTimeZone(value)}
        />
        <Select
          label={t('shell.theme')}
          allowDeselect={false}
          data={THEMES.map((value) => ({ value, label: t(`shell.themes.${value}`) }))}
          value={colorScheme}
          onChange={(value) => {
            const theme = THEMES.find((known) => known === value);
            if (theme) void changeTheme(theme);
          }}
        />
      </FieldGrid>
    </Section>
  );
}
