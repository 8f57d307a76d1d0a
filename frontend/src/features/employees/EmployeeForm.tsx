import { Button, Group } from '@mantine/core';
import { IconArrowLeft, IconLogout } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  api,
  changesOf,
  type Employee,
  resourceItemQuery,
  resourceQuery,
  resources,
  useMe,
} from '@/shared/api';
import { PageHeader, showToast, useErrorText, useProblem, useShowError } from '@/shared/ui';
import { AbilitiesRail } from './AbilitiesRail';
import { AccessSection } from './AccessSection';
import { fullName } from './EmployeesPage';
import classes from './employees.module.css';
import { GeneratedPassword } from './GeneratedPassword';
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
  const { problem, errors, ...state } = useProblem();
  const [busy, setBusy] = useState(false);
  const [saves, setSaves] = useState(0);
  const [generated, setGenerated] = useState<Employee>();
  const draft = { ...base, ...typed };
  const changes = changesOf(held, draft);
  const dirty = Object.keys(changes).length > 0;
  const section: SectionProps = {
    draft,
    change: (part) => {
      state.touch(Object.keys(part));
      setTyped((now) => ({ ...now, ...part }));
    },
    errors,
    isNew: held === undefined,
    isMe: held?.id === me,
  };

  const leave = async (id: string) => {
    setGenerated(undefined);
    setTyped({});
    setSaves(saves + 1);
    if (!held) await navigate({ to: '/employees/$id', params: { id }, replace: true });
  };

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    state.clear();
    try {
      const saved = held
        ? await resources.edit('employees', held.id, changes, held.version)
        : await resources.create('employees', changes);
      const { password, generate_password, generated_password, ...known } = { ...draft, ...saved };
      if (password || generate_password) known.has_password = true;
      queries.setQueryData(resourceItemQuery('employees', saved.id).queryKey, known);
      void queries.invalidateQueries({ queryKey: resourceQuery('employees').queryKey });
      showToast(t('common.saved'));
      if (generated_password) setGenerated({ ...known, generated_password });
      else await leave(saved.id);
    } catch (error) {
      state.fail(error);
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
          <PersonSection key={saves} {...section} />
          <AccessSection {...section} />
          <GroupsSection {...section} />
        </fieldset>
        <AbilitiesRail draft={draft} />
      </div>
      {generated?.generated_password && (
        <GeneratedPassword
          name={fullName(generated)}
          password={generated.generated_password}
          onClose={() => void leave(generated.id)}
        />
      )}
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
