import { describe, expect, test } from 'vitest';
import { findings, unique } from './browser';
import { officeIn } from './offices';
import { LANGUAGES, windowText } from './words';

describe.for(LANGUAGES)('making a record from anywhere, in %s', (language) => {
  const t = windowText(language);
  const at = officeIn(language);

  test('takes the least over the page, and leads to what was made', async () => {
    const { page } = at.office.admin;
    const name = unique('Quick');
    await page.goto('/settings');
    await page.getByRole('heading', { name: t('settings.title') }).waitFor();
    await page.keyboard.press('c');
    const items = page.getByRole('menu').getByRole('menuitem');
    await items.first().waitFor();
    await items.first().press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByTestId('save-quick').click();
    await dialog.getByRole('alert').first().waitFor();
    for (const theme of ['light', 'dark'] as const) {
      await page.evaluate(
        (to) => document.documentElement.setAttribute('data-mantine-color-scheme', to),
        theme,
      );
      expect(await findings(page)).toEqual([]);
    }
    await dialog.getByTestId('field-name').fill(name);
    await dialog.getByTestId('save-quick').click();
    await dialog.waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toBe('/settings');
    await page.getByRole('button', { name: t('record.open'), exact: true }).click();
    await page.getByTestId('card-title').getByText(name).waitFor();
  });

  test('makes what the list holds, and takes what was typed to the full form', async () => {
    const { page } = at.office.admin;
    const name = unique('Fuller');
    await page.goto('/t/contact');
    await page.getByTestId('new-record').waitFor();
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog');
    await dialog.getByTestId('field-name').fill(name);
    await dialog.getByRole('button', { name: t('record.full_form') }).click();
    await page.waitForURL('**/t/contact/new');
    expect(await page.getByTestId('field-name').inputValue()).toBe(name);
    await page.getByTestId('save-record').click();
    await page.getByTestId('card-title').getByText(name).waitFor();
  });
});
