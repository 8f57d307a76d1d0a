import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { call, type Desk, findings, unique } from './browser';
import { deskForEach } from './desks';

interface Deal {
  id: string;
  version: string;
  fields: Record<string, unknown>;
}

const desk = deskForEach();

const makeDeal = (fields: Record<string, unknown>) =>
  call<Deal>(desk, 'POST', '/api/records/deal', { fields });
const readDeal = (id: string) => call<Deal>(desk, 'GET', `/api/records/deal/${id}`);
const stageOf = async (id: string) => (await readDeal(id)).fields.stage;

const lane = (name: string) => desk.page.locator(`[data-lane="${name}"]`);
const card = (name: string, of: Locator | Desk['page'] = desk.page) =>
  of.getByTestId('board-card').filter({ hasText: name });
const openBoard = (mark: string) => desk.page.goto(`/t/deal/board?q=${encodeURIComponent(mark)}`);

test('shows deals in lanes with their sums, each currency for itself, and what has no stage first', async () => {
  const { page } = desk;
  const mark = unique('lanes');
  await makeDeal({ name: `${mark} one`, stage: 'proposal', value: { amount: '1000', currency: 'EUR' } });
  await makeDeal({ name: `${mark} two`, stage: 'proposal', value: { amount: '500', currency: 'USD' } });
  await openBoard(mark);
  await card(`${mark} one`, lane('proposal')).getByText('No next step').waitFor();
  const sum = await lane('proposal').locator('header span[title]').getAttribute('title');
  expect(sum).toMatch(/^2 · €1,000 · \$500\n.+: €700(\.00)? · \$350(\.00)?$/);
  expect(await lane('proposal').getByTestId('lane-expected').textContent()).toBe(' → €700 · $350');
  expect(await lane('').count()).toBe(0);

  await makeDeal({ name: `${mark} three` });
  await card(`${mark} three`, lane('')).waitFor();
  expect(await page.locator('[data-lane]').first().getAttribute('data-lane')).toBe('');
});

test('moves a deal by the pointer, and back by Undo', async () => {
  const { page } = desk;
  const mark = unique('dragged');
  const { id } = await makeDeal({ name: mark, stage: 'prospecting' });
  await openBoard(mark);
  await drag(card(mark), lane('engaging'));
  await card(mark, lane('engaging')).waitFor();
  await expect.poll(() => stageOf(id)).toBe('engaging');
  await page.getByRole('button', { name: 'Undo' }).click();
  await card(mark, lane('prospecting')).waitFor();
  await expect.poll(() => stageOf(id)).toBe('prospecting');
});

test('moves a deal from the menu of its card', async () => {
  const { page } = desk;
  const mark = unique('by menu');
  const { id } = await makeDeal({ name: mark, stage: 'prospecting' });
  await openBoard(mark);
  await page.getByRole('button', { name: `Move: ${mark}` }).click();
  await page.getByRole('menuitem', { name: 'Proposal' }).click();
  await card(mark, lane('proposal')).waitFor();
  await expect.poll(() => stageOf(id)).toBe('proposal');
});

