import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call, type Desk, enter, findings, launch, openDesk, unique } from './browser';

interface Made {
  id: string;
  version: string;
}

let browser: Browser;
let desk: Desk;
let page: Page;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());
beforeEach(async () => {
  desk = await openDesk(browser);
  page = desk.page;
  await enter(desk);
});
afterEach(async () => {
  expect(desk.complaints).toEqual([]);
  await desk.close();
});

const makeDeal = (fields: Record<string, unknown>) =>
  call<Made>(desk, 'POST', '/api/records/deal', { fields });
const euros = (amount: string) => ({ amount, currency: 'EUR' });

/** Opens the list of the deals that hold these words. */
async function openDeals(mark: string, more = ''): Promise<void> {
  await page.goto(`/t/deal?q=${encodeURIComponent(mark)}${more}`);
  await page.getByRole('grid').waitFor();
}

const headers = async () =>
  (await page.getByRole('columnheader').allTextContents()).filter((text) => text !== '');
const tab = (name: string) => page.getByTestId('views').getByRole('button', { name });

describe('views', () => {
  test('keeps the list as a view, tells when it has changed, and goes back to it', async () => {
    const mark = unique('viewed');
    await makeDeal({ name: `${mark} small`, value: euros('10') });
    await makeDeal({ name: `${mark} large`, value: euros('20') });
    const name = unique('Large first');
    await openDeals(mark);
    await page.getByRole('columnheader').getByRole('button', { name: 'Value' }).click();
    await page.getByRole('columnheader').getByRole('button', { name: 'Value' }).click();
    await page.getByTestId('save-view-as').click();
    await page.getByTestId('view-name').fill(name);
    expect(await findings(page)).toEqual([]);
    await page.getByTestId('view-save').click();
    await expect.poll(() => tab(name).getAttribute('aria-current')).toBe('page');
    const address = new URL(page.url());
    expect([address.searchParams.get('view'), address.searchParams.get('sort')]).toEqual([
      expect.stringMatching(/^[0-9a-f-]{32,}$/),
      null,
    ]);

    await page.getByTestId('list-search').fill(mark);
    await expect.poll(() => page.getByRole('gridcell').allTextContents()).toContain(`${mark} large`);
    await page.getByRole('columnheader').getByRole('button', { name: 'Created', exact: true }).click();
    await tab(name).getByRole('img', { name: 'Changed' }).waitFor();
    expect(new URL(page.url()).searchParams.get('sort')).toBe('created_at');
    expect(await findings(page)).toEqual([]);
    await page.getByTestId('reset-view').click();
    await tab(name).getByRole('img', { name: 'Changed' }).waitFor({ state: 'detached' });

    await tab('All').click();
    await expect.poll(() => new URL(page.url()).search).toBe('');
    await tab(name).click();
    await page.getByTestId('view-menu').click();
    await page.getByRole('menuitem', { name: 'Remove the view' }).click();
    await tab(name).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await tab(name).waitFor();
  });

  test('shares a view with everyone, who opens it by its address', async () => {
    const name = unique('Shared');
    await page.goto('/t/deal');
    await page.getByRole('grid').waitFor();
    await page.getByRole('button', { name: 'Save as a view…' }).click();
    await page.getByTestId('view-name').fill(name);
    await page.getByTestId('view-everyone').click();
    await page.getByTestId('view-save').click();
    await tab(name).getByRole('img', { name: 'Shared' }).waitFor();
    const view = new URL(page.url()).searchParams.get('view') ?? '';
    const kept = await call<{ with: { kind: string }[] }>(desk, 'GET', `/api/views/${view}`);
    expect(kept.with.map(({ kind }) => kind)).toEqual(['everyone']);
  });
});

describe('columns', () => {
  test('are chosen, moved, widened and pinned by keyboard, and are there again after a reload', async () => {
    await page.goto('/t/deal');
    await page.getByRole('grid').waitFor();
    const before = await headers();
    await page.getByTestId('columns').click();
    const chosen = page.getByTestId('columns-chosen');
    const last = before.at(-1) ?? '';
    await chosen.getByRole('checkbox', { name: last, exact: true }).click();
    await expect.poll(headers).toEqual(before.slice(0, -1));

    const third = before[2] ?? '';
    const handle = chosen.getByRole('button', { name: `${third}: place` });
    await handle.focus();
    await page.keyboard.press('ArrowUp');
    await expect.poll(async () => (await headers())[1]).toBe(third);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await chosen.getByRole('button', { name: `Pin up to here: ${third}` }).click();
    expect(await findings(page)).toEqual([]);
    const width = await widthOf(third);
    await page.keyboard.press('Escape');
    await page.goto('/t/deal');
    await expect.poll(async () => (await headers())[1]).toBe(third);
    expect(await widthOf(third)).toBe(width);
    const pinned = page.getByRole('columnheader', { name: third });
    expect(await pinned.evaluate((cell) => getComputedStyle(cell).position)).toBe('sticky');
  });

  test('are widened by dragging their edge, which a view keeps', async () => {
    await page.goto('/t/deal');
    await page.getByRole('grid').waitFor();
    const before = await widthOf('Value');
    const box = await page.getByRole('columnheader', { name: 'Value' }).boundingBox();
    if (!box) throw new Error('the column is not on screen');
    await page.mouse.move(box.x + box.width - 2, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width + 58, box.y + 10, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => widthOf('Value')).toBe(before + 60);
    expect(new URL(page.url()).searchParams.get('columns')).toContain(`value~${before + 60}`);
  });

  const widthOf = (name: string) =>
    page
      .getByRole('columnheader', { name })
      .evaluate((cell) => Math.round(cell.getBoundingClientRect().width));
});
