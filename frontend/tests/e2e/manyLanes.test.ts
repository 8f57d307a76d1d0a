import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { call, findings } from './browser';
import { officeIn } from './offices';
import type { Item } from './people';

const both = (label: string) => ({ en: label, ru: label });
const LANES = 300;

describe('a board of three hundred lanes', () => {
  const at = officeIn('en');
  const type = `route_${Date.now()}`;
  const made: Item[] = [];

  test('reads and draws those near the screen alone, and folds the empty ones', async () => {
    const { admin } = at.office;
    const { page } = admin;
    await call(admin, 'POST', '/api/types', {
      name: type,
      labels: { one: both('Route'), many: both('Routes') },
      default: 'edit',
      rights_like: 'deal',
      fields: [
        {
          name: 'stop',
          kind: 'choice',
          labels: both('Stop'),
          choices: Array.from({ length: LANES }, (_, at) => ({
            value: `s${at}`,
            labels: both(`Stop ${at}`),
          })),
        },
      ],
    });
    for (const stop of ['s0', 's0', 's1', 's150', 's299']) {
      const fields = { name: `Van at ${stop}`, stop };
      made.push(await call<Item>(admin, 'POST', `/api/records/${type}`, { fields }));
    }
    let read = 0;
    page.on('request', (request) => {
      if (new URL(request.url()).pathname === `/api/records/${type}`) read++;
    });
    await page.goto(`/t/${type}/board`);
    await cardOf(page, made[2]).waitFor();
    await expect.poll(() => page.locator('[data-lane][data-folded]').count()).toBe(LANES - 4);
    expect(await page.locator('[data-lane]').count()).toBe(LANES);
    expect(read).toBeLessThan(LANES / 5);
    expect(await findings(page)).toEqual([]);
  });

  test('leads by arrows past the empty ones, and by menu to any', async () => {
    const { page } = at.office.admin;
    await cardOf(page, made[2]).focus();
    await expect
      .poll(async () => {
        await page.keyboard.press('ArrowRight');
        return focused(page);
      })
      .toBe(made[3]?.id);

    await page.locator(`[data-card="${made[3]?.id}"]`).getByRole('button').last().click();
    const find = page.getByRole('combobox', { name: 'Find a column' });
    await find.fill('stop 299');
    await page.getByRole('option', { name: 'Stop 299' }).waitFor();
    expect(await findings(page, '[role="dialog"]')).toEqual([]);
    await find.press('Enter');
    await page.locator(`[data-lane="s299"] [data-card="${made[3]?.id}"]`).waitFor();
    await expect.poll(() => focused(page)).toBe(made[3]?.id);
    await page.locator('[data-lane="s150"][data-folded]').waitFor({ state: 'attached' });
  });

  test('takes a card that is dropped on a folded lane', async () => {
    const { page } = at.office.admin;
    await page.goto(`/t/${type}/board`);
    const card = page.locator(`[data-card="${made[0]?.id}"]`);
    await card.waitFor();
    const lane = page.locator('[data-lane="s4"][data-folded]');
    const [from, to] = [await card.boundingBox(), await lane.boundingBox()];
    if (!from || !to) throw new Error('nothing to be dragged');
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + 10, to.y + 60, { steps: 8 });
    await page.locator('[data-lane="s4"][data-over="true"]').waitFor();
    await page.mouse.up();
    await page.locator(`[data-lane="s4"] [data-card="${made[0]?.id}"]`).waitFor();
  });
});

const cardOf = (page: Page, record: Item | undefined) =>
  page.locator(`[data-card="${record?.id}"] a`).first();

const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-card]')?.dataset.card);
