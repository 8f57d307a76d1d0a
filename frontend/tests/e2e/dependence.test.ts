import { describe, expect, test } from 'vitest';
import { call, findings } from './browser';
import { officeIn } from './offices';
import type { Item } from './people';
import { LANGUAGES, windowText } from './words';

const both = (label: string) => ({ en: label, ru: label });
const choices = (...values: string[]) =>
  values.map((value) => ({ value: value.toLowerCase(), labels: both(value) }));

describe.for(LANGUAGES)('choices that depend on others, in %s', (language) => {
  const t = windowText(language);
  const at = officeIn(language);
  const type = `visit_${Date.now()}${language}`;

  test('are tied in the form of the field, and offered beside what they fit', async () => {
    const { admin } = at.office;
    const { page } = admin;
    await call(admin, 'POST', '/api/types', {
      name: type,
      labels: { one: both('Visit'), many: both('Visits') },
      default: 'edit',
      rights_like: 'deal',
      fields: [
        { name: 'country', kind: 'choice', labels: both('Country'), choices: choices('France', 'Spain') },
        {
          name: 'city',
          kind: 'choice',
          labels: both('City'),
          choices: choices('Paris', 'Madrid', 'Elsewhere'),
        },
      ],
    });
    await page.goto(`/admin/types/${type}`);
    await page.getByTestId('layout-city').getByRole('button', { name: 'City', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: t('types.edit_field') });
    await dialog.getByTestId('depends-on').click();
    await page.getByRole('option', { name: 'Country' }).click();
    for (const [city, country] of [
      ['Paris', 'France'],
      ['Madrid', 'Spain'],
    ] as const) {
      await dialog.getByRole('combobox', { name: t('types.fits_beside', { name: city }) }).click();
      await page.getByRole('option', { name: country }).click();
      await dialog.getByRole('heading').click();
      await page.getByRole('option').first().waitFor({ state: 'hidden' });
    }
    expect(await findings(page)).toEqual([]);
    await dialog.getByTestId('save-field').click();
    await dialog.waitFor({ state: 'detached' });

    const visit = await call<Item>(admin, 'POST', `/api/records/${type}`, {
      fields: { name: 'Fair', country: 'spain' },
    });
    await page.goto(`/t/${type}/${visit.id}`);
    await page.getByTestId('edit-city').click();
    await page.getByTestId('field-city').click();
    const offered = page.getByRole('option');
    await offered.first().waitFor();
    expect((await offered.allTextContents()).filter((text) => text !== '')).toEqual(['Madrid', 'Elsewhere']);
    await offered.getByText('Madrid').click();
    await expect
      .poll(async () => {
        const { fields } = await call<{ fields: Record<string, unknown> }>(
          admin,
          'GET',
          `/api/records/${type}/${visit.id}`,
        );
        return fields.city;
      })
      .toBe('madrid');
  });
});
