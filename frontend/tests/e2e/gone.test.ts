import { expect, test } from 'vitest';
import { call, findings, unique } from './browser';
import { deskForEach } from './desks';

const desk = deskForEach();

const field = `gone_${Date.now()}`;
const notice = () => desk.page.getByTestId('left-out');
const change = (body: unknown) => call(desk, 'PATCH', `/api/types/deal/fields/${field}`, body);

test('a view does without a field that is gone, says so, and is saved clean', async () => {
  await call(desk, 'POST', '/api/types/deal/fields', {
    name: field,
    kind: 'text',
    labels: { en: 'Way in', ru: 'Вход' },
  });
  const name = unique('By the way in');
  const { id } = await call<{ id: string }>(desk, 'POST', '/api/views', {
    type: 'deal',
    name,
    look: {
      layout: 'table',
      filter: { and: [{ field, op: 'contains', value: 'x' }] },
      sort: [field],
      columns: [{ field }, { field: 'name' }],
    },
  });
  await desk.page.goto(`/t/deal?view=${id}`);
  await desk.page.getByText('Nothing matches').waitFor();
  expect(await notice().count()).toBe(0);

  await change({ archived: true });
  await desk.page.goto(`/t/deal?view=${id}`);
  await desk.page.getByRole('grid').waitFor();
  await notice().getByText(field).waitFor();
  expect(await findings(desk.page)).toEqual([]);
  await desk.page.getByTestId('save-view').click();
  await notice().waitFor({ state: 'detached' });

  await change({ archived: false });
  const kept = await call<{ sort?: string[]; filter?: unknown }>(desk, 'GET', `/api/views/${id}`);
  expect([kept.sort, kept.filter]).toEqual([undefined, undefined]);
  await change({ archived: true });
});

test('an address that names a field nobody has opens without it', async () => {
  await desk.page.goto('/t/deal?sort=-nothing&group=nothing:month');
  await desk.page.getByRole('grid').waitFor();
  await notice().getByText('nothing').waitFor();
  await notice().getByRole('button', { name: 'Close' }).click();
  await notice().waitFor({ state: 'detached' });
});
