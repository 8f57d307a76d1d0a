import { describe, expect, test } from 'vitest';
import { findings } from './browser';
import { officeIn } from './offices';
import { LANGUAGES, windowText } from './words';

const WORDS = {
  en: {
    page: 'Lists',
    other: 'Departments and branches',
    asked: 'branch town',
    title: 'Groups',
    people: 'Colleagues and structure',
    unlinked: 'Backup, restore, check',
  },
  ru: {
    page: 'Списки',
    other: 'Отделы и филиалы',
    asked: 'город филиал',
    title: 'Группы',
    people: 'Коллеги и структура',
    unlinked: 'Резервная копия, восстановление, проверка',
  },
} as const;

describe.for(LANGUAGES)('the help, in %s', (language) => {
  const t = windowText(language);
  const at = officeIn(language);
  const words = WORDS[language];

  test('opens beside a list by F1 at its page, finds words, and lets the page be used', async () => {
    const { page } = at.office.admin;
    await page.goto('/t/deal');
    await page.getByRole('grid').waitFor();
    await page.keyboard.press('F1');
    const help = page.getByRole('complementary', { name: t('help.title') });
    await help.getByRole('heading', { name: words.page, exact: true }).waitFor();

    const search = help.getByRole('combobox');
    await expect.poll(() => search.evaluate((box) => box === document.activeElement)).toBe(true);
    await search.fill(words.asked);
    const found = help.getByRole('option');
    await found.filter({ hasText: words.other }).first().waitFor();
    for (const theme of ['light', 'dark'] as const) {
      await page.evaluate(
        (to) => document.documentElement.setAttribute('data-mantine-color-scheme', to),
        theme,
      );
      expect(await findings(page)).toEqual([]);
    }
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await help.getByRole('heading', { name: words.other, exact: true }).waitFor();
    for (const theme of ['light', 'dark'] as const) {
      await page.evaluate(
        (to) => document.documentElement.setAttribute('data-mantine-color-scheme', to),
        theme,
      );
      expect(await findings(page)).toEqual([]);
    }

    await help.getByRole('button', { name: t('help.contents') }).click();
    await help.getByRole('link', { name: words.title, exact: true }).click();
    await help.getByRole('heading', { name: words.title, exact: true }).waitFor();

    await page
      .getByRole('navigation')
      .getByRole('link', { name: t('people.title') })
      .click();
    await page.getByRole('heading', { level: 1, name: t('people.title') }).waitFor();
    await help.getByRole('heading', { name: words.title, exact: true }).waitFor();
    await page.keyboard.press('F1');
    await help.getByRole('heading', { name: words.people, exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
  });

  test('has an address for every page, which the search of the window finds', async () => {
    const { page } = at.office.admin;
    await page.goto('/help');
    await page.waitForURL('**/help/start');
    await page.getByRole('navigation', { name: t('help.contents') }).waitFor();
    // A page without a link, which scrolls all the same.
    await page.getByRole('link', { name: words.unlinked }).click();
    await page.getByRole('heading', { name: words.unlinked, exact: true }).waitFor();
    for (const theme of ['light', 'dark'] as const) {
      await page.evaluate(
        (to) => document.documentElement.setAttribute('data-mantine-color-scheme', to),
        theme,
      );
      expect(await findings(page)).toEqual([]);
    }
    await page.keyboard.press('Control+K');
    await page.getByRole('combobox', { name: t('shell.search') }).fill(words.title);
    await page
      .getByRole('option', { name: t('help.page', { name: words.title }) })
      .first()
      .click();
    await page.waitForURL('**/help/groups');
    await page.getByRole('heading', { name: words.title, exact: true }).waitFor();
  });
});
