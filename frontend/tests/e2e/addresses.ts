import { SECTIONS } from '@/features/admin';
import { call, type Desk } from './browser';

interface Listed {
  items: { id: string }[];
}

/** Somebody who is not signed in sees this one; everybody else is sent away from it. */
export const OUTSIDE = '/sign-in';

/** An address of every screen, by the pattern of its route: real records, types and employees of an office. */
export function addresses(desk: Desk): Promise<Record<string, string[]>> {
  return addressesFrom((path) => call(desk, 'GET', path));
}

/** The same of an office that is read in another way. */
export async function addressesFrom(
  read: (path: string) => Promise<unknown>,
): Promise<Record<string, string[]>> {
  const first = async (list: string) => ((await read(`/api/${list}`)) as Listed).items[0]?.id ?? '';
  const [deal, employee, profile, role] = await Promise.all(
    ['records/deal', 'employees', 'profiles', 'roles'].map(first),
  );
  return {
    [OUTSIDE]: [OUTSIDE],
    '/invited': ['/invited'],
    '/': ['/'],
    '/inbox': ['/inbox'],
    '/outbox': ['/outbox'],
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
