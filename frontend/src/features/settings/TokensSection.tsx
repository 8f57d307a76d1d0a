import { Button, CopyButton, Group, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiToken, api, type Page, useMe } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { ErrorState, fromWallClock, Section, useErrorText, useShowError } from '@/shared/ui';
import classes from './settings.module.css';

const tokensKey = ['tokens'];

/** Keys with which other programs act for the employee; each is shown once. */
export function TokensSection() {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const showError = useShowError();
  const tokens = useQuery({
    queryKey: tokensKey,
    queryFn: ({ signal }) => api.get<Page<ApiToken>>('/api/tokens', signal),
  });
  const remove = async (id: string) => {
    try {
      await api.delete(`/api/tokens/${encodeURIComponent(id)}`);
      await queries.invalidateQueries({ queryKey: tokensKey });
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Section id="tokens" title={t('settings.tokens')} hint={t('settings.tokens_hint')}>
      {tokens.isError && <ErrorState error={tokens.error} onRetry={() => void tokens.refetch()} />}
      <ul className={classes.list}>
        {tokens.data?.items.map((token) => (
          <li key={token.id} className={classes.row}>
            <span className={classes.grow}>
              {token.name}{' '}
              <span className={classes.muted}>
                {token.expires
                  ? t('access.until', { date: format.dateTime(token.expires) })
                  : t('settings.no_expiry')}
              </span>
            </span>
            <Button variant="subtle" color="red" onClick={() => void remove(token.id)}>
              {t('common.remove')}
            </Button>
          </li>
        ))}
      </ul>
      <NewToken />
    </Section>
  );
}

function NewToken() {
  const { t, i18n } = useTranslation();
  const zone = useMe().employee.time_zone;
  const queries = useQueryClient();
  const errorText = useErrorText();
  const [name, setName] = useState('');
  const [day, setDay] = useState<string | null>(null);
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState('');

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setProblem('');
    try {
      const made = await api.post<{ token: string }>('/api/tokens', {
        name,
        ...(day === null ? {} : { expires: fromWallClock(`${day} 23:59:59`, zone) }),
      });
      setToken(made.token);
      setName('');
      setDay(null);
      await queries.invalidateQueries({ queryKey: tokensKey });
    } catch (error) {
      setProblem(errorText(error));
    }
  };

  return (
    <form onSubmit={(event) => void save(event)} className={classes.form}>
      <Group gap="sm" align="flex-end" grow>
        <TextInput
          label={t('settings.token_name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <DateInput
          clearable
          minDate={new Date()}
          label={t('access.expires')}
          value={day}
          onChange={setDay}
          valueFormat={i18n.language === 'ru' ? 'DD.MM.YYYY' : 'D MMM YYYY'}
        />
      </Group>
      {problem !== '' && (
        <div className={classes.problem} role="alert">
          {problem}
        </div>
      )}
      {token !== '' && (
        <div className={classes.token} role="status">
          <div>{t('settings.token_once')}</div>
          <code>{token}</code>
          <CopyButton value={token}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? t('common.copied') : t('common.copy')}
              </Button>
            )}
          </CopyButton>
        </div>
      )}
      <div>
        <Button type="submit" variant="default" disabled={name.trim() === ''}>
          {t('settings.new_token')}
        </Button>
      </div>
    </form>
  );
}
