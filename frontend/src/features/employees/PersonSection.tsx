import { Button, Group, Input, PasswordInput, Select, TagsInput, TextInput } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '@/shared/api';
import { formatterOf, isTimeZone, timeZones, useNameOrder } from '@/shared/format';
import { FieldGrid, LANGUAGES, Section } from '@/shared/ui';
import classes from './employees.module.css';
import type { SectionProps } from './section';

/** The parts of a name, filled in as they are written. */
const PARTS = {
  last_first: ['last_name', 'first_name', 'patronymic'],
  first_last: ['first_name', 'patronymic', 'last_name'],
} as const;

/** Who the person is and how he signs in. */
export function PersonSection(props: SectionProps) {
  const { t, i18n } = useTranslation();
  const order = useNameOrder();
  const { draft, change, errors, isNew, invites } = props;
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
  const getsPassword = invites || draft.generate_password === true || Boolean(draft.password);
  const zone = draft.time_zone ?? '';
  const now = isTimeZone(zone) ? formatterOf(i18n.language, zone).time(new Date().toISOString()) : '';
  return (
    <Section title={t('employees.person')}>
      <FieldGrid>
        {PARTS[order].map((name, place) => (
          <TextInput
            key={name}
            {...text(name, name === 'last_name')}
            autoFocus={isNew && place === 0}
            autoComplete="off"
          />
        ))}
        <TextInput
          {...text('login', getsPassword)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <Password {...props} />
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

function Password({ draft, change, errors, isNew, invites, onInvite }: SectionProps) {
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
  const typed = !generate && !invites;
  const choose = (what: 'type' | 'generate' | 'invite') => {
    if (isNew) onInvite(what === 'invite');
    if (what !== 'invite') change({ generate_password: what === 'generate', password: '' });
  };
  const other = { mt: 4, me: 12, px: 0, variant: 'transparent', size: 'compact-xs' };
  return (
    <div>
      <PasswordInput
        label={t('employees.password')}
        value={typed ? (draft.password ?? '') : ''}
        placeholder={placeholderOf(generate, invites, t)}
        disabled={!typed}
        description={isNew && typed && !draft.password && t('employees.no_password')}
        error={errors.password}
        autoComplete="new-password"
        onChange={(event) => change({ password: event.currentTarget.value })}
        visibilityToggleButtonProps={{ 'aria-label': t('session.show_password') }}
      />
      {!typed && (
        <Button {...other} onClick={() => choose('type')}>
          {t('employees.type_password')}
        </Button>
      )}
      {!generate && (
        <Button {...other} onClick={() => choose('generate')}>
          {t('employees.generate')}
        </Button>
      )}
      {isNew && !invites && (
        <Button {...other} onClick={() => choose('invite')}>
          {t('employees.invite_instead')}
        </Button>
      )}
    </div>
  );
}

function placeholderOf(generate: boolean, invites: boolean, t: TFunction): string {
  if (invites) return t('employees.will_choose');
  return generate ? t('employees.will_generate') : '';
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
