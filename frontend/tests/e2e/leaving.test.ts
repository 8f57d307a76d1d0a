import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { call, findings, unique } from './browser';
import { officeIn } from './offices';
import { type Item, PASSWORD } from './people';
import { LANGUAGES, windowText } from './words';

const pathOf = (page: Page) => new URL(page.url()).pathname;

describe.for(LANGUAGES)('leaving what is not saved, in %s', (language) => {
  const t = windowText(language);
  const at = officeIn(language);
  let role: Item;

  beforeEach(async () => {
    role = await at.office.make('roles', { name: unique('Role') });
  });

  const asked = (page: Page) => page.getByRole('dialog', { name: t('leaving.title') });
  const button = (page: Page, name: string) => asked(page).getByRole('button', { name, exact: true }).last();
  const nameOf = (page: Page) => page.getByRole('main').getByLabel(t('admin.name'), { exact: false }).first();
  const heldName = async () =>
    (await call<{ name: string }>(at.office.admin, 'GET', `/api/roles/${role.id}`)).name;
  const typeName = async (page: Page, name: string) => {
    await page.goto('/admin/roles');
    await page.goto(`/admin/roles/${role.id}`);
    await nameOf(page).fill(name);
  };
  const away = (page: Page) =>
    page
      .getByRole('main')
      .getByRole('link', { name: t('common.back') })
      .click();

  test('a link asks: one stays by Escape, and discards by a button', async () => {
    const { page } = at.office.admin;
    const before = await heldName();
    await typeName(page, unique('Thrown away'));
    await away(page);
    await asked(page).waitFor();
    expect(await findings(page, '[role=dialog]')).toEqual([]);
    await page.keyboard.press('Escape');
    await asked(page).waitFor({ state: 'detached' });
    expect(pathOf(page)).toBe(`/admin/roles/${role.id}`);
    await away(page);
    await button(page, t('leaving.discard')).click();
    await page.waitForURL('**/admin');
    expect(await heldName()).toBe(before);
    await page.goto(`/admin/roles/${role.id}`);
    await expect.poll(() => nameOf(page).inputValue()).toBe(before);
    expect(await page.getByTestId('restored').count()).toBe(0);
  });

  test('Back asks, and Enter saves and goes back', async () => {
    const { page } = at.office.admin;
    const name = unique('Saved');
    await page.goto('/admin/roles');
    await page.locator(`a[href="/admin/roles/${role.id}"]`).click();
    await nameOf(page).fill(name);
    await page.evaluate(() => history.back());
    await asked(page).waitFor();
    await page.keyboard.press('Enter');
    // While the question stands the address is the earlier one already: it tells nothing.
    await expect.poll(heldName).toBe(name);
    await page.locator('form').waitFor({ state: 'detached' });
    expect(pathOf(page)).toBe('/admin/roles');
  });

  test('what somebody else has changed meanwhile is not written over unasked', async () => {
    const { page } = at.office.admin;
    const [mine, theirs] = [unique('Mine'), unique('Theirs')];
    await typeName(page, mine);
    await call(at.office.admin, 'PATCH', `/api/roles/${role.id}`, { name: theirs });
    // The browser asks only where a person has pressed something, which filling in does not.
    await nameOf(page).click();
    const dialog = page.waitForEvent('dialog');
    const reload = page.reload();
    await (await dialog).accept();
    await reload;
    await page.getByTestId('clash').waitFor();
    expect(await nameOf(page).inputValue()).toBe(mine);
    expect(await page.getByTestId('save').isDisabled()).toBe(true);
    expect(await page.getByTestId('restored').count()).toBe(0);
    await page.getByText(t('leaving.clashing')).waitFor();
    expect(await findings(page)).toEqual([]);
    const note = (name: string) => page.getByTestId('clash').getByRole('button', { name });
    await note(t('leaving.show_theirs')).click();
    await expect.poll(() => nameOf(page).inputValue()).toBe(theirs);
    await note(t('leaving.show_mine')).click();
    await expect.poll(() => nameOf(page).inputValue()).toBe(mine);
    await note(t('leaving.keep_mine')).click();
    await page.getByTestId('clash').waitFor({ state: 'detached' });
    expect(await heldName()).toBe(theirs);
    await page.getByTestId('save').click();
    await expect.poll(heldName).toBe(mine);
  });

  test('the palette asks', async () => {
    const { page } = at.office.admin;
    await typeName(page, unique('Kept'));
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill(t('settings.title'));
    await page
      .getByRole('option', { name: t('settings.title') })
      .first()
      .click();
    await button(page, t('leaving.stay')).click();
    await asked(page).waitFor({ state: 'detached' });
    expect(pathOf(page)).toBe(`/admin/roles/${role.id}`);
  });

  test('what the office refuses is not left by Save', async () => {
    const { page } = at.office.admin;
    await typeName(page, '');
    await away(page);
    await button(page, t('common.save')).click();
    await page.getByRole('alert').first().waitFor();
    expect(pathOf(page)).toBe(`/admin/roles/${role.id}`);
  });

  test('a reload is asked about by the browser, and what was typed is offered again but its password', async () => {
    const { page } = at.office.admin;
    const name = unique('Newcomer');
    await page.goto('/employees/new');
    await page.getByLabel(t('employees.last_name'), { exact: false }).click();
    await page.keyboard.type(name);
    await page.getByLabel(t('employees.password'), { exact: true }).fill('otter-river-stone-43');
    const dialog = page.waitForEvent('dialog');
    const reload = page.reload();
    const question = await dialog;
    expect(question.type()).toBe('beforeunload');
    await question.accept();
    await reload;
    await page.getByTestId('restored').waitFor();
    const last = page.getByLabel(t('employees.last_name'), { exact: false });
    expect(await last.inputValue()).toBe(name);
    expect(await page.getByLabel(t('employees.password'), { exact: true }).inputValue()).toBe('');
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
    expect(kept).not.toContain('otter-river-stone-43');
    await page.getByTestId('restored').getByRole('button').click();
    expect(await last.inputValue()).toBe('');
  });

  test('a new record is offered again after a reload, and thrown away by a press', async () => {
    const { page } = at.office.admin;
    const name = unique('Pier');
    await page.goto('/t/deal/new');
    const title = page.getByTestId('field-name');
    await title.fill(name);
    const responsible = page.getByRole('combobox', { name: t('system.responsible') });
    const other = unique('Other');
    const role = await at.office.make('roles', { name: unique('Role') });
    await at.office.make('employees', { last_name: other, first_name: 'Ann', role_id: role.id });
    await responsible.fill(other);
    await page.getByRole('option', { name: other }).click();
    const chosen = await responsible.inputValue();
    expect(chosen).toContain(other);
    page.once('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await page.getByTestId('restored').waitFor();
    expect(await title.inputValue()).toBe(name);
    expect(await responsible.inputValue()).toBe(chosen);
    expect(await findings(page)).toEqual([]);
    await page.getByTestId('restored').getByRole('button').click();
    await page.getByTestId('restored').waitFor({ state: 'detached' });
    expect(await title.inputValue()).toBe('');
    await title.fill(name);
    await page.getByTestId('save-record').click();
    await page.getByTestId('card-title').getByText(name).waitFor();
    await page.goto('/t/deal/new');
    expect(await title.inputValue()).toBe('');
  });

  test('what was typed outlives the end of a session, and is back after the next sign-in', async () => {
    const name = unique('Outlives');
    const person = await at.office.hire({ role_id: role.id, role_source: 'manual', administrator: true });
    const desk = await at.office.deskOf(person);
    const { page } = desk;
    await typeName(page, name);
    await call(desk, 'DELETE', '/api/session');
    await page.waitForURL((url) => url.pathname === '/sign-in');
    await page.locator('input[name=login]').fill(person.login);
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.locator('button[type=submit]').click();
    await page.waitForURL((url) => url.pathname === `/admin/roles/${role.id}`);
    await page.getByTestId('restored').waitFor();
    expect(await nameOf(page).inputValue()).toBe(name);
    await page.getByTestId('save').click();
    await expect.poll(heldName).toBe(name);
  });

  test('Escape in the dialog of a field asks first, and stays in it', async () => {
    const { page } = at.office.admin;
    await page.goto('/admin/types/contact');
    await page.getByTestId('add-field').click();
    const dialog = page.getByRole('dialog', { name: t('types.add_field') });
    await dialog.getByLabel(t(`types.label_${language}`)).fill(unique('Shoe size'));
    await page.keyboard.press('Escape');
    await button(page, t('leaving.stay')).click();
    await asked(page).waitFor({ state: 'detached' });
    await dialog.getByLabel(t(`types.label_${language}`)).press('Escape');
    await button(page, t('leaving.discard')).click();
    await dialog.waitFor({ state: 'detached' });
  });

  test('a change of the layout outlives a reload before the hand has rested', async () => {
    const { page } = at.office.admin;
    const [name, own] = [unique('Outing'), `outing_${language}`];
    const fields = ['first', 'second'];
    await call(at.office.admin, 'POST', '/api/types', {
      name: own,
      labels: { one: { en: name, ru: name }, many: { en: name, ru: name } },
      icon: 'box',
      default: 'view',
    });
    for (const field of fields) {
      await call(at.office.admin, 'POST', `/api/types/${own}/fields`, {
        name: field,
        kind: 'text',
        labels: { en: field, ru: field },
        section: 'main',
      });
    }
    const order = async () => {
      const { items } = await call<{ items: { name: string; fields: { name: string }[] }[] }>(
        at.office.admin,
        'GET',
        '/api/types',
      );
      const names = items.find((type) => type.name === own)?.fields.map((field) => field.name);
      return names?.filter((field) => fields.includes(field));
    };
    await page.goto(`/admin/types/${own}`);
    expect(await order()).toEqual(fields);
    await page.getByRole('button', { name: t('types.handle', { name: 'second' }) }).press('ArrowUp');
    await page.reload();
    await expect.poll(order).toEqual(fields.toReversed());
  });

  test('settings of a type are not lost to another tab of its page', async () => {
    const { page } = at.office.admin;
    await page.goto('/admin/types/contact');
    await page.getByRole('tab', { name: t('types.settings_tab') }).click();
    await page.getByLabel(t(`types.names.one_${language}`)).fill(unique('Human'));
    await page.getByRole('tab', { name: t('types.fields_tab') }).click();
    await button(page, t('leaving.discard')).click();
    await page.getByTestId('add-field').waitFor();
  });
});
