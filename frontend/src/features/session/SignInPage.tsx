import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, api, meQuery, typesQuery } from '@/shared/api';
import { useErrorText } from '@/shared/ui';
import { SignInFrame } from './SignInFrame';
import classes from './SignInPage.module.css';

export function SignInPage() {
  const { t } = useTranslation();
  const { to } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { problem, wait, refuse, clear } = useRefusal();
  const [needsCode, setNeedsCode] = useState(false);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    document.title = `${t('session.title')} · Kontora`;
  }, [t]);

  const handleSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const code = form.get('code');
    setBusy(true);
    clear();
    try {
      await api.post('/api/session', {
        login: form.get('login'),
        password: form.get('password'),
        ...(typeof code === 'string' && code !== '' ? { code } : {}),
      });
      queries.clear();
      await Promise.all([queries.ensureQueryData(meQuery), queries.ensureQueryData(typesQuery)]);
      await navigate({ to: to ?? '/', replace: true });
    } catch (error) {
      if (error instanceof ApiError && error.key === 'second_factor') setNeedsCode(true);
      refuse(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <SignInFrame>
      <form className={classes.form} onSubmit={(event) => void handleSubmit(event)}>
        <h1 className={classes.title}>{t('session.title')}</h1>
        <TextInput
          name="login"
          size="sm"
          label={t('session.login')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          autoFocus
        />
        <PasswordInput
          name="password"
          size="sm"
          label={t('session.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('session.show_password') }}
        />
        {needsCode && (
          <TextInput
            name="code"
            size="sm"
            label={t('session.code')}
            autoComplete="one-time-code"
            inputMode="numeric"
            autoFocus
            required
            withAsterisk={false}
          />
        )}
        {problem !== '' && (
          <div className={classes.problem} role="alert">
            {problem}
          </div>
        )}
        <Button type="submit" size="sm" fullWidth loading={busy} disabled={wait > 0}>
          {wait > 0 ? t('session.wait', { count: wait }) : t('session.submit')}
        </Button>
      </form>
    </SignInFrame>
  );
}

/** Why the sign-in was refused, and how many seconds remain until the next try is taken. */
function useRefusal() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [problem, setProblem] = useState('');
  const [wait, setWait] = useState(0);

  useEffect(() => {
    if (wait <= 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);

  const refuse = (error: unknown) => {
    const limited = error instanceof ApiError && error.status === 429;
    if (limited) setWait(error.retryAfter ?? 0);
    const code = error instanceof ApiError && error.key === 'second_factor';
    if (code) return setProblem(t('session.code_needed'));
    setProblem(limited && error.message === '' ? t('session.limited') : errorText(error));
  };

  return { problem, wait, refuse, clear: () => setProblem('') };
}
