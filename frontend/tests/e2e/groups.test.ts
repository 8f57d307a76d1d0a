import { expect, test } from 'vitest';
import { call, findings, unique } from './browser';
import { deskForEach } from './desks';

const desk = deskForEach();

const makeDeal = (fields: Record<string, unknown>) => call(desk, 'POST', '/api/records/deal', { fields });
const heads = () => desk.page.locator('[role="grid"] [role="row"] [data-testid^="group-"]');

test('of more periods than are drawn the latest stand, and the footer says of how many', async () => {
  const mark = unique('dated');
  const day = (at: number) => new Date(Date.UTC(2026, 0, at)).toISOString().slice(0, 10);
  for (let at = 1; at <= 103; at++) await makeDeal({ name: `${mark} ${at}`, close_date: day(at) });
  // More of the first than of any other: not what stands most often is kept, but what is latest.
  await makeDeal({ name: `${mark} again`, close_date: day(1) });
  await makeDeal({ name: `${mark} without` });
  await desk.page.goto(`/t/deal?q=${encodeURIComponent(mark)}&group=close_date:day&sort=-close_date`);
  await heads().first().waitFor();
  expect(await desk.page.getByTestId('groups-cut').textContent()).toBe(
    'Only the 100 latest of 104 groups are shown',
  );
  expect(await heads().first().textContent()).toContain('13');
  await desk.page.keyboard.press('Control+End');
  await desk.page.getByTestId('group-').waitFor();
  expect(await desk.page.getByTestId(`group-${day(4)}`).count()).toBe(0);
  expect(await findings(desk.page)).toEqual([]);
  expect(desk.complaints).toEqual([]);
});

test('a cursor on a row that is not read yet names no cell until it is', async () => {
  const mark = unique('slow');
  for (const day of ['2026-03-01', '2026-03-02'])
    for (let at = 0; at < 40; at++) await makeDeal({ name: `${mark} ${day} ${at}`, close_date: day });
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  // What stands last is asked for last: nothing but the first group comes before it is let through.
  let asked = 0;
  await desk.page.route('**/api/records/deal?*', async (route) => {
    asked += 1;
    if (asked > 1) await held;
    await route.continue();
  });
  await desk.page.goto(`/t/deal?q=${encodeURIComponent(mark)}&group=close_date:day&sort=-close_date`);
  const grid = desk.page.getByRole('grid');
  await grid
    .getByRole('row', { name: `${mark} 2026-03-02` })
    .first()
    .waitFor();
  await grid.focus();
  await desk.page.keyboard.press('Control+End');
  await expect.poll(() => asked).toBeGreaterThan(1);
  expect(await findings(desk.page)).toEqual([]);
  expect(await grid.getAttribute('aria-activedescendant')).toBeNull();
  letThrough();
  await expect.poll(() => grid.getAttribute('aria-activedescendant')).not.toBeNull();
  expect(await findings(desk.page)).toEqual([]);
});

test('a list that cannot be grouped says why, and leads to the filter', async () => {
  const why = '“Next step” has too many values to group by: at most 10000. Narrow the list by a filter.';
  await desk.page.route('**/api/records/deal/sums?*group=*', (route) =>
    route.fulfill({
      status: 422,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        status: 422,
        kind: 'invalid',
        key: 'error.fields',
        detail: 'Please look at the marked fields.',
        fields: { close_date: why },
      }),
    }),
  );
  await desk.page.goto('/t/deal?group=close_date:day');
  await desk.page.getByRole('alert').getByText(why).waitFor();
  expect(await findings(desk.page)).toEqual([]);
  await desk.page.getByTestId('narrow').click();
  await desk.page.getByRole('listbox').getByRole('option', { name: 'Stage' }).click();
  await desk.page.getByRole('group', { name: 'Filter' }).getByText('Stage').waitFor();
});

test('a sum that is too large to be told says so, and the groups stand all the same', async () => {
  const mark = unique('huge');
  for (const name of ['one', 'two'])
    await makeDeal({ name: `${mark} ${name}`, value: { amount: '900000000000000', currency: 'EUR' } });
  await desk.page.goto(`/t/deal?q=${encodeURIComponent(mark)}&group=stage`);
  await heads().first().waitFor();
  const missing = desk.page.getByTestId('no-sum-value');
  await missing.waitFor();
  expect(await findings(desk.page)).toEqual([]);
  await missing.focus();
  await desk.page.getByRole('tooltip').getByText('adds up to more than can be counted').waitFor();
});
