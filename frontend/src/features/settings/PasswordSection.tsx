import { Button, Group, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, api } from '@/shared/api';
import { Section, showToast, useErrorText } from '@/shared/ui';
import classes from './settings.module.css';

export function PasswordSection() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const errors = problem instanceof ApiError ? problem.fields : {};

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      await api.post('/api/me/password', { old, new: next });
      setOld('');
      setNext('');
      showToast(t('settings.password_changed'));
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  const toggle = { visibilityToggleButtonProps: { 'aria-label': t('session.show_password') } };
  return (
    <Section id="password" title={t('settings.password')}>
      <form onSubmit={(event) => void save(event)} className={classes.form} noValidate>
        <Group gap="sm" align="flex-start" grow>
          <PasswordInput
            {...toggle}
            label={t('settings.old_password')}
            autoComplete="current-password"
            value={old}
            error={errors.old}
            onChange={(event) => setOld(event.currentTarget.value)}
          />
          <PasswordInput
            {...toggle}
            label={t('settings.new_password')}
            autoComplete="new-password"
            value={next}
            error={errors.new}
            onChange={(event) => setNext(event.currentTarget.value)}
          />
        </Group>
        {problem !== undefined && (
          <div className={classes.problem} role="alert">
            {errorText(problem)}
          </div>
        )}
        <div>
          <Button type="submit" variant="default" disabled={old === '' || next === ''} loading={busy}>
            {t('settings.change_password')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
