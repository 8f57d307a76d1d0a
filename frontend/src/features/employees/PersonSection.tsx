import { Button, Group, Input, PasswordInput, Select, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '@/shared/api';
import { formatterOf, isTimeZone, timeZones } from '@/shared/format';
import { FieldGrid, LANGUAGES, Section } from '@/shared/ui';
import classes from './employees.module.css';
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
  // One may be employed without signing in; a password is of no use without a login.
  const getsPassword = draft.generate_password === true || Boolean(draft.password);
  const zone = draft.time_zone ?? '';
  const now = isTimeZone(zone) ? formatterOf(i18n.language, zone).time(new Date().toISOString()) : '';
  return (
    <Section title={t('employees.person')}>
      <FieldGrid>
        <TextInput {...text('last_name', true)} autoFocus={isNew} autoComplete="off" />
        <TextInput {...text('first_name')} autoComplete="off" />
        <TextInput {...text('patronymic')} autoComplete="off" />
        <TextInput
          {...text('login', getsPassword)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
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
          data={LANGUAGES}
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
      <KeptPassword
        missing={draft.has_password === false}
        onType={() => setOpen(true)}
        onGenerate={() => {
          setOpen(true);
          change({ generate_password: true });
        }}
      />
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

interface KeptPasswordProps {
  missing: boolean;
  onType: () => void;
  onGenerate: () => void;
}

/** That there is a password, which nobody is shown; or that there is none, and what follows from it. */
function KeptPassword({ missing, onType, onGenerate }: KeptPasswordProps) {
  const { t } = useTranslation();
  return (
    <div data-testid="kept-password">
      <Input.Label labelElement="div">{t('employees.password')}</Input.Label>
      {missing && <div className={classes.missing}>{t('employees.password_missing')}</div>}
      <Group gap="xs">
        {!missing && <span aria-hidden="true">••••••••</span>}
        <Button variant="default" onClick={onType}>
          {t(missing ? 'employees.set_password' : 'employees.replace_password')}
        </Button>
        {missing && (
          <Button variant="default" onClick={onGenerate}>
            {t('employees.generate')}
          </Button>
        )}
      </Group>
    </div>
  );
}
