import { Button, Select, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type EmployeeStatus, resourceItemQuery, resourceQuery, useMe } from '@/shared/api';
import { FieldGrid, PrincipalPicker, ResourceMultiSelect, ResourceSelect, Section } from '@/shared/ui';
import { fullName } from './EmployeesPage';
import classes from './employees.module.css';
import type { SectionProps } from './section';

const STATUSES: EmployeeStatus[] = ['active', 'invited', 'suspended', 'dismissed'];

/** Position and what follows from it; a role set by hand is marked as an exception and survives. */
export function AccessSection({ draft, change, errors, isMe }: SectionProps) {
  const { t } = useTranslation();
  const administrator = useMe().administrator;
  const positions = useQuery(resourceQuery('positions')).data;
  const position = positions?.find((item) => item.id === draft.position_id);
  const manual = draft.role_source === 'manual';

  const choosePosition = (id: string | null) => {
    const chosen = positions?.find((item) => item.id === id);
    change({
      position_id: id,
      ...(!manual && chosen ? { role_id: chosen.role_id ?? null } : {}),
      ...(!draft.department_id && chosen?.department_id ? { department_id: chosen.department_id } : {}),
    });
  };
  const chooseRole = (id: string | null) =>
    change({ role_id: id, role_source: id !== null && id === position?.role_id ? 'position' : 'manual' });

  return (
    <Section title={t('employees.access')}>
      <FieldGrid>
        <ResourceSelect
          resource="positions"
          label={t('employees.position')}
          value={draft.position_id}
          error={errors.position_id}
          onChange={choosePosition}
          testId="employee-position"
        />
        <div>
          <ResourceSelect
            resource="roles"
            label={t('employees.role')}
            required
            clearable={false}
            value={draft.role_id}
            error={errors.role_id}
            onChange={chooseRole}
            testId="employee-role"
          />
          {manual && draft.role_id && (
            <div className={classes.exception} data-testid="role-exception">
              {t('employees.exception')}
              {position && (
                <Button
                  variant="subtle"
                  size="compact-xs"
                  onClick={() => change({ role_id: position.role_id ?? null, role_source: 'position' })}
                >
                  {t('employees.reset_role')}
                </Button>
              )}
            </div>
          )}
          {!manual && position?.role_id && (
            <div className={classes.hint}>{t('employees.role_by_position')}</div>
          )}
        </div>
        <ResourceSelect
          resource="departments"
          label={t('employees.department')}
          value={draft.department_id}
          error={errors.department_id}
          onChange={(department_id) => change({ department_id })}
        />
        <ResourceSelect
          resource="branches"
          label={t('employees.branch')}
          value={draft.branch_id}
          error={errors.branch_id}
          onChange={(branch_id) => change({ branch_id })}
        />
        <ReportsTo draft={draft} change={change} errors={errors} />
        <Select
          label={t('employees.status')}
          allowDeselect={false}
          data={STATUSES.map((value) => ({ value, label: t(`employees.statuses.${value}`) }))}
          value={draft.status}
          error={errors.status}
          disabled={isMe}
          onChange={(status) => change({ status: (status ?? 'active') as EmployeeStatus })}
        />
        <ResourceMultiSelect
          resource="profiles"
          label={t('employees.own_profiles')}
          description={t('employees.own_profiles_hint')}
          value={draft.profiles}
          error={errors.profiles}
          onChange={(profiles) => change({ profiles })}
        />
      </FieldGrid>
      <Switch
        mt={12}
        label={t('employees.administrator')}
        description={t('employees.administrator_hint')}
        checked={draft.administrator}
        disabled={!administrator}
        error={errors.administrator}
        onChange={(event) => change({ administrator: event.currentTarget.checked })}
      />
    </Section>
  );
}

function ReportsTo({ draft, change, errors }: Pick<SectionProps, 'draft' | 'change' | 'errors'>) {
  const { t } = useTranslation();
  const id = draft.reports_to ?? '';
  const superior = useQuery({ ...resourceItemQuery('employees', id), enabled: id !== '' }).data;
  const name = superior ? fullName(superior) : '…';
  return (
    <PrincipalPicker
      key={id === '' ? 'none' : `${id}${name}`}
      kinds={['employee']}
      label={t('employees.reports_to')}
      value={id === '' ? null : { kind: 'employee', id, name }}
      error={errors.reports_to}
      onChange={(principal) => change({ reports_to: principal?.id ?? null })}
    />
  );
}
