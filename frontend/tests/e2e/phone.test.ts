import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { call, findings, unique } from './browser';
import { officeIn } from './offices';
import { LANGUAGES, windowText } from './words';

/** Whether a person sees the whole of it without scrolling. */
function inView(what: Locator): Promise<boolean> {
  return what.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= window.innerHeight;
  });
}

describe.for(LANGUAGES)('on a phone, in %s', (language) => {
  const t = windowText(language);
  const at = officeIn(language);

  test('one finds a deal, opens it and writes a note', async () => {
    const name = unique('Pocket');
    const note = unique('Called');
    const deal = await at.office.makeDeal({ name });
    const { page } = at.office.admin;
    await page.setViewportSize({ width: 390, height: 844 });
    const checked = async () => {
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(await overflow()).toBe(0);
      for (const theme of ['light', 'dark'] as const) {
        await page.evaluate(
          (to) => document.documentElement.setAttribute('data-mantine-color-scheme', to),
          theme,
        );
        expect(await findings(page)).toEqual([]);
      }
    };

    await page.goto('/settings');
    await page.getByRole('button', { name: t('shell.navigation') }).click();
    await page
      .getByRole('dialog')
      .getByRole('link', { name: await at.office.typeName('deal', 'many') })
      .click();
    await page.waitForURL('**/t/deal');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByTestId('list-search').fill(name);
    await page.getByTestId('total').getByText(/^1\s/).waitFor();
    const row = page.getByRole('row').filter({ hasText: name });
    expect((await row.boundingBox())?.width).toBeLessThanOrEqual(390);
    await checked();

    await row.getByRole('link', { name }).click();
    await page.getByTestId('card-title').getByText(name).waitFor();
    await checked();
    await page
      .getByRole('navigation', { name: t('record.parts') })
      .getByRole('button', { name: t('timeline.title') })
      .click();
    await expect.poll(() => inView(page.getByTestId('composer-text'))).toBe(true);
    await page.getByTestId('composer-text').fill(note);
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('region', { name: t('timeline.title') })
      .getByText(note)
      .waitFor();
    // What is on its way stands there as well: it is written once the office has it.
    const notes = async () => {
      const timeline = await call<{ items: { kind: string; text: string }[] }>(
        at.office.admin,
        'GET',
        `/api/records/deal/${deal.id}/timeline`,
      );
      return timeline.items.filter(({ kind }) => kind === 'note').map(({ text }) => text);
    };
    await expect.poll(notes).toEqual([note]);
  });
});
