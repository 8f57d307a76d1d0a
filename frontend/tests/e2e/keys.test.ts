import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { findings, unique } from './browser';
import { officeIn } from './offices';
import { LANGUAGES, windowText } from './words';

/** Presses a key that stands at `code` while the layout puts `key` there. */
async function pressAt(page: Page, code: string, key: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Input.dispatchKeyEvent', { type: 'keyDown', code, key, text: key });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', code, key });
  await session.detach();
}

describe.for(LANGUAGES)('keys, in %s', (language) => {
  const t = windowText(language);
  const at = officeIn(language);
  const sheetTitle = t('keys.title');

  test('go from page to page, in a Russian layout too', async () => {
    const { page } = at.office.admin;
    await page.goto('/t/deal');
    await page.getByTestId('new-record').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.waitForURL('**/t/contact');
    await pressAt(page, 'KeyG', 'п');
    await pressAt(page, 'KeyS', 'ы');
    await page.waitForURL('**/settings');
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await page.waitForURL('**/admin');
  });

  test('are all on the sheet of the page one is on', async () => {
    const { page } = at.office.admin;
    const deal = await at.office.makeDeal({ name: unique('Sheet') });
    await page.goto(`/t/deal/${deal.id}`);
    await page.getByTestId('card-title').waitFor();
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: sheetTitle });
    await sheet.getByText(t('keys.names.note')).waitFor();
    expect(await sheet.getByText(t('keys.names.move')).count()).toBe(0);
    for (const theme of ['light', 'dark'] as const) {
      await page.evaluate(
        (to) => document.documentElement.setAttribute('data-mantine-color-scheme', to),
        theme,
      );
      expect(await findings(page)).toEqual([]);
    }
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });

    await page.goto('/t/deal');
    await page.getByRole('grid').waitFor();
    await page.getByRole('button', { name: sheetTitle, exact: true }).click();
    await sheet.getByText(t('keys.names.move')).waitFor();

    await page.goto('/settings');
    await page.getByRole('heading', { level: 1, name: t('settings.title') }).waitFor();
    await page.getByRole('button', { name: sheetTitle }).click();
    await sheet.getByText(t('keys.names.palette')).waitFor();
    for (const elsewhere of ['keys.names.move', 'keys.names.note'] as const) {
      expect(await sheet.getByText(t(elsewhere)).count()).toBe(0);
    }
  });

  test('narrow the navigation and close the side panel, and both stay so', async () => {
    const { page } = at.office.admin;
    const deal = await at.office.makeDeal({ name: unique('Panel') });
    await page.goto(`/t/deal/${deal.id}`);
    const panel = page.getByRole('complementary', { name: t('access.panel') });
    const width = async () => (await page.getByRole('navigation').boundingBox())?.width ?? 0;
    await panel.waitFor();
    const wide = await width();
    await pressAt(page, 'BracketRight', 'ъ');
    await panel.waitFor({ state: 'detached' });
    await pressAt(page, 'BracketLeft', 'х');
    await expect.poll(width).toBeLessThanOrEqual(48);
    await page.reload();
    await page.getByTestId('card-title').waitFor();
    expect(await width()).toBeLessThanOrEqual(48);
    expect(await panel.count()).toBe(0);
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press(']');
    await panel.waitFor();
    await page.getByRole('button', { name: t('keys.names.navigation') }).click();
    await expect.poll(width).toBe(wide);
  });

  test('go round the parts of the page', async () => {
    const { page } = at.office.admin;
    await page.goto('/t/deal');
    const grid = page.getByRole('grid');
    await expect.poll(() => grid.evaluate((element) => element === document.activeElement)).toBe(true);
    const region = () =>
      page.evaluate(() =>
        document.activeElement?.closest<HTMLElement>('[data-region]')?.getAttribute('data-region'),
      );
    const round = [await region()];
    for (const key of ['F6', 'F6', 'F6', 'Shift+F6']) {
      await page.keyboard.press(key);
      round.push(await region());
    }
    expect(round).toEqual(['main', 'navigation', 'bar', 'main', 'bar']);
  });

  test('of one letter rest while one types, and for good where one switched them off', async () => {
    const { page } = at.office.admin;
    await page.goto('/t/deal');
    await page.getByTestId('list-search').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('gc?');
    expect(await page.getByTestId('list-search').inputValue()).toBe('gc?');
    expect(new URL(page.url()).pathname).toBe('/t/deal');

    await page.goto('/settings');
    const letters = page.getByRole('switch', { name: t('settings.letters') });
    await letters.uncheck();
    await letters.blur();
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.keyboard.press('Control+KeyK');
    await page.getByRole('combobox', { name: t('shell.search') }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/settings');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await letters.check();
    await letters.blur();
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.waitForURL('**/t/deal');
  });
});

describe.for(LANGUAGES)('what one prefers, in %s', (language) => {
  const t = windowText(language);
  const at = officeIn(language);

  test('is the page to start with and the density, kept for the person', async () => {
    const { page } = at.office.admin;
    await at.office.makeDeal({ name: unique('Dense') });
    await page.goto('/settings');
    const contacts = await at.office.typeName('contact', 'many');
    await page.getByRole('combobox', { name: t('settings.start') }).click();
    await page.getByRole('option', { name: contacts }).click();
    await page.getByRole('combobox', { name: t('settings.density') }).click();
    await page.getByRole('option', { name: t('settings.densities.comfortable') }).click();
    expect(await findings(page)).toEqual([]);
    await page.goto('/');
    await page.waitForURL('**/t/contact');
    await page.getByRole('heading', { name: contacts, exact: true }).waitFor();
    await page.goto('/t/deal');
    const rowHeight = async () => (await page.getByRole('row').nth(1).boundingBox())?.height;
    await expect.poll(rowHeight).toBe(40);
    expect(await page.locator('html').getAttribute('data-density')).toBe('comfortable');
  });
});