test('moves deals by keys alone, whatever the layout of the keyboard', async () => {
  const { page } = desk;
  const mark = unique('by keys');
  const { id } = await makeDeal({ name: `${mark} one`, stage: 'prospecting' });
  await makeDeal({ name: `${mark} two`, stage: 'proposal' });
  await openBoard(mark);
  await card(`${mark} two`).waitFor();
  await card(`${mark} one`).waitFor();
  await page.getByTestId('board').focus();
  await page.keyboard.press('ArrowDown');
  await focused(`${mark} one`);
  await page.keyboard.press('ArrowRight');
  await focused(`${mark} two`);
  await page.keyboard.press('ArrowLeft');
  await focused(`${mark} one`);

  // In a Russian layout the key of the full stop writes ю.
  await page.evaluate(() =>
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { code: 'Period', key: 'ю', bubbles: true, cancelable: true }),
    ),
  );
  await card(`${mark} one`, lane('engaging')).waitFor();
  await focused(`${mark} one`);
  await expect.poll(() => stageOf(id)).toBe('engaging');

  await page.locator('[data-movable="true"]', { hasText: `${mark} one` }).waitFor();
  await page.keyboard.press('Space');
  await page.locator('[data-lifted]').waitFor();
  await page.keyboard.press('ArrowRight');
  await page.locator('[data-lane="proposal"][data-over="true"]').waitFor();
  await page.keyboard.press('Space');
  await card(`${mark} one`, lane('proposal')).waitFor();
  await expect.poll(() => stageOf(id)).toBe('proposal');
  await focused(`${mark} one`);
  await page.keyboard.press('Enter');
  await page.getByTestId('card-title').getByText(`${mark} one`).waitFor();
});

test('asks why a deal is lost; who does not say leaves it where it was', async () => {
  const { page } = desk;
  const mark = unique('lost');
  const { id } = await makeDeal({ name: mark, stage: 'proposal' });
  await openBoard(mark);
  const askFor = async () => {
    await page.getByRole('button', { name: `Move: ${mark}` }).click();
    await page.getByRole('menuitem', { name: 'Lost' }).click();
    await page.getByTestId('field-lost_reason').waitFor();
    await card(mark, lane('lost')).waitFor();
  };
  await askFor();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await card(mark, lane('proposal')).waitFor();
  expect(await stageOf(id)).toBe('proposal');

  await askFor();
  await page.getByTestId('field-lost_reason').fill('Chose another');
  await page.keyboard.press('Enter');
  await expect.poll(() => stageOf(id)).toBe('lost');
  expect((await readDeal(id)).fields.lost_reason).toBe('Chose another');
  await card(mark, lane('lost')).waitFor();
});

test.each(['on its page', 'beside the list'])(
  'asks what the board asks when a deal is lost %s',
  async (where) => {
    const { page } = desk;
    const mark = unique('lost');
    const { id } = await makeDeal({ name: mark, stage: 'proposal' });
    await page.goto(where === 'on its page' ? `/t/deal/${id}` : `/t/deal?q=${mark}&peek=${id}`);
    const stages = page.getByRole('group', { name: 'Stage', exact: true });
    const step = stages.locator('[aria-current="step"]');
    const lost = stages.getByRole('button', { name: 'Lost' });
    await lost.click();
    const question = page.getByTestId('move-question');
    await question.getByTestId('field-lost_reason').waitFor();
    expect(await step.textContent()).toBe('Lost');
    expect(await findings(page, '[data-testid="move-question"]')).toEqual([]);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await expect.poll(() => step.textContent()).toBe('Proposal');
    expect(await stageOf(id)).toBe('proposal');
    await lost.click();
    await question.getByTestId('field-lost_reason').fill('Chose another');
    await page.keyboard.press('Enter');
    await expect.poll(() => stageOf(id)).toBe('lost');
    expect((await readDeal(id)).fields.lost_reason).toBe('Chose another');
    await expect.poll(() => step.textContent()).toBe('Lost');
  },
);

test('puts a deal back that the office does not let go, and says why', async () => {
  const { page } = desk;
  const mark = unique('refused');
  await makeDeal({ name: mark, stage: 'prospecting' });
  await openBoard(mark);
  await card(mark).waitFor();
  await page.route('**/api/records/deal/*', (route) =>
    route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({ status: 403, kind: 'denied', key: 'x', detail: 'Not this one.' }),
    }),
  );
  await drag(card(mark), lane('engaging'));
  await page.getByRole('alert').getByText('Not this one.').waitFor();
  await card(mark, lane('prospecting')).waitFor();
});

