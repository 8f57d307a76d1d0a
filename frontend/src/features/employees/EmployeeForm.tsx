import { Button, Group } from '@mantine/core';
import { IconArrowLeft, IconLogout } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DesksSection } from '@/features/settings';
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
import {
  clashWords,
  DraftNote,
  PageHeader,
  showToast,
  useErrorText,
  useProblem,
  useShowError,
  useTyped,
  useUnsaved,
} from '@/shared/ui';
import { AbilitiesRail } from './AbilitiesRail';
import { AccessSection } from './AccessSection';
import { fullName } from './EmployeesPage';
import classes from './employees.module.css';
import { GeneratedPassword } from './GeneratedPassword';
import { GroupsSection } from './GroupsSection';
import { InvitationDialog, InviteButton, mayBeInvited } from './Invitation';
import { PersonSection } from './PersonSection';
import type { SectionProps } from './section';

/** Never kept as a draft. */
const SECRETS = ['password', 'generated_password'] as const;

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
  const { typed, restored, clash, type, drop } = useTyped<Employee>(
    `employees/${held?.id ?? 'new'}`,
    base,
    SECRETS,
  );
  const { problem, errors, ...state } = useProblem();
  const [busy, setBusy] = useState(false);
  const [saves, setSaves] = useState(0);
  const [generated, setGenerated] = useState<Employee>();
  const [invited, setInvited] = useState<Employee>();
  // What was made stays to be seen behind the dialog that tells how its owner gets in.
  const draft = { ...base, ...typed, ...(invited ?? generated) };
  // Whoever is made as invited gets his link at once.
  const invites = held === undefined && draft.status === 'invited';
  const changes = changesOf(held, draft);
  const dirty = Object.keys(changesOf(base, { ...base, ...typed })).length > 0;
  const section: SectionProps = {
    draft,
    change: (part) => {
      state.touch(Object.keys(part));
      type(part);
    },
    errors: { ...clashWords(clash, t), ...errors },
    isNew: held === undefined,
    isMe: held?.id === me,
    invites,
    onInvite: (wanted) => {
      state.clear();
      const status = wanted ? 'invited' : base.status;
      type({ password: '', generate_password: false, ...(wanted === invites ? {} : { status }) });
    },
  };

  const leave = async (id: string) => {
    setGenerated(undefined);
    setInvited(undefined);
    setSaves(saves + 1);
    if (!held) await navigate({ to: '/employees/$id', params: { id }, replace: true });
  };

  const attempt = async (after: (id: string) => unknown): Promise<boolean> => {
    if (clash) return false;
    if (invites && draft.login.trim() === '') {
      const login = t('employees.login_to_invite');
      state.fail(new ApiError(422, { detail: login, fields: { login } }));
      return false;
    }
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
      drop();
      unsaved.settled();
      showToast(held ? t('common.saved') : t('employees.added', { name: fullName(known) }));
      // A password or a link is shown once, to whoever stays for it: nobody leaves without.
      if (invites) setInvited(known);
      else if (generated_password) setGenerated({ ...known, generated_password });
      else await after(saved.id);
      return !invites && generated_password === undefined;
    } catch (error) {
      state.fail(error);
      return false;
    } finally {
      setBusy(false);
    }
  };

  const unsaved = useUnsaved(dirty && !readOnly, () => attempt(() => setSaves(saves + 1)), drop);
  const save = (event: FormEvent) => {
    event.preventDefault();
    void attempt(leave);
  };

  return (
    <form className={classes.page} onSubmit={save} noValidate>
      <PageHeader
        title={held ? fullName(held) : t('employees.new')}
        before={
          <Link to="/employees" className={classes.back} aria-label={t('common.back')}>
            <IconArrowLeft size={16} stroke={1.7} />
          </Link>
        }
      >
        {held && !readOnly && mayBeInvited(held) && <InviteButton employee={held} disabled={dirty} />}
        {held && !readOnly && <SignOutEverywhere id={held.id} />}
        {!readOnly && (
          <Group gap="xs">
            {held && dirty && (
              <Button variant="default" onClick={drop}>
                {t('common.cancel')}
              </Button>
            )}
            <Button
              type="submit"
              loading={busy}
              disabled={clash !== undefined || (held !== undefined && !dirty)}
              data-testid="save-employee"
            >
              {held ? t('common.save') : t('common.create')}
            </Button>
          </Group>
        )}
      </PageHeader>
      <div className={classes.body}>
        <fieldset className={classes.sections} disabled={readOnly}>
          <DraftNote restored={restored && dirty} clash={clash} onDiscard={drop} />
          {problem !== undefined && (
            <div className={classes.problem} role="alert">
              {errorText(problem)}
            </div>
          )}
          <PersonSection key={saves} {...section} />
          <AccessSection {...section} />
          <GroupsSection {...section} />
          {held && !readOnly && (
            <DesksSection
              path={`/api/employees/${encodeURIComponent(held.id)}/desks`}
              title={t('employees.desks')}
              hint={t('employees.desks_hint')}
            />
          )}
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
      {invited && <InvitationDialog employee={invited} onClose={() => void leave(invited.id)} />}
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
