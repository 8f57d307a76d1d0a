import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type Company, meQuery, useMe } from '@/shared/api';
import { Bars, DraftNote, ErrorState, PageHeader, useErrorText } from '@/shared/ui';
import classes from '../admin.module.css';
import { useEdited } from '../useEdited';
import { CompanyFields } from './CompanyFields';
import { MailServer } from './MailServer';

const companyQuery = queryOptions({
  queryKey: ['company'],
  queryFn: ({ signal }) => api.get<Company>('/api/company', signal),
});

/** The profile of the company: what it is called, how it is reached, and what new people and records start with. */
export function CompanyPage() {
  const { t } = useTranslation();
  const query = useQuery(companyQuery);
  const { administrator } = useMe();
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('admin.sections.company.title')}
        before={
          <Link to="/admin" className={classes.back} aria-label={t('common.back')}>
            <IconArrowLeft size={16} stroke={1.7} />
          </Link>
        }
      />
      <div className={classes.form}>
        {query.isPending && <Bars rows={8} />}
        {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {query.data && <CompanyForm held={query.data} />}
        {query.data && administrator && <MailServer />}
      </div>
    </div>
  );
}

function CompanyForm({ held }: { held: Company }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const errorText = useErrorText();
  const form = useEdited('company', held, async (changes) => {
    const saved = await api.patch<Company>('/api/company', changes, held.version);
    queries.setQueryData(companyQuery.queryKey, saved);
    await queries.invalidateQueries({ queryKey: meQuery.queryKey });
  });
  const { draft, dirty, busy, problem, errors, change, undo, save } = form;

  return (
    <form
      className={classes.editor}
      onSubmit={save}
      noValidate
      aria-label={t('admin.sections.company.title')}
    >
      <DraftNote restored={form.restored} clash={form.clash} onDiscard={undo} />
      <CompanyFields draft={draft} change={change} errors={errors} />
      {problem !== undefined && (
        <div className={classes.problem} role="alert">
          {errorText(problem)}
        </div>
      )}
      <div className={classes.buttons}>
        <Button type="submit" loading={busy} disabled={!dirty} data-testid="save">
          {t('common.save')}
        </Button>
        {dirty && (
          <Button variant="default" onClick={undo}>
            {t('common.cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}