test('holds fast what one may not edit and says so, and marks what nothing happened to for long', async () => {
  const { page } = desk;
  const mark = unique('locked');
  await makeDeal({ name: mark, stage: 'prospecting' });
  await page.route('**/api/records/deal?*', async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    for (const item of body.items) {
      item.can.edit = false;
      item.updated_at = new Date(Date.now() - 20 * 86_400_000).toISOString();
    }
    await route.fulfill({ response, json: body });
  });
  await openBoard(mark);
  await page.locator('[data-rotten]', { hasText: mark }).waitFor();
  expect(await card(mark).getAttribute('title')).toBe('No change for 20 days');
  expect(await card(mark).getByRole('link').getAttribute('title')).toContain('not move it');
  await pickUp(card(mark));
  expect(await page.locator('[data-lifted]').count()).toBe(0);
  await page.mouse.up();
  await card(mark).getByRole('link').focus();
  await page.keyboard.press('Period');
  await page.keyboard.press('Space');
  expect(await page.locator('[data-lifted]').count()).toBe(0);
  expect(await card(mark, lane('prospecting')).count()).toBe(1);
});

test('marks cards by how long their stage lets them stay without a change', async () => {
  const { page } = desk;
  const mark = unique('left');
  await makeDeal({ name: `${mark} soon`, stage: 'prospecting' });
  await makeDeal({ name: `${mark} parked`, stage: 'engaging' });
  await makeDeal({ name: `${mark} usual`, stage: 'proposal' });
  const rots: Record<string, number> = { prospecting: 3, engaging: 0 };
  await page.route('**/api/types', async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    for (const type of body.items)
      for (const field of type.fields)
        for (const choice of field.choices ?? []) choice.rots_after = rots[choice.value];
    await route.fulfill({ response, json: body });
  });
  await page.route('**/api/records/deal?*', async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    for (const item of body.items) item.updated_at = new Date(Date.now() - 5 * 86_400_000).toISOString();
    await route.fulfill({ response, json: body });
  });
  await openBoard(mark);
  await page.locator('[data-rotten]', { hasText: `${mark} soon` }).waitFor();
  await card(`${mark} parked`, lane('engaging')).waitFor();
  await card(`${mark} usual`, lane('proposal')).waitFor();
  expect(await page.locator('[data-rotten]').count()).toBe(1);
});

test('hands over and edits by keys what has the focus, and goes through the stages on its page', async () => {
  const { page } = desk;
  const mark = unique('keyed');
  const { id } = await makeDeal({ name: mark, stage: 'prospecting' });
  await openBoard(mark);
  const link = card(mark, lane('prospecting')).getByRole('link');
  await link.focus();
  await page.keyboard.press('KeyA');
  const dialog = page.getByRole('dialog');
  const { names, responsible } = await call<{ names: Record<string, string>; responsible: string }>(
    desk,
    'GET',
    `/api/records/deal/${id}`,
  );
  await dialog.getByText(names[responsible] ?? '', { exact: true }).waitFor();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => link.evaluate((element) => element === document.activeElement)).toBe(true);

  await page.keyboard.press('KeyE');
  const peek = page.getByTestId('peek');
  const name = peek.locator('dd input').first();
  await expect.poll(() => name.evaluate((element) => element === document.activeElement)).toBe(true);
  await name.fill(`${mark} edited`);
  await page.keyboard.press('Enter');
  await card(`${mark} edited`).waitFor();
  const edit = peek.getByTestId('edit-name');
  await expect.poll(() => edit.evaluate((element) => element === document.activeElement)).toBe(true);

  await page.goto(`/t/deal/${id}`);
  const step = page.locator('[aria-current="step"]');
  await step.getByText('Prospecting').waitFor();
  await page.keyboard.press('Period');
  await step.getByText('Engaging').waitFor();
  await page.keyboard.press('Comma');
  await step.getByText('Prospecting').waitFor();
  await expect.poll(() => stageOf(id)).toBe('prospecting');
});

