import { Button, NumberInput, PasswordInput, Select, TextInput } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Delivery, type MailServer as Server } from '@/shared/api';
import { Bars, DraftNote, ErrorState, FieldGrid, Section, useErrorText } from '@/shared/ui';
import classes from '../admin.module.css';
import { useEdited } from '../useEdited';

const mailQuery = queryOptions({
  queryKey: ['company', 'mail'],
  queryFn: ({ signal }) => api.get<Server>('/api/company/mail', signal),
});

/** The server through which invitations go out; for administrators. */
export function MailServer() {
  const query = useQuery(mailQuery);
  if (query.isError && !query.data)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return query.data ? <MailForm held={query.data} /> : <Bars rows={4} />;
}

function MailForm({ held }: { held: Server }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const errorText = useErrorText();
  const form = useEdited(
    'company.mail',
    held,
    async (changes) => {
      queries.setQueryData(mailQuery.queryKey, await api.patch<Server>('/api/company/mail', changes));
    },
    ['password'],
  );
  const { draft, change, errors, dirty } = form;
  const text = (name: 'host' | 'user' | 'sender') => ({
    label: t(`company.mail_${name}`),
    value: draft[name],
    error: errors[name],
    autoComplete: 'off',
    spellCheck: false,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => change({ [name]: event.currentTarget.value }),
  });
  return (
    <form className={classes.editor} onSubmit={form.save} noValidate aria-label={t('company.mail')}>
      <Section id="mail" title={t('company.mail')} hint={t('company.mail_hint')}>
        <DraftNote restored={form.restored} clash={form.clash} onDiscard={form.undo} />
        <FieldGrid>
          <TextInput {...text('host')} placeholder="smtp.example.com" />
          <NumberInput
            label={t('company.mail_port')}
            allowDecimal={false}
            allowNegative={false}
            hideControls
            value={draft.port}
            error={errors.port}
            onChange={(port) => change({ port: Number(port) })}
          />
          <Select
            label={t('company.mail_security')}
            allowDeselect={false}
            data={(['starttls', 'tls', 'none'] as const).map((value) => ({
              value,
              label: t(`company.mail_securities.${value}`),
            }))}
            value={draft.security}
            error={errors.security}
            onChange={(security) => security && change({ security: security as Server['security'] })}
          />
          <TextInput {...text('sender')} type="email" placeholder="office@example.com" />
          <TextInput {...text('user')} />
          <PasswordInput
            label={t('company.mail_password')}
            placeholder={held.has_password ? t('company.mail_password_kept') : ''}
            description={t('company.mail_password_hint')}
            autoComplete="new-password"
            value={draft.password ?? ''}
            error={errors.password}
            onChange={(event) => change({ password: event.currentTarget.value })}
            visibilityToggleButtonProps={{ 'aria-label': t('session.show_password') }}
          />
        </FieldGrid>
      </Section>
      {form.problem !== undefined && (
        <div className={classes.problem} role="alert">
          {errorText(form.problem)}
        </div>
      )}
      <div className={classes.buttons}>
        <Button type="submit" loading={form.busy} disabled={!dirty} data-testid="save-mail">
          {t('common.save')}
        </Button>
        {dirty && (
          <Button variant="default" onClick={form.undo}>
            {t('common.cancel')}
          </Button>
        )}
        {!dirty && held.host !== '' && <Check />}
      </div>
    </form>
  );
}

/** Sends a letter to oneself and says what became of it. */
function Check() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const check = useMutation({ mutationFn: () => api.post<Delivery>('/api/company/mail/check') });
  const said = check.data;
  return (
    <>
      <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
        {t('company.mail_check')}
      </Button>
      <div role="status" className={classes.said}>
        {check.isPending && t('company.mail_checking')}
        {check.isError && errorText(check.error)}
        {!check.isPending && said && (said.sent ? t('company.mail_sent', { to: said.to }) : said.problem)}
        {!check.isPending && said?.sent && said.answer && <code>{said.answer}</code>}
      </div>
    </>
  );
}
