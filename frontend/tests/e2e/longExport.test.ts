import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { call, findings, unique } from './browser';
import { officeIn } from './offices';

const shared = officeIn('en');
const LONG = 10_000;
const AT_ONCE = 50;

test('exports more than ten thousand records as a job, and fetches its file from the inbox', async () => {
  const { office } = shared;
  const { page } = office.admin;
  const { items } = await call<{ items: { count: number }[] }>(
    office.admin,
    'GET',
    '/api/records/deal/sums?group=stage',
  );
  const there = items.reduce((sum, each) => sum + each.count, 0);
  for (let count = there; count <= LONG; count += AT_ONCE) {
    const name = unique('Sluice');
    const make = () => call(office.admin, 'POST', '/api/records/deal', { fields: { name } });
    await Promise.all(Array.from({ length: AT_ONCE }, make));
  }
  await page.goto('/t/deal');
  await page.getByTestId('export').click();
  await page.getByTestId('export-csv').click();
  await page.getByText('The export is being made').waitFor(); // leaving the page before would take the asking back
  await page.goto('/inbox');
  const fetch = page.getByTestId('jobs').getByTestId('job-file').first();
  await fetch.waitFor({ timeout: 120_000 });
  expect(await findings(page, '[data-testid="jobs"]')).toEqual([]);
  const [download] = await Promise.all([page.waitForEvent('download'), fetch.click()]);
  expect(download.suggestedFilename()).toBe('deal.csv');
  const text = await readFile(await download.path(), 'utf8');
  expect(text.match(/\r?\n/g)?.length).toBeGreaterThan(LONG);
}, 300_000);
