import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type Employee, resourceItemQuery, useFeature, useMe } from '@/shared/api';
import { Bars, ErrorState, NotFound } from '@/shared/ui';
import { EmployeeForm } from './EmployeeForm';

/** One employee on one page; "new" in the address makes one. */
export function EmployeePage() {
  const { id } = useParams({ from: '/office/employees/$id' });
  return id === 'new' ? <NewEmployee key="new" /> : <KnownEmployee key={id} id={id} />;
}

function NewEmployee() {
  const me = useMe().employee;
  const mayManage = useFeature('administration.people');
  if (!mayManage) return <NotFound />;
  const empty: Employee = {
    id: '',
    last_name: '',
    first_name: '',
    patronymic: '',
    login: '',
    time_zone: me.time_zone,
    language: me.language,
    role_source: 'position',
    status: 'active',
    administrator: false,
    profiles: [],
    groups: [],
    phones: [],
  };
  return <EmployeeForm held={undefined} base={empty} readOnly={false} />;
}

function KnownEmployee({ id }: { id: string }) {
  const mayManage = useFeature('administration.people');
  const employee = useQuery(resourceItemQuery('employees', id));
  if (employee.isError && !employee.data) {
    return <ErrorState error={employee.error} onRetry={() => void employee.refetch()} />;
  }
  if (!employee.data) return <Bars rows={10} />;
  return <EmployeeForm held={employee.data} base={employee.data} readOnly={!mayManage} />;
}
