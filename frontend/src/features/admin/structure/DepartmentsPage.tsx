import { useTranslation } from 'react-i18next';
import type { Department } from '@/shared/api';
import { ResourceSelect } from '@/shared/ui';
import { EmployeeSelect } from '../EmployeeSelect';
import { NameInput } from '../FormParts';
import type { FormProps } from '../ResourceForm';
import { ResourcePage } from '../ResourcePage';

/** The tree of subordination. */
export function DepartmentsPage({ id }: { id: string | undefined }) {
  return <ResourcePage name="departments" id={id} empty={{ name: '' }} form={DepartmentForm} movable />;
}

function DepartmentForm({ draft, change, errors }: FormProps<Department>) {
  const { t } = useTranslation();
  return (
    <>
      <NameInput value={draft.name} error={errors.name} onChange={(name) => change({ name })} />
      <ResourceSelect
        resource="departments"
        label={t('admin.parent_department')}
        placeholder={t('admin.top_level')}
        value={draft.parent_id}
        without={draft.id}
        error={errors.parent_id}
        onChange={(parent_id) => change({ parent_id })}
      />
      <EmployeeSelect
        label={t('admin.head')}
        value={draft.head_id}
        error={errors.head_id}
        onChange={(head_id) => change({ head_id })}
      />
    </>
  );
}
