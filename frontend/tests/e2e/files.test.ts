import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { call, findings, unique } from './browser';
import { officeIn } from './offices';
import type { Item } from './people';
import { POINT, picture } from './pictures';
import { LANGUAGES, windowText } from './words';

describe.for(LANGUAGES)('files on a deal, in %s', (language) => {
  const t = windowText(language);
  const at = officeIn(language);

  test('are put there, shown, saved and taken away again', async () => {
    const { admin } = at.office;
    const deal = await call<Item>(admin, 'POST', '/api/records/deal', { fields: { name: unique('Crane') } });
    const { page } = admin;
    await page.goto(`/t/deal/${deal.id}`);
    await page.getByRole('tab', { name: t('files.title') }).click();
    await page.getByText(t('files.empty')).waitFor();
    await page.locator('input[type=file]').setInputFiles([
      { name: 'point.png', mimeType: 'image/png', buffer: POINT },
      { name: 'offer.txt', mimeType: 'text/plain', buffer: Buffer.from('One crane, two weeks') },
      { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<script>alert(1)</script>') },
    ]);
    const rows = page.getByTestId('file');
    await rows.nth(2).waitFor();
    await page.getByTestId('timeline-file').nth(2).waitFor();

    await rows.getByRole('button', { name: 'point.png', exact: true }).click();
    const shown = page.getByRole('dialog').getByRole('img', { name: 'point.png' });
    await shown.waitFor();
    expect(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
    await page.getByRole('button', { name: t('common.close'), exact: true }).click();
    await page.getByTestId('timeline-file').getByRole('button', { name: 'offer.txt' }).click();
    await page.getByText('One crane, two weeks').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    const saving = page.waitForEvent('download');
    await rows.getByRole('link', { name: 'page.html', exact: true }).click();
    expect((await saving).suggestedFilename()).toBe('page.html');

    await page
      .locator('input[type=file]')
      .setInputFiles([{ name: 'site.png', mimeType: 'image/png', buffer: picture(600, 300) }]);
    const small = rows.filter({ hasText: 'site.png' }).getByTestId('small-picture');
    await expect.poll(() => small.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(96);
    await rows.getByRole('button', { name: 'site.png', exact: true }).click();
    const large = page.getByRole('dialog').getByRole('img', { name: 'site.png' });
    await expect.poll(() => large.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(600);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    expect(await findings(page)).toEqual([]);
    await rows.getByRole('button', { name: t('files.remove', { name: 'page.html' }) }).click();
    await page.getByText(t('record.deleted', { name: 'page.html' })).waitFor();
    await expect.poll(() => rows.count()).toBe(3);
    await page.getByRole('button', { name: t('common.undo'), exact: true }).click();
    await expect.poll(() => rows.count()).toBe(4);
  });
});
