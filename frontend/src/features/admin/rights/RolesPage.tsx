import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Role } from '@/shared/api';
import { ResourceMultiSelect, ResourceSelect } from '@/shared/ui';
import { NameInput } from '../FormParts';
import type { FormProps } from '../ResourceForm';
import { ResourcePage } from '../ResourcePage';

const TEAM = ['none', 'view', 'edit'] as const;

/** The tree of roles; a higher role sees what lower ones are responsible for. */
export function RolesPage({ id }: { id: string | undefined }) {
  return (
    <ResourcePage name="roles" id={id} empty={{ name: '', profiles: [], team: 'none' }} form={RoleForm} />
  );
}

function RoleForm({ draft, change, errors }: FormProps<Role>) {
  const { t } = useTranslation();
  return (
    <>
      <NameInput value={draft.name} error={errors.name} onChange={(name) => change({ name })} />
      <ResourceSelect
        resource="roles"
        label={t('admin.parent_role')}
        placeholder={t('admin.top_level')}
        value={draft.parent_id}
        without={draft.id}
        error={errors.parent_id}
        onChange={(parent_id) => change({ parent_id })}
      />
      <ResourceMultiSelect
        resource="profiles"
        label={t('admin.role_profiles')}
        description={t('admin.role_profiles_hint')}
        value={draft.profiles}
        error={errors.profiles}
        onChange={(profiles) => change({ profiles })}
      />
      <Radio.Group
        label={t('admin.team')}
        description={t('admin.team_hint')}
        inputWrapperOrder={['label', 'description', 'input', 'error']}
        value={draft.team ?? 'none'}
        error={errors.team}
        onChange={(team) => change({ team: team as (typeof TEAM)[number] })}
      >
        <Stack gap={10} mt={8}>
          {TEAM.map((value) => (
            <Radio key={value} size="xs" value={value} label={t(`admin.team_${value}`)} />
          ))}
        </Stack>
      </Radio.Group>
    </>
  );
}
