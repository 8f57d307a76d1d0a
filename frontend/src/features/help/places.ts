import type { PageName } from './contents';

const BY_ROUTE: Record<string, PageName> = {
  '/': 'start',
  '/sign-in': 'start',
  '/invited': 'start',
  '/help': 'start',
  '/help/$page': 'start',
  '/t/$type': 'lists',
  '/t/$type/board': 'boards',
  '/t/$type/new': 'cards',
  '/t/$type/$id': 'cards',
  '/employees': 'employees',
  '/employees/$id': 'employees',
  '/people': 'people',
  '/inbox': 'inbox',
  '/outbox': 'outbox',
  '/settings': 'settings',
  '/admin': 'administration',
  '/admin/$section': 'administration',
  '/admin/$section/$id': 'administration',
};

const BY_SECTION: Record<string, PageName> = {
  company: 'company',
  positions: 'employees',
  departments: 'structure',
  branches: 'structure',
  groups: 'groups',
  roles: 'roles',
  profiles: 'profiles',
  'sharing-rules': 'sharing-rules',
  restrictions: 'sharing-rules',
  types: 'types',
};

/** The page that explains a route of the window, named by its pattern; for the administration also by its section. */
export function pageFor(route: string, section?: string): PageName | undefined {
  return (section === undefined ? undefined : BY_SECTION[section]) ?? BY_ROUTE[route];
}
