import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, type Desk, findings, unique } from './browser';
import { officeIn } from './offices';
import type { Person } from './people';
import { windowText } from './words';

interface Me {
  employee: { first_name: string; last_name: string; name: string };
}

describe('the order of names', () => {
  const t = windowText('en');
  const at = officeIn('en');
  let colleague: Person;
  let desk: Desk;
  const last = unique('Zurova');
  const [lastFirst, firstLast] = [`${last} Vera`, `Vera ${last}`];

  beforeAll(async () => {
    const post = await at.office.makePost({ employee: { view: ['all'] } });
    colleague = await at.office.hire({
      last_name: last,
      first_name: 'Vera',
      position_id: post.position.id,
      language: 'en',
    });
    desk = await at.office.deskOf(colleague);
  });
  afterAll(() => call(at.office.admin, 'PATCH', '/api/company', { name_order: 'last_first' }));

  async function choose(order: 'first_last' | 'last_first') {
    const { page } = at.office.admin;
    await page.goto('/admin/company');
    await page.getByRole('combobox', { name: t('company.name_order') }).click();
    await page.getByRole('option', { name: t(`company.name_orders.${order}`) }).click();
    expect(await findings(page)).toEqual([]);
    await page.getByTestId('save').click();
    await page.getByText(t('common.saved')).waitFor();
  }

  test('everybody sees the other order at once, in the list, the navigation, the card and the picker', async () => {
    const list = desk.page;
    await list.goto(`/t/employee?q=${encodeURIComponent(last)}`);
    await list.getByRole('row').filter({ hasText: lastFirst }).waitFor();
    const card = await at.office.deskOf(colleague);
    await card.page.goto(`/t/employee/${colleague.id}`);
    await card.page.getByRole('heading', { name: lastFirst }).waitFor();

    await choose('first_last');

    // Nothing is loaded anew: both windows stand open where they were.
    await list.getByRole('row').filter({ hasText: firstLast }).waitFor();
    await list.getByRole('button', { name: t('shell.account', { name: firstLast }) }).waitFor();
    await card.page.getByRole('heading', { name: firstLast }).waitFor();
    const me = await call<Me>(desk, 'GET', '/api/me');
    expect(me.employee.name).toBe(firstLast);

    // The picker finds by either order and shows the one that holds.
    const { page } = at.office.admin;
    await page.goto('/employees/new');
    const begun = page.getByRole('textbox', { name: t('employees.first_name') });
    await expect.poll(() => begun.evaluate((input) => input === document.activeElement)).toBe(true);
    const picker = page.getByRole('combobox', { name: t('employees.reports_to') });
    for (const typed of [lastFirst, firstLast.toUpperCase()]) {
      await picker.fill(typed);
      await page.getByRole('option', { name: firstLast }).waitFor();
    }

    await choose('last_first');
    await list.getByRole('row').filter({ hasText: lastFirst }).waitFor();
    await card.page.getByRole('heading', { name: lastFirst }).waitFor();
  });
});
