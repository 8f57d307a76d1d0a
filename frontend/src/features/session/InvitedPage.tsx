import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Language, meQuery, typesQuery } from '@/shared/api';
import { speak } from '@/shared/i18n';
import { useErrorText, useProblem } from '@/shared/ui';
import { SignInFrame } from './SignInFrame';
import classes from './SignInPage.module.css';

interface Invitation {
  company: string;
  name: string;
  login: string;
  language: Language;
}

/** Where the link of an invitation leads. Its secret stands behind the #, which a browser sends to nobody. */
export function InvitedPage() {
  const { t } = useTranslation();
  const secret = useLocation({ select: (location) => location.hash });
  const errorText = useErrorText();
  const { data, error } = useQuery({
    queryKey: ['invitation', secret],
    queryFn: () => api.post<Invitation>('/api/invitation', { secret }),
    enabled: secret !== '',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });

  useEffect(() => {
    document.title = `${t('session.invitation')} · Kontora`;
  }, [t]);
  useEffect(() => {
    if (data) void speak(data.language);
  }, [data]);

  return (
    <SignInFrame>
      {data ? (
        <Welcome key={secret} secret={secret} invitation={data} />
      ) : (
        <>
          <h1 className={classes.title}>{t('session.invitation')}</h1>
          {(error || secret === '') && (
            <>
              <div className={classes.problem} role="alert">
                {secret === '' ? t('session.invitation_cut') : errorText(error)}
              </div>
              <Link to="/sign-in">{t('session.submit')}</Link>
            </>
          )}
        </>
      )}
    </SignInFrame>
  );
}

function Welcome({ secret, invitation }: { secret: string; invitation: Invitation }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const errorText = useErrorText();
  const { problem, errors, fail, clear } = useProblem();
  const [differ, setDiffer] = useState(false);
  const [busy, setBusy] = useState(false);

  const handleSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = form.get('password');
    clear();
    setDiffer(password !== form.get('again'));
    if (password !== form.get('again')) return;
    setBusy(true);
    try {
      await api.post('/api/invitation/accept', { secret, password });
      queries.clear();
      await Promise.all([queries.ensureQueryData(meQuery), queries.ensureQueryData(typesQuery)]);
      await navigate({ to: '/', replace: true });
    } catch (error) {
      fail(error);
      setBusy(false);
    }
  };

  const password = {
    size: 'sm',
    autoComplete: 'new-password',
    required: true,
    withAsterisk: false,
    visibilityToggleButtonProps: { 'aria-label': t('session.show_password') },
  };
  return (
    <form className={classes.form} onSubmit={(event) => void handleSubmit(event)}>
      <h1 className={classes.title}>{t('session.welcome', { name: invitation.name })}</h1>
      <div>{t('session.invited_by', { company: invitation.company })}</div>
      <TextInput
        name="login"
        size="sm"
        label={t('session.your_login')}
        autoComplete="username"
        readOnly
        value={invitation.login}
      />
      <PasswordInput
        {...password}
        name="password"
        label={t('session.choose_password')}
        error={errors.password}
        autoFocus
      />
      <PasswordInput
        {...password}
        name="again"
        label={t('session.password_again')}
        error={differ && t('session.passwords_differ')}
      />
      {problem !== undefined && (
        <div className={classes.problem} role="alert">
          {errorText(problem)}
        </div>
      )}
      <Button type="submit" size="sm" fullWidth loading={busy}>
        {t('session.begin')}
      </Button>
    </form>
  );
}
