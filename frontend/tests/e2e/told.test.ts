import { describe, expect, test } from 'vitest';
import { call, findings, unique } from './browser';
import { officeIn } from './offices';
import { LANGUAGES, officeWord, windowText } from './words';

describe.for(LANGUAGES)('the window tells, in %s', (language) => {
  const t = windowText(language);
  const at = officeIn(language);

  test('who has no password, and offers to make one', async () => {
    const { page } = at.office.admin;
    const role = await at.office.make('roles', { name: unique('Role') });
    const { id } = await at.office.make('employees', {
      last_name: unique('Newcomer'),
      login: unique('newcomer').replaceAll(' ', '.'),
      role_id: role.id,
      role_source: 'manual',
      status: 'active',
    });
    await page.goto(`/employees/${id}`);
    const kept = page.getByTestId('kept-password');
    await kept.getByText(t('employees.password_missing')).waitFor();
    expect(await findings(page)).toEqual([]);
    await kept.getByRole('button', { name: t('employees.generate') }).click();
    await page.getByTestId('save-employee').click();
    const made = page.getByRole('dialog');
    await made.locator('code').waitFor();
    await made
      .getByRole('button', { name: t('common.close') })
      .last()
      .click();
    await kept.getByRole('button', { name: t('employees.replace_password') }).waitFor();
  });

  test('who deleted what is in the bin', async () => {
    const { page } = at.office.admin;
    const me = await call<{ employee: { name: string } }>(at.office.admin, 'GET', '/api/me');
    const name = unique('Deleted deal');
    const deal = await at.office.makeDeal({ name });
    await call(at.office.admin, 'DELETE', `/api/records/deal/${deal.id}`);
    await page.goto(`/t/deal?bin=true&q=${encodeURIComponent(name)}`);
    const row = page.getByRole('row').filter({ hasText: name });
    await row.getByText(me.employee.name).first().waitFor();
    await page.getByRole('columnheader', { name: t('list.deleted_by') }).waitFor();
    await page.goto(`/t/deal/${deal.id}`);
    const notice = page.getByTestId('in-bin');
    await notice.getByText(me.employee.name).waitFor();
    await page.getByTestId('timeline-delete').waitFor();
    expect(await findings(page)).toEqual([]);
    await notice.getByRole('button', { name: t('record.restore') }).click();
    await notice.waitFor({ state: 'detached' });
  });

  test('nothing by the bell in quiet hours, and all of it afterwards', async () => {
    const { role } = await at.office.makePost({ deal: { view: ['all'] } });
    const guest = await at.office.hire({ role_id: role.id, role_source: 'manual' });
    const { page } = await at.office.deskOf(guest);
    await page.goto('/settings');
    await page.getByRole('switch', { name: t('settings.quiet_on') }).check();
    await page.getByLabel(t('settings.quiet_from'), { exact: true }).fill('00:00');
    await page.getByLabel(t('settings.quiet_to'), { exact: true }).fill('00:00');
    const bell = page.getByTestId('notices-tray');
    await expect.poll(() => bell.getAttribute('aria-label')).toBe(t('inbox.quiet'));
    expect(await findings(page)).toEqual([]);
    await page.reload();
    const deal = await at.office.makeDeal({ name: unique('Shared deal') });
    await at.office.share(deal, [guest], 'view');
    await bell.click();
    await page.getByTestId('notices').getByText(t('inbox.kinds.share')).waitFor();
    await page.keyboard.press('Escape');
    expect(await bell.getAttribute('aria-label')).toBe(t('inbox.quiet'));
    await page.getByRole('switch', { name: t('settings.quiet_on') }).uncheck();
    await expect.poll(() => bell.getAttribute('aria-label')).toBe(t('inbox.unread', { count: 1 }));
  });

  test('once, with a number, what one person does again and again on one record', async () => {
    const { role } = await at.office.makePost({ deal: { view: ['all'] } });
    const guest = await at.office.hire({ role_id: role.id, role_source: 'manual' });
    const { page } = await at.office.deskOf(guest);
    const deal = await at.office.makeDeal({ name: unique('Often mentioned') });
    await page.goto('/inbox');
    for (let time = 0; time < 3; time += 1) {
      await call(at.office.admin, 'POST', `/api/records/deal/${deal.id}/notes`, {
        text: `@[Guest](employee:${guest.id})`,
      });
    }
    await page.getByText(t('inbox.times', { count: 3 }), { exact: false }).waitFor();
    await expect
      .poll(() => page.getByTestId('notices-tray').getAttribute('aria-label'))
      .toBe(t('inbox.unread', { count: 1 }));
    expect(await page.getByText(t('inbox.kinds.mention'), { exact: false }).count()).toBe(1);
    expect(await findings(page)).toEqual([]);
  });

  test('who was given which level, and that it was taken away', async () => {
    const { page } = at.office.admin;
    const role = await at.office.make('roles', { name: unique('Role') });
    const guest = await at.office.hire({ role_id: role.id, role_source: 'manual' });
    const deal = await at.office.makeDeal({ name: unique('Shared deal') });
    await at.office.share(deal, [guest], 'view');
    await at.office.share(deal, [guest], 'edit');
    await at.office.share(deal, [], 'view');
    await page.goto(`/t/deal/${deal.id}`);
    const [view, edit] = ['view', 'edit'].map((level) => officeWord(language, `access.level.${level}`));
    const told = page.getByTestId('timeline-share').getByRole('listitem');
    await expect
      .poll(() => told.allTextContents())
      .toEqual([
        `${guest.name}: ${edit} → ${t('timeline.share_taken')}`,
        `${guest.name}: ${view} → ${edit}`,
        `${guest.name}: ${view}`,
      ]);
  });

  test('the time in the zone and the colours one has set for oneself', async () => {
    const { page } = at.office.admin;
    await page.goto('/settings');
    await page.getByRole('combobox', { name: t('employees.time_zone') }).fill('Asia/Tokyo');
    await page.getByRole('option', { name: 'Asia/Tokyo' }).click();
    await page.getByRole('combobox', { name: t('shell.theme') }).click();
    await page.getByRole('option', { name: t('shell.themes.dark') }).click();
    await expect.poll(() => page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
    await expect
      .poll(() => call(at.office.admin, 'GET', '/api/me'))
      .toMatchObject({ employee: { time_zone: 'Asia/Tokyo', theme: 'dark' } });
    expect(await findings(page)).toEqual([]);
  });
});
