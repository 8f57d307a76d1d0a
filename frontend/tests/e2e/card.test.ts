import { describe, expect, test } from 'vitest';
import { call, unique } from './browser';
import { officeIn } from './offices';
import type { Item } from './people';
import { LANGUAGES, windowText } from './words';

describe.for(LANGUAGES)('a card, in %s', (language) => {
  const t = windowText(language);
  const at = officeIn(language);

  test('leads on to its neighbours in the list, and prints without the window around it', async () => {
    const { admin } = at.office;
    const stem = unique('Berth');
    const made: Item[] = [];
    for (const end of ['a', 'b', 'c']) {
      made.push(
        await call<Item>(admin, 'POST', '/api/records/object', { fields: { name: `${stem} ${end}` } }),
      );
    }
    const { page } = admin;
    await page.goto(`/t/object?q=${encodeURIComponent(stem)}&sort=name`);
    await page.getByText(`${stem} b`, { exact: true }).click();
    await page.getByRole('button', { name: t('record.after'), exact: true }).waitFor();
    await page.keyboard.press('Control+ArrowDown');
    await page.waitForURL((url) => url.pathname.endsWith(made[2]?.id ?? '-'));
    await page.getByRole('button', { name: t('record.after'), exact: true, disabled: true }).waitFor();
    await page.getByRole('button', { name: t('record.before'), exact: true }).click();
    await page.keyboard.press('Control+ArrowUp');
    await page.waitForURL((url) => url.pathname.endsWith(made[0]?.id ?? '-'));

    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => page.getByRole('navigation').first().isVisible()).toBe(false);
    await page.getByTestId('card-title').waitFor();
    await page.emulateMedia({ media: null });
  });
});
