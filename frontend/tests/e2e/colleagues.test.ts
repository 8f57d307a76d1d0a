import { describe, expect, test } from 'vitest';
import { call, findings } from './browser';
import { officeIn } from './offices';
import { POINT } from './pictures';
import { LANGUAGES, windowText } from './words';

interface Named {
  id: string;
  name: string;
  parent_id: string | null;
}

describe.for(LANGUAGES)('colleagues, in %s', (language) => {
  const t = windowText(language);
  const at = officeIn(language);

  test('are found in the directory, with a photo they put in themselves', async () => {
    const { items: roles } = await call<{ items: Named[] }>(at.office.admin, 'GET', '/api/roles?limit=200');
    const role_id = roles.find(({ name }) => name === 'Employee')?.id;
    const clerk = await at.office.hire({ role_id, role_source: 'manual' });
    const { page } = await at.office.deskOf(clerk);
    await page.goto('/people');
    await page.getByLabel(t('people.find')).fill(clerk.name);
    await page.getByTestId('directory').getByRole('link', { name: clerk.name }).click();
    await page.getByTestId('edit-photo').click({ force: true });
    await page
      .getByTestId('field-photo')
      .setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: POINT });
    const photo = page.locator('dd img[alt="me.png"]');
    await photo.waitFor();
    await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
    await page.goto('/people');
    await page.getByLabel(t('people.find')).fill(clerk.name);
    await page.getByTestId('directory').locator('img').waitFor();
    expect(await findings(page)).toEqual([]);
  });

  test('stand in the chart of departments, which the administrator rearranges by pointer and menu', async () => {
    const { page } = at.office.admin;
    const make = (name: string, parent_id?: string) =>
      call<Named>(at.office.admin, 'POST', '/api/departments', { name: `${name} ${language}`, parent_id });
    const upper = await make('Upper');
    const middle = await make('Middle');
    const lower = await make('Lower', middle.id);
    const parentOf = async ({ id }: Named) =>
      (await call<Named>(at.office.admin, 'GET', `/api/departments/${id}`)).parent_id;

    await page.goto('/admin/departments');
    const row = (of: Named) => page.locator(`[data-tree="${of.id}"]`);
    await row(middle).hover();
    await page.getByTestId(`grip-${middle.name}`).hover();
    await page.mouse.down();
    await row(upper).hover();
    await page.mouse.up();
    await expect.poll(() => parentOf(middle)).toBe(upper.id);
    await page.getByRole('button', { name: t('common.undo'), exact: true }).click();
    await expect.poll(() => parentOf(middle)).toBe(null);

    await row(lower).hover();
    await page.getByRole('button', { name: t('admin.actions', { name: lower.name }) }).click();
    await page.getByRole('menuitem', { name: t('admin.move_top') }).click();
    await expect.poll(() => parentOf(lower)).toBe(null);
    expect(await findings(page)).toEqual([]);

    await page.goto('/people?view=chart');
    for (const { name } of [upper, middle, lower]) {
      await page.getByTestId('unit').filter({ hasText: name }).waitFor();
    }
    expect(await findings(page)).toEqual([]);
  });
});
