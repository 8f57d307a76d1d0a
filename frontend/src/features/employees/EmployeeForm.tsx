import { Button, Group } from '@mantine/core';
import { IconArrowLeft, IconLogout } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ApiError,
  api,
  changesOf,
  type Employee,
  resourceItemQuery,
  resourceQuery,
  resources,
  useMe,
} from '@/shared/api';
import { PageHeader, showToast, useErrorText, useShowError } from '@/shared/ui';
import { AbilitiesRail } from './AbilitiesRail';
import { AccessSection } from './AccessSection';
import { fullName } from './EmployeesPage';
import classes from './employees.module.css';
import { GroupsSection } from './GroupsSection';
import { PersonSection } from './PersonSection';
import type { SectionProps } from './section';

interface EmployeeFormProps {
  held: Employee | undefined;
  base: Employee;
  readOnly: boolean;
}

export function EmployeeForm({ held, base, readOnly }: EmployeeFormProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const errorText = useErrorText();
  const me = useMe().employee.id;
  const [typed, setTyped] = useState<Partial<Employee>>({});
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [generated, setGenerated] = useState('');
  const draft = { ...base, ...typed };
  const changes = changesOf(held, draft);
  const dirty = Object.keys(changes).length > 0;
  const section: SectionProps = {
    draft,
    change: (part) => setTyped((now) => ({ ...now, ...part })),
    errors: problem instanceof ApiError ? problem.fields : {},
    isNew: held === undefined,
    isMe: held?.id === me,
  };

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      const saved = held
        ? await resources.edit('employees', held.id, changes, held.version)
        : await resources.create('employees', changes);
      queries.setQueryData(resourceItemQuery('employees', saved.id).queryKey, { ...draft, ...saved });
      void queries.invalidateQueries({ queryKey: resourceQuery('employees').queryKey });
      setTyped({});
      showToast(t('common.saved'));
      if (saved.generated_password) setGenerated(saved.generated_password);
      else if (!held) await navigate({ to: '/employees/$id', params: { id: saved.id }, replace: true });
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className={classes.page} onSubmit={(event) => void save(event)} noValidate>
      <PageHeader
        title={held ? fullName(held) : t('employees.new')}
        before={
          <Link to="/employees" className={classes.back} aria-label={t('common.back')}>
            <IconArrowLeft size={16} stroke={1.7} />
          </Link>
        }
      >
        {held && !readOnly && <SignOutEverywhere id={held.id} />}
        {!readOnly && (
          <Group gap="xs">
            {held && dirty && (
              <Button variant="default" onClick={() => setTyped({})}>
                {t('common.cancel')}
              </Button>
            )}
            <Button
              type="submit"
              loading={busy}
              disabled={held !== undefined && !dirty}
              data-testid="save-employee"
            >
              {held ? t('common.save') : t('common.create')}
            </Button>
          </Group>
        )}
      </PageHeader>
      <div className={classes.body}>
        <fieldset className={classes.sections} disabled={readOnly}>
          {problem !== undefined && (
            <div className={classes.problem} role="alert">
              {errorText(problem)}
            </div>
          )}
          {generated !== '' && (
            <div className={classes.generated} role="status">
              {t('employees.generated')} <code>{generated}</code>
              <div>{t('employees.generated_hint')}</div>
            </div>
          )}
          <PersonSection {...section} />
          <AccessSection {...section} />
          <GroupsSection {...section} />
        </fieldset>
        <AbilitiesRail draft={draft} />
      </div>
    </form>
  );
}

function SignOutEverywhere({ id }: { id: string }) {
  const { t } = useTranslation();
  const showError = useShowError();
  const handleClick = async () => {
    try {
      await api.post(`/api/employees/${encodeURIComponent(id)}/sign-out`);
      showToast(t('employees.signed_out'));
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Button
      variant="subtle"
      color="gray"
      leftSection={<IconLogout size={15} stroke={1.6} />}
      onClick={() => void handleClick()}
    >
      {t('employees.sign_out')}
    </Button>
  );
}
