import { Button, Group, PasswordInput, Select, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '@/shared/api';
import { formatterOf, isTimeZone, timeZones } from '@/shared/format';
import { FieldGrid, Section } from '@/shared/ui';
import type { SectionProps } from './section';

/** Who the person is and how he signs in. */
export function PersonSection({ draft, change, errors, isNew }: SectionProps) {
  const { t, i18n } = useTranslation();
  const text = (
    name: 'last_name' | 'first_name' | 'patronymic' | 'login' | 'extension' | 'email',
    required = false,
  ) => ({
    label: t(`employees.${name}`),
    value: draft[name] ?? '',
    error: errors[name],
    required,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => change({ [name]: event.currentTarget.value }),
  });
  const zone = draft.time_zone ?? '';
  const now = isTimeZone(zone) ? formatterOf(i18n.language, zone).time(new Date().toISOString()) : '';
  return (
    <Section title={t('employees.person')}>
      <FieldGrid>
        <TextInput {...text('last_name', true)} autoFocus={isNew} autoComplete="off" />
        <TextInput {...text('first_name', true)} autoComplete="off" />
        <TextInput {...text('patronymic')} autoComplete="off" />
        <TextInput {...text('login', true)} autoComplete="off" autoCapitalize="none" spellCheck={false} />
        <Password draft={draft} change={change} errors={errors} isNew={isNew} />
        <TextInput {...text('email')} inputMode="email" autoComplete="off" />
        <Select
          label={t('employees.time_zone')}
          description={now && t('employees.local_time', { time: now })}
          searchable
          limit={60}
          data={timeZones(zone)}
          value={zone || null}
          error={errors.time_zone}
          onChange={(value) => change({ time_zone: value ?? '' })}
        />
        <Select
          label={t('employees.language')}
          allowDeselect={false}
          data={[
            { value: 'en', label: 'English' },
            { value: 'ru', label: 'Русский' },
          ]}
          value={draft.language || 'en'}
          error={errors.language}
          onChange={(value) => change({ language: (value ?? 'en') as Language })}
        />
        <TagsInput
          label={t('employees.phones')}
          placeholder={t('employees.phones_hint')}
          value={draft.phones ?? []}
          error={errors.phones}
          onChange={(phones) => change({ phones })}
        />
        <TextInput {...text('extension')} inputMode="numeric" />
      </FieldGrid>
    </Section>
  );
}

function Password({ draft, change, errors, isNew }: Omit<SectionProps, 'isMe'>) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(isNew);
  if (!open) {
    return (
      <div>
        <div className="mantine-InputWrapper-label">{t('employees.password')}</div>
        <Group gap="xs">
          <span aria-hidden="true">••••••••</span>
          <Button variant="default" onClick={() => setOpen(true)}>
            {t('employees.replace_password')}
          </Button>
        </Group>
      </div>
    );
  }
  const generate = draft.generate_password === true;
  return (
    <div>
      <PasswordInput
        label={t('employees.password')}
        value={generate ? '' : (draft.password ?? '')}
        placeholder={generate ? t('employees.will_generate') : ''}
        disabled={generate}
        description={isNew && !generate && !draft.password && t('employees.no_password')}
        error={errors.password}
        autoComplete="new-password"
        onChange={(event) => change({ password: event.currentTarget.value })}
        visibilityToggleButtonProps={{ 'aria-label': t('session.show_password') }}
      />
      <Button
        mt={4}
        px={0}
        variant="transparent"
        size="compact-xs"
        onClick={() =>
          change(generate ? { generate_password: false } : { generate_password: true, password: '' })
        }
      >
        {generate ? t('employees.type_password') : t('employees.generate')}
      </Button>
    </div>
  );
}
