import { ActionIcon, Checkbox, Switch } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Group, GroupMember, Principal, PrincipalKind } from '@/shared/api';
import { FieldGrid, PrincipalPicker, ResourceMultiSelect, ResourceSelect } from '@/shared/ui';
import classes from '../admin.module.css';
import { NameInput } from '../FormParts';
import { usePrincipalNames } from '../principals';
import type { FormProps } from '../ResourceForm';
import { ResourcePage } from '../ResourcePage';

const MEMBER_KINDS: PrincipalKind[] = ['employee', 'role', 'department', 'branch', 'group'];
const WITH_BELOW: Partial<Record<PrincipalKind, PrincipalKind>> = {
  role: 'role_and_below',
  department: 'department_and_below',
};
const WITHOUT_BELOW: Partial<Record<PrincipalKind, PrincipalKind>> = {
  role_and_below: 'role',
  department_and_below: 'department',
};

/** Sets of people that get rights together and may be responsible for records. */
export function GroupsPage({ id }: { id: string | undefined }) {
  const { t } = useTranslation();
  return (
    <ResourcePage
      name="groups"
      id={id}
      empty={{ name: '', members: [], profiles: [], counts_for_reach: true }}
      detail={(group) => t('admin.members', { count: group.members?.length ?? 0 })}
      form={GroupForm}
    />
  );
}

function GroupForm({ draft, change, errors }: FormProps<Group>) {
  const { t } = useTranslation();
  // The office names the entry that is wrong: members[1].id.
  const memberProblem = Object.entries(errors).find(([field]) => field.startsWith('members'))?.[1];
  return (
    <>
      <NameInput value={draft.name} error={errors.name} onChange={(name) => change({ name })} />
      <Members members={draft.members ?? []} without={draft.id} onChange={(members) => change({ members })} />
      {memberProblem && <div className={classes.problem}>{memberProblem}</div>}
      <ResourceMultiSelect
        resource="profiles"
        label={t('admin.group_profiles')}
        description={t('admin.group_profiles_hint')}
        value={draft.profiles}
        error={errors.profiles}
        onChange={(profiles) => change({ profiles })}
      />
      <FieldGrid>
        <ResourceSelect
          resource="departments"
          label={t('employees.department')}
          value={draft.department_id}
          onChange={(department_id) => change({ department_id })}
        />
        <ResourceSelect
          resource="branches"
          label={t('employees.branch')}
          value={draft.branch_id}
          onChange={(branch_id) => change({ branch_id })}
        />
      </FieldGrid>
      <Switch
        label={t('admin.counts_for_reach')}
        description={t('admin.counts_for_reach_hint')}
        checked={draft.counts_for_reach ?? false}
        onChange={(event) => change({ counts_for_reach: event.currentTarget.checked })}
      />
    </>
  );
}

interface MembersProps {
  members: GroupMember[];
  without: string;
  onChange: (members: GroupMember[]) => void;
}

function Members({ members, without, onChange }: MembersProps) {
  const { t } = useTranslation();
  const nameOf = usePrincipalNames();
  const add = (principal: Principal | null) => {
    if (!principal || principal.id === without || members.some((member) => member.id === principal.id))
      return;
    onChange([...members, { kind: principal.kind, id: principal.id, manager: false }]);
  };
  const replace = (at: number, part: Partial<GroupMember>) =>
    onChange(members.map((member, index) => (index === at ? { ...member, ...part } : member)));
  return (
    <div>
      <div className={classes.members}>
        {members.map((member, at) => {
          const name = nameOf(member);
          const plain = WITHOUT_BELOW[member.kind] ?? member.kind;
          const below = WITH_BELOW[plain];
          return (
            <div key={`${member.kind}/${member.id}`} className={classes.member}>
              <span className={classes.memberName}>
                {name} <span className={classes.sentence}>{t(`principal.${plain}`)}</span>
              </span>
              {below && (
                <Checkbox
                  label={t('principal.with_below')}
                  checked={member.kind !== plain}
                  onChange={(event) => replace(at, { kind: event.currentTarget.checked ? below : plain })}
                />
              )}
              <Checkbox
                label={t('admin.manager')}
                checked={member.manager ?? false}
                onChange={(event) => replace(at, { manager: event.currentTarget.checked })}
              />
              <ActionIcon
                size={24}
                aria-label={t('access.remove', { name })}
                onClick={() => onChange(members.toSpliced(at, 1))}
              >
                <IconX size={14} stroke={1.6} />
              </ActionIcon>
            </div>
          );
        })}
        <div className={classes.member}>
          <PrincipalPicker
            key={members.length}
            kinds={MEMBER_KINDS}
            value={null}
            ariaLabel={t('admin.add_member')}
            placeholder={t('admin.add_member')}
            onChange={add}
          />
        </div>
      </div>
    </div>
  );
}
