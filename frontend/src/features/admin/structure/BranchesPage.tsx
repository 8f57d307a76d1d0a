import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Branch } from '@/shared/api';
import { timeZones } from '@/shared/format';
import { NameInput } from '../FormParts';
import type { FormProps } from '../ResourceForm';
import { ResourcePage } from '../ResourcePage';

/** Places the company works from. */
export function BranchesPage({ id }: { id: string | undefined }) {
  return (
    <ResourcePage
      name="branches"
      id={id}
      empty={{ name: '' }}
      detail={(branch) => branch.address ?? ''}
      form={BranchForm}
    />
  );
}

function BranchForm({ draft, change, errors }: FormProps<Branch>) {
  const { t } = useTranslation();
  return (
    <>
      <NameInput value={draft.name} error={errors.name} onChange={(name) => change({ name })} />
      <TextInput
        label={t('admin.address')}
        value={draft.address ?? ''}
        error={errors.address}
        onChange={(event) => change({ address: event.currentTarget.value })}
      />
      <Select
        label={t('employees.time_zone')}
        searchable
        clearable
        limit={60}
        data={timeZones(draft.time_zone)}
        value={draft.time_zone || null}
        error={errors.time_zone}
        onChange={(zone) => change({ time_zone: zone ?? '' })}
        clearButtonProps={{ 'aria-label': t('common.clear') }}
      />
    </>
  );
}
