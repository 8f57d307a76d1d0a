import { describe, expect, test } from 'vitest';
import { call, findings } from './browser';
import { officeIn } from './offices';
import type { Item } from './people';
import { POINT } from './pictures';
import { LANGUAGES, officeText, windowText } from './words';

interface Profile {
  name: string;
  phone: string;
  work_days: number[];
  work_from: string;
}

interface TypeDefault {
  name: string;
  default: string;
}

describe.for(LANGUAGES)('the company, in %s', (language) => {
  const t = windowText(language);
  const at = officeIn(language);

  test('its profile is filled in and told to everybody', async () => {
    const { page } = at.office.admin;
    const before = await call<Profile>(at.office.admin, 'GET', '/api/company');
    const name = `${before.name} ${language}`;
    await page.goto('/admin/company');
    await page.getByLabel(t('company.name'), { exact: false }).first().fill(name);
    await page.getByLabel(t('company.phone')).fill('12');
    await page.getByLabel(t('company.work_from'), { exact: true }).fill('8:30');
    await page.getByLabel(t('company.work_to'), { exact: true }).fill('17:00');
    await page.getByRole('checkbox').first().setChecked(true);
    await page.getByTestId('save').click();
    await page.getByText(officeText(language, 'field.phone', { value: '12' })).waitFor();
    await page.getByLabel(t('company.phone')).fill('+49 40 1234567');
    await page.getByTestId('save').click();
    await page.getByText(t('common.saved')).waitFor();
    await page.getByRole('banner').or(page.getByRole('navigation')).getByText(name).first().waitFor();
    expect(await call<Profile>(at.office.admin, 'GET', '/api/company')).toMatchObject({
      name,
      phone: '+49401234567',
      work_days: expect.arrayContaining([1]),
      work_from: '08:30',
    });
    expect(await findings(page)).toEqual([]);
    await call(at.office.admin, 'PATCH', '/api/company', { name: before.name });
  });

  test('its logo stands before its name for everybody, until it is taken away', async () => {
    const { page } = at.office.admin;
    await page.goto('/admin/company');
    await page.getByTestId('logo').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: POINT });
    await page.getByText('logo.png').waitFor();
    await page.getByTestId('save').click();
    const logo = page.getByRole('navigation').locator('img');
    await logo.waitFor();
    await expect.poll(() => logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
    await page.reload();
    await page.getByText('logo.png').waitFor();
    await page.getByRole('button', { name: t('field.file.remove'), exact: true }).click();
    await page.getByTestId('save').click();
    await logo.waitFor({ state: 'detached' });
  });

  test('somebody without administration looks people up in the directory', async () => {
    const [role] = (
      await call<{ items: Item[] }>(at.office.admin, 'GET', '/api/roles?limit=200')
    ).items.filter(({ name }) => name === 'Employee');
    const clerk = await at.office.hire({ role_id: role?.id, role_source: 'manual' });
    const { page } = await at.office.deskOf(clerk);
    await page.goto('/employees');
    await page.waitForURL('**/t/employee*');
    await page
      .getByRole('navigation')
      .getByRole('link', { name: t('people.title') })
      .click();
    await page.getByLabel(t('people.find')).fill(clerk.name);
    await page.getByRole('link', { name: clerk.name }).click();
    await page.getByTestId('card-title').getByText(clerk.name).waitFor();
  });

  test('all ready types are closed and opened at once', async () => {
    const { page } = at.office.admin;
    const types = async () =>
      (await call<{ items: TypeDefault[] }>(at.office.admin, 'GET', '/api/types')).items;
    const before = await types();
    const apply = async (preset: 'open' | 'strict') => {
      await page.goto('/admin/types');
      await page
        .getByRole('button', { name: `${t('types.preset.apply')}: ${t(`types.preset.${preset}`)}` })
        .click();
      await page.getByRole('button', { name: t('types.preset.sure') }).click();
      await page.getByText(t('types.preset.applied')).waitFor();
    };
    await apply('strict');
    expect((await types()).find(({ name }) => name === 'company')?.default).toBe('private');
    await apply('open');
    expect((await types()).find(({ name }) => name === 'company')?.default).toBe('edit');
    for (const type of before) {
      if (type.default !== 'parent') {
        await call(at.office.admin, 'PATCH', `/api/types/${type.name}`, { default: type.default });
      }
    }
    expect(await types()).toMatchObject(
      before.map(({ name, default: ground }) => ({ name, default: ground })),
    );
  });
});
