import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { call, findings, unique } from './browser';
import { officeIn } from './offices';
import { LANGUAGES, officeText, windowText } from './words';

/** What the page says that a link leads to, in a window of somebody who is not signed in. */
async function judged(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findings(page)).toEqual([]);
  }
}

describe.for(LANGUAGES)('an invitation, in %s', (language) => {
  const t = windowText(language);
  const at = officeIn(language);
  const last = unique({ en: 'Newcomer', ru: 'Новиков' }[language]);
  const login = unique('newcomer').replaceAll(' ', '.');
  let link = '';
  let used = '';

  test('New employee: invited instead of given a password, by a link where there is no mail server', async () => {
    const { page } = at.office.admin;
    const role = await at.office.make('roles', { name: unique('Role') });
    await page.goto('/employees/new');
    await page.getByLabel(t('employees.last_name')).fill(last);
    await page.getByRole('button', { name: t('employees.invite_instead') }).click();
    await page.getByRole('combobox', { name: t('employees.role') }).click();
    await page.getByRole('option', { name: role.name, exact: true }).click();
    await page.getByTestId('save-employee').click();
    await page.getByText(t('employees.login_to_invite')).first().waitFor();
    await page.getByLabel(t('employees.login')).fill(login);
    await page.getByTestId('save-employee').click();
    used = await made(page);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('employees.copy_link') })
      .waitFor();
    expect(await findings(page)).toEqual([]);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('common.close') })
      .last()
      .click();
    await page.waitForURL(/\/employees\/[0-9a-f]+$/);
  });

  test('invited once more, on his page: the older link works no more', async () => {
    const { page } = at.office.admin;
    await page.getByRole('button', { name: t('employees.invite'), exact: true }).click();
    link = await made(page);
    expect(link).not.toBe(used);
    await refused(used);
  });

  test('the link greets him in his language, takes a password twice and lets him in', async () => {
    const desk = await at.office.freshDesk();
    const { page } = desk;
    await page.goto(link);
    await page.getByRole('heading', { name: t('session.welcome', { name: last }) }).waitFor();
    expect(await page.getByLabel(t('session.your_login')).inputValue()).toBe(login);
    await judged(page);
    await password(page, 'quiet-harbour', 'quiet harbour');
    await page.getByText(t('session.passwords_differ')).waitFor();
    await password(page, 'short', 'short');
    await page
      .getByText(officeText(language, 'identity.password_short', { min: '8' }))
      .first()
      .waitFor();
    await judged(page);
    await password(page, 'quiet-harbour', 'quiet-harbour');
    await page.waitForURL((url) => url.pathname !== '/invited' && url.hash === '');
    const me = await call<{ employee: { name: string } }>(desk, 'GET', '/api/me');
    expect(me.employee.name).toBe(last);
    await refused(link);
  });

  async function made(page: Page): Promise<string> {
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: t('employees.make_link') }).click();
    return (await dialog.locator('code').textContent()) ?? '';
  }

  async function password(page: Page, once: string, again: string): Promise<void> {
    await page.getByLabel(t('session.choose_password'), { exact: true }).fill(once);
    await page.getByLabel(t('session.password_again'), { exact: true }).fill(again);
    await page.getByRole('button', { name: t('session.begin') }).click();
  }

  /** A stranger's window speaks English, since nothing is told of whom the link was for. */
  async function refused(address: string): Promise<void> {
    const { page } = await at.office.freshDesk();
    await page.goto(address);
    await page
      .getByRole('alert')
      .filter({ hasText: officeText('en', 'identity.invitation_over') })
      .waitFor();
    await judged(page);
  }
});
