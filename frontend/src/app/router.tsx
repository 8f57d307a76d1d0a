import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { ApiError, meQuery, typesQuery } from '@/shared/api';
import { speak } from '@/shared/i18n';
import { laneFields, NotFound, rememberedLayout } from '@/shared/ui';
import { HomePage } from './HomePage';
import { queryClient } from './queryClient';
import { RouteError } from './RouteError';
import { cardSearch, listSearch, peopleSearch, signInSearch } from './search';
import { Shell } from './shell/Shell';

const records = () => import('@/features/records');
const employees = () => import('@/features/employees');
const people = () => import('@/features/people');
const admin = () => import('@/features/admin');
const help = () => import('@/features/help');
const settings = () => import('@/features/settings');
const inbox = () => import('@/features/inbox');
const outbox = () => import('@/features/outbox');
const session = () => import('@/features/session');

const root = createRootRoute({ notFoundComponent: NotFound, errorComponent: RouteError });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(session, 'SignInPage'),
});

const invited = createRoute({
  getParentRoute: () => root,
  path: '/invited',
  component: lazyRouteComponent(session, 'InvitedPage'),
});

/** Everything behind the sign-in: the employee and his types are there before a page is drawn. */
const office = createRoute({
  getParentRoute: () => root,
  id: 'office',
  component: Shell,
  errorComponent: RouteError,
  beforeLoad: async ({ location }) => {
    try {
      const [me] = await Promise.all([
        queryClient.ensureQueryData(meQuery),
        queryClient.ensureQueryData(typesQuery),
      ]);
      await speak(me.employee.language === 'ru' ? 'ru' : 'en');
    } catch (cause) {
      if (cause instanceof ApiError && cause.kind === 'unauthenticated') {
        const to = location.href === '/' ? {} : { to: location.href };
        throw redirect({ to: '/sign-in', search: to });
      }
      throw cause;
    }
  },
});

const home = createRoute({ getParentRoute: () => office, path: '/', component: HomePage });

const list = createRoute({
  getParentRoute: () => office,
  path: '/t/$type',
  validateSearch: listSearch,
  beforeLoad: ({ params, search }) => {
    const { layout, ...rest } = search;
    if (layout !== 'board' && (Object.keys(search).length > 0 || !prefersBoard(params.type))) return;
    throw redirect({ to: '/t/$type/board', params, search: rest, replace: true });
  },
  component: lazyRouteComponent(records, 'ListPage'),
});

/** Says whether the employee looked at a type as a board last, and still can. */
function prefersBoard(name: string): boolean {
  const me = queryClient.getQueryData(meQuery.queryKey);
  const type = queryClient.getQueryData(typesQuery.queryKey)?.find((each) => each.name === name);
  return (
    rememberedLayout(me?.employee.id ?? '', name) === 'board' &&
    type !== undefined &&
    laneFields(type).length > 0
  );
}

const board = createRoute({
  getParentRoute: () => office,
  path: '/t/$type/board',
  validateSearch: listSearch,
  component: lazyRouteComponent(records, 'BoardPage'),
});

const newRecord = createRoute({
  getParentRoute: () => office,
  path: '/t/$type/new',
  component: lazyRouteComponent(records, 'NewRecordPage'),
});

const card = createRoute({
  getParentRoute: () => office,
  path: '/t/$type/$id',
  validateSearch: cardSearch,
  component: lazyRouteComponent(records, 'CardPage'),
});

const employeeList = createRoute({
  getParentRoute: () => office,
  path: '/employees',
  component: lazyRouteComponent(employees, 'EmployeesPage'),
});

const employee = createRoute({
  getParentRoute: () => office,
  path: '/employees/$id',
  component: lazyRouteComponent(employees, 'EmployeePage'),
});

const colleagues = createRoute({
  getParentRoute: () => office,
  path: '/people',
  validateSearch: peopleSearch,
  component: lazyRouteComponent(people, 'PeoplePage'),
});

const adminHome = createRoute({
  getParentRoute: () => office,
  path: '/admin',
  component: lazyRouteComponent(admin, 'AdminHomePage'),
});

const adminSection = createRoute({
  getParentRoute: () => office,
  path: '/admin/$section',
  component: lazyRouteComponent(admin, 'AdminSectionPage'),
});

const adminItem = createRoute({
  getParentRoute: () => office,
  path: '/admin/$section/$id',
  component: lazyRouteComponent(admin, 'AdminSectionPage'),
});

const personal = createRoute({
  getParentRoute: () => office,
  path: '/settings',
  component: lazyRouteComponent(settings, 'SettingsPage'),
});

const helpHome = createRoute({
  getParentRoute: () => office,
  path: '/help',
  beforeLoad: () => {
    throw redirect({ to: '/help/$page', params: { page: 'start' }, replace: true });
  },
});

const helpPage = createRoute({
  getParentRoute: () => office,
  path: '/help/$page',
  component: lazyRouteComponent(help, 'HelpPage'),
});

const inboxPage = createRoute({
  getParentRoute: () => office,
  path: '/inbox',
  component: lazyRouteComponent(inbox, 'InboxPage'),
});

const outboxPage = createRoute({
  getParentRoute: () => office,
  path: '/outbox',
  component: lazyRouteComponent(outbox, 'OutboxPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    invited,
    office.addChildren([
      home,
      inboxPage,
      outboxPage,
      list,
      board,
      newRecord,
      card,
      employeeList,
      employee,
      colleagues,
      adminHome,
      adminSection,
      adminItem,
      personal,
      helpHome,
      helpPage,
    ]),
  ]),
  defaultPreload: 'intent',
  defaultPendingMs: 300,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
