import { expect, test } from 'vitest';
import { SECTIONS } from '@/features/admin';
import { PAGE_NAMES, pageFor } from '@/features/help';
import { router } from './router';

test('a page of the manual explains every route', () => {
  const routes = Object.keys(router.routesByPath);
  expect(routes).toContain('/t/$type');
  expect(routes.filter((route) => !PAGE_NAMES.some((name) => name === pageFor(route)))).toEqual([]);
});

test('a page of its own explains every section of the administration', () => {
  const page = (section: string) => pageFor('/admin/$section', section);
  expect(SECTIONS.filter(({ name }) => [undefined, 'administration'].includes(page(name)))).toEqual([]);
});
