import { SECTIONS } from '@/features/admin';
import { call, type Desk } from './browser';

interface Listed {
  items: { id: string }[];
}

/** Somebody who is not signed in sees this one; everybody else is sent away from it. */
export const OUTSIDE = '/sign-in';

/** An address of every screen, by the pattern of its route: real records, types and employees of an office. */
export async function addresses(desk: Desk): Promise<Record<string, string[]>> {
  const first = async (list: string) => (await call<Listed>(desk, 'GET', `/api/${list}`)).items[0]?.id ?? '';
  const [deal, employee, profile, role] = await Promise.all(
    ['records/deal', 'employees', 'profiles', 'roles'].map(first),
  );
  return {
    [OUTSIDE]: [OUTSIDE],
    '/': ['/'],
    '/inbox': ['/inbox'],
    '/t/$type': [
      '/t/deal?layout=table',
      `/t/deal?layout=table&peek=${deal}`,
      '/t/company?layout=table&bin=true',
    ],
    '/t/$type/board': ['/t/deal/board', '/t/task/board'],
    '/t/$type/new': ['/t/deal/new'],
    '/t/$type/$id': [`/t/deal/${deal}`, '/t/deal/gone'],
    '/employees': ['/employees'],
    '/employees/$id': [`/employees/${employee}`, '/employees/new'],
    '/people': ['/people', '/people?view=chart'],
    '/admin': ['/admin'],
    '/admin/$section': SECTIONS.map(({ name }) => `/admin/${name}`),
    '/admin/$section/$id': [
      '/admin/types/deal',
      '/admin/types/new',
      `/admin/profiles/${profile}`,
      `/admin/roles/${role}`,
      '/admin/sharing-rules/new',
      '/admin/departments/new',
    ],
    '/settings': ['/settings'],
    '/help': ['/help'],
    '/help/$page': ['/help/lists'],
  };
}
