import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, api, type Company, changesOf, meQuery } from '@/shared/api';
import { Bars, ErrorState, PageHeader, showToast, useErrorText } from '@/shared/ui';
import classes from '../admin.module.css';
import { CompanyFields } from './CompanyFields';

const companyQuery = queryOptions({
  queryKey: ['company'],
  queryFn: ({ signal }) => api.get<Company>('/api/company', signal),
});

/** The profile of the company: what it is called, how it is reached, and what new people and records start with. */
export function CompanyPage() {
  const { t } = useTranslation();
  const query = useQuery(companyQuery);
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
      </div>
    </div>
  );
}

/** Only changed fields are sent; what one has typed stays when the profile changes elsewhere. */
function CompanyForm({ held }: { held: Company }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const errorText = useErrorText();
  const [typed, setTyped] = useState<Partial<Company>>({});
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const draft = { ...held, ...typed };
  const changes = changesOf<Company>(held, draft);
  const dirty = Object.keys(changes).length > 0;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      queries.setQueryData(
        companyQuery.queryKey,
        await api.patch<Company>('/api/company', changes, held.version),
      );
      await queries.invalidateQueries({ queryKey: meQuery.queryKey });
      setTyped({});
      showToast(t('common.saved'));
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      className={classes.editor}
      onSubmit={(event) => void save(event)}
      noValidate
      aria-label={t('admin.sections.company.title')}
    >
      <CompanyFields
        draft={draft}
        change={(part) => setTyped((now) => ({ ...now, ...part }))}
        errors={problem instanceof ApiError ? problem.fields : {}}
      />
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
          <Button variant="default" onClick={() => setTyped({})}>
            {t('common.cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}
