import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Principal, type PrincipalKind, type ResourceName, resourceQuery } from '@/shared/api';

const LISTS: Partial<Record<PrincipalKind, ResourceName>> = {
  employee: 'employees',
  role: 'roles',
  role_and_below: 'roles',
  group: 'groups',
  department: 'departments',
  department_and_below: 'departments',
  branch: 'branches',
};

/** Finds the name of a principal that a rule knows by kind and id only. */
export function usePrincipalNames(): (principal: Pick<Principal, 'kind' | 'id'>) => string {
  const { t } = useTranslation();
  const lists = {
    employees: useQuery(resourceQuery('employees')).data,
    roles: useQuery(resourceQuery('roles')).data,
    groups: useQuery(resourceQuery('groups')).data,
    departments: useQuery(resourceQuery('departments')).data,
    branches: useQuery(resourceQuery('branches')).data,
  };
  return ({ kind, id }) => {
    const list = LISTS[kind] as keyof typeof lists | undefined;
    if (!list) return t(`principal.${kind}`);
    const item = lists[list]?.find((candidate) => candidate.id === id);
    return item?.name ?? '…';
  };
}