test('follows what others move, but not while a card is held', async () => {
  const { page } = desk;
  const mark = unique('live');
  const held = await makeDeal({ name: `${mark} held`, stage: 'prospecting' });
  const other = await makeDeal({ name: `${mark} other`, stage: 'prospecting' });
  await openBoard(mark);
  await card(`${mark} other`, lane('prospecting')).waitFor();
  await call(desk, 'PATCH', `/api/records/deal/${other.id}`, { fields: { stage: 'engaging' } });
  await card(`${mark} other`, lane('engaging')).waitFor();
  await card(`${mark} other`, lane('prospecting')).waitFor({ state: 'detached' });

  await pickUp(card(`${mark} held`));
  await page.locator('[data-lifted]').waitFor();
  await call(desk, 'PATCH', `/api/records/deal/${other.id}`, { fields: { stage: 'proposal' } });
  const asked = page.waitForRequest((request) => request.url().includes('/sums'), { timeout: 1_500 });
  await expect(asked).rejects.toThrow();
  expect(await card(`${mark} other`, lane('engaging')).count()).toBe(1);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await card(`${mark} other`, lane('proposal')).waitFor();
  expect(await stageOf(held.id)).toBe('prospecting');
});

test('keeps filters and search between table and board, and opens what was used last', async () => {
  const { page } = desk;
  const mark = unique('switch');
  await makeDeal({ name: mark, stage: 'prospecting' });
  await page.goto(`/t/deal?q=${encodeURIComponent(mark)}`);
  await page.getByTestId('total').waitFor();
  await page.getByTestId('as-board').click();
  await card(mark).waitFor();
  expect(new URL(page.url()).searchParams.get('q')).toBe(mark);
  await page.goto('/t/deal');
  await page.getByTestId('board').waitFor();
  expect(new URL(page.url()).pathname).toBe('/t/deal/board');
  await page.getByTestId('as-table').click();
  await page.getByTestId('record-grid').waitFor();
  await page.goto('/t/deal');
  await page.getByTestId('record-grid').waitFor();
});

test('says that nothing matches, and shows a deal as soon as one does', async () => {
  const { page } = desk;
  const mark = unique('nothing yet');
  await openBoard(mark);
  await page.getByRole('button', { name: 'Clear filters' }).waitFor();
  await makeDeal({ name: mark, stage: 'proposal' });
  await card(mark, lane('proposal')).waitFor();
});

test('draws few cards of a long lane', async () => {
  const { page } = desk;
  await page.goto('/t/deal/board');
  await page.getByTestId('board-card').first().waitFor();
  const drawn = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('[data-lane]')].map((each) => each.querySelectorAll('li').length),
    );
  expect(Math.max(...(await drawn()))).toBeLessThanOrEqual(14);
  const last = page.locator('[data-lane="won"] li').last();
  await last.scrollIntoViewIfNeeded();
  await page.locator('[data-lane="won"] [data-index="20"]').waitFor({ state: 'detached' });
  expect(Math.max(...(await drawn()))).toBeLessThanOrEqual(14);
});

async function focused(name: string): Promise<void> {
  await expect.poll(() => desk.page.evaluate(() => document.activeElement?.textContent)).toBe(name);
}

async function pickUp(from: Locator): Promise<void> {
  await from.hover(); // once it stands still: a card above it may just have left
  const box = await from.boundingBox();
  if (!box) throw new Error('the card is not on screen');
  await desk.page.mouse.move(box.x + 60, box.y + box.height - 14);
  await desk.page.mouse.down();
  await desk.page.mouse.move(box.x + 80, box.y + box.height - 10, { steps: 4 });
}

async function drag(from: Locator, to: Locator): Promise<void> {
  await from.waitFor();
  await pickUp(from);
  const box = await to.boundingBox();
  if (!box) throw new Error('the lane is not on screen');
  await desk.page.mouse.move(box.x + 100, box.y + 160, { steps: 8 });
  await desk.page.mouse.up();
}
