import { Select, Switch, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/shared/api';
import { timeZones } from '@/shared/format';
import { typeLabel } from '@/shared/i18n';
import {
  DENSITIES,
  FieldGrid,
  LANGUAGES,
  Section,
  THEMES,
  useListedTypes,
  usePersonalSettings,
  usePreferences,
} from '@/shared/ui';

/** How the window speaks and looks to the employee; each choice acts and is kept at once. */
export function PersonalSection() {
  const { t, i18n } = useTranslation();
  const zone = useMe().employee.time_zone;
  const { colorScheme } = useMantineColorScheme();
  const { changeLanguage, changeTimeZone, changeTheme } = usePersonalSettings();
  const { density, start, letters, change } = usePreferences();
  return (
    <Section id="personal" title={t('settings.personal')}>
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
        <Select
          label={t('settings.density')}
          allowDeselect={false}
          data={DENSITIES.map((value) => ({ value, label: t(`settings.densities.${value}`) }))}
          value={density}
          onChange={(value) => {
            const chosen = DENSITIES.find((known) => known === value);
            if (chosen) change({ density: chosen });
          }}
        />
        <StartSelect value={start} onChange={(chosen) => change({ start: chosen })} />
      </FieldGrid>
      <Switch
        mt="sm"
        label={t('settings.letters')}
        description={t('settings.letters_hint')}
        checked={letters}
        onChange={(event) => change({ letters: event.currentTarget.checked })}
      />
    </Section>
  );
}

function StartSelect({ value, onChange }: { value: string; onChange: (start: string) => void }) {
  const { t, i18n } = useTranslation();
  const lists = useListedTypes().map((type) => ({
    value: type.name,
    label: typeLabel(type, i18n.language, 'many'),
  }));
  return (
    <Select
      label={t('settings.start')}
      allowDeselect={false}
      data={[{ value: '', label: t('settings.start_auto') }, ...lists]}
      value={lists.some((list) => list.value === value) ? value : ''}
      onChange={(chosen) => onChange(chosen ?? '')}
    />
  );
}
