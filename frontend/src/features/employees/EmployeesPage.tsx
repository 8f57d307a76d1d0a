import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Navigate, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Employee,
  type EmployeeStatus,
  resourceQuery,
  useFeature,
  useMayKeepPeople,
} from '@/shared/api';
import { Bars, DataGrid, EmptyState, ErrorState, type GridColumn, PageHeader } from '@/shared/ui';
import classes from './employees.module.css';

const STATUSES: EmployeeStatus[] = ['active', 'invited', 'suspended', 'dismissed'];

/** The people of the company, for those who keep them; others are led to the directory. */
export function EmployeesPage() {
  const mayKeep = useMayKeepPeople();
  return mayKeep ? (
    <EmployeeList />
  ) : (
    <Navigate to="/t/$type" params={{ type: 'employee' }} search={{}} replace />
  );
}

function EmployeeList() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayManage = useFeature('administration.people');
  const [status, setStatus] = useState<EmployeeStatus | 'all'>('all');
  const [text, setText] = useState('');
  const list = useQuery(resourceQuery('employees'));
  const rows = useMemo(
    () =>
      (list.data ?? []).filter((row) => (status === 'all' || row.status === status) && isFound(row, text)),
    [list.data, status, text],
  );
  const columns = useEmployeeColumns();

  return (
    <div className={classes.page}>
      <PageHeader title={t('employees.title')}>
        {mayManage && (
          <Button
            leftSection={<IconPlus size={15} stroke={2} />}
            onClick={() => void navigate({ to: '/employees/$id', params: { id: 'new' } })}
            data-testid="new-employee"
          >
            {t('employees.new')}
          </Button>
        )}
      </PageHeader>
      <div className={classes.tools}>
        <SegmentedControl
          size="xs"
          aria-label={t('employees.status')}
          data={[
            { value: 'all', label: t('employees.all') },
            ...STATUSES.map((value) => ({ value, label: t(`employees.statuses.${value}`) })),
          ]}
          value={status}
          onChange={(value) => setStatus(value as EmployeeStatus | 'all')}
        />
        <TextInput
          w={220}
          ml="auto"
          type="search"
          leftSection={<IconSearch size={14} stroke={1.7} />}
          placeholder={t('common.find')}
          aria-label={t('employees.find')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </div>
      {list.isError && rows.length === 0 && (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      )}
      {list.isPending && <Bars rows={10} />}
      {list.data && rows.length === 0 && <EmptyState title={t('common.nothing_found')} />}
      {rows.length > 0 && (
        <DataGrid
          label={t('employees.title')}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          total={rows.length}
          onOpen={(row) => void navigate({ to: '/employees/$id', params: { id: row.id } })}
          autoFocus={text === ''}
          testId="employee-grid"
        />
      )}
    </div>
  );
}

/** Says whether every typed word is in the name or the login, ё and е being one letter. */
export function isFound(employee: Employee, text: string): boolean {
  const fold = (value: string) => value.toLowerCase().replaceAll('ё', 'е');
  const where = fold(`${fullName(employee)} ${employee.login ?? ''}`);
  return fold(text)
    .split(/\s+/)
    .every((word) => where.includes(word));
}

/** The name as the company writes it; one who is not there yet has none. */
export function fullName(employee: Employee): string {
  return employee.name ?? '';
}

function useEmployeeColumns(): GridColumn<Employee>[] {
  const { t } = useTranslation();
  const positions = useQuery(resourceQuery('positions')).data;
  const roles = useQuery(resourceQuery('roles')).data;
  const departments = useQuery(resourceQuery('departments')).data;
  const branches = useQuery(resourceQuery('branches')).data;
  return useMemo(() => {
    const named = (items: { id: string; name: string }[] | undefined, id: string | null | undefined) =>
      items?.find((item) => item.id === id)?.name ?? '';
    return [
      {
        id: 'name',
        header: t('employees.name'),
        width: 260,
        render: (row) => (
          <a href={`/employees/${row.id}`} tabIndex={-1}>
            {fullName(row)}
          </a>
        ),
      },
      {
        id: 'position',
        header: t('employees.position'),
        width: 190,
        render: (row) => named(positions, row.position_id),
      },
      {
        id: 'role',
        header: t('employees.role'),
        width: 190,
        render: (row) =>
          `${named(roles, row.role_id)}${row.role_source === 'manual' && row.role_id ? ` (${t('employees.exception_short')})` : ''}`,
      },
      {
        id: 'department',
        header: t('employees.department'),
        width: 180,
        render: (row) => named(departments, row.department_id),
      },
      {
        id: 'branch',
        header: t('employees.branch'),
        width: 140,
        render: (row) => named(branches, row.branch_id),
      },
      { id: 'login', header: t('employees.login'), width: 160, render: (row) => row.login ?? '' },
      {
        id: 'status',
        header: t('employees.status'),
        width: 170,
        render: (row) =>
          [
            row.status && t(`employees.statuses.${row.status}`),
            row.administrator && t('employees.administrator_short'),
          ]
            .filter(Boolean)
            .join(', '),
      },
    ];
  }, [t, positions, roles, departments, branches]);
}
