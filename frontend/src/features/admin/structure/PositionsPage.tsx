import { useTranslation } from 'react-i18next';
import type { Position } from '@/shared/api';
import { ResourceSelect } from '@/shared/ui';
import { NameInput } from '../FormParts';
import type { FormProps } from '../ResourceForm';
import { ResourcePage } from '../ResourcePage';

/** Posts of the company, each with the role it implies. */
export function PositionsPage({ id }: { id: string | undefined }) {
  return <ResourcePage name="positions" id={id} empty={{ name: '' }} form={PositionForm} />;
}

function PositionForm({ draft, change, errors }: FormProps<Position>) {
  const { t } = useTranslation();
  return (
    <>
      <NameInput value={draft.name} error={errors.name} onChange={(name) => change({ name })} />
      <ResourceSelect
        resource="roles"
        label={t('admin.position_role')}
        description={t('admin.position_role_hint')}
        value={draft.role_id}
        error={errors.role_id}
        onChange={(role_id) => change({ role_id })}
      />
      <ResourceSelect
        resource="departments"
        label={t('admin.position_department')}
        value={draft.department_id}
        error={errors.department_id}
        onChange={(department_id) => change({ department_id })}
      />
    </>
  );
}
