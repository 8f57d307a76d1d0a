import { describe, expect, test } from 'vitest';
import { call, unique } from './browser';
import { deskForEach } from './desks';

interface Made {
  id: string;
  fields: Record<string, unknown>;
}

const desk = deskForEach();

const makeDeal = (fields: Record<string, unknown>) =>
  call<Made>(desk, 'POST', '/api/records/deal', { fields });
const stageOf = async (id: string) => (await call<Made>(desk, 'GET', `/api/records/deal/${id}`)).fields.stage;

/** The letter of a Russian layout on each of the keys used here. */
const RUSSIAN: Record<string, string> = {
  KeyX: 'ч',
  KeyP: 'з',
  KeyE: 'у',
  KeyA: 'ф',
  KeyF: 'а',
  KeyN: 'т',
  KeyT: 'е',
  KeyZ: 'я',
  Comma: 'б',
  Period: 'ю',
  BracketRight: 'ъ',
};
const CTRL = 2;
const SHIFT = 8;

/** Presses the key at a place of the keyboard as a Russian layout sends it. */
async function pressRussian(code: string, modifiers = 0): Promise<void> {
  const session = await desk.page.context().newCDPSession(desk.page);
  const key = RUSSIAN[code] ?? code;
  const text = modifiers & CTRL ? {} : { text: key };
  await session.send('Input.dispatchKeyEvent', { type: 'keyDown', code, key, modifiers, ...text });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', code, key, modifiers });
  await session.detach();
}

/** Presses Escape until nothing lies over the page: a list that has opened in a dialog takes the first one. */
async function leaveDialog(): Promise<void> {
  const dialogs = desk.page.getByRole('dialog');
  await expect
    .poll(async () => {
      if ((await dialogs.count()) > 0) await desk.page.keyboard.press('Escape');
      return dialogs.count();
    })
    .toBe(0);
}

const focusedId = () => desk.page.evaluate(() => document.activeElement?.id);

describe('a list by keys alone, in a Russian layout', () => {
  async function openTwo(): Promise<{ mark: string; first: Made; second: Made }> {
    const mark = unique('hands');
    const second = await makeDeal({ name: `${mark} two`, stage: 'prospecting' });
    const first = await makeDeal({ name: `${mark} one`, stage: 'prospecting' });
    await desk.page.goto(`/t/deal?q=${encodeURIComponent(mark)}`);
    await desk.page.getByTestId('total').getByText('2 records', { exact: true }).waitFor();
    await expect.poll(focusedId).toBe('records');
    return { mark, first, second };
  }
  const bar = () => desk.page.getByTestId('bulk-bar');

  test('marks rows, assigns and removes them, and takes the last change back', async () => {
    const { mark } = await openTwo();
    await pressRussian('KeyX');
    await bar().getByText('1 selected', { exact: true }).waitFor();
    await desk.page.keyboard.press('Shift+ArrowDown');
    await bar().getByText('2 selected', { exact: true }).waitFor();
    await desk.page.keyboard.press('Escape');
    await bar().waitFor({ state: 'detached' });
    await pressRussian('KeyA', CTRL);
    await bar().getByText('2 selected', { exact: true }).waitFor();
    await pressRussian('KeyE');
    await desk.page.getByRole('dialog', { name: 'Edit field…' }).waitFor();
    await leaveDialog();
    await desk.page.getByRole('grid').focus();
    await desk.page.keyboard.press('Escape');
    await bar().waitFor({ state: 'detached' });

    await pressRussian('KeyA');
    await desk.page.getByRole('dialog', { name: 'Change responsible…' }).waitFor();
    await leaveDialog();
    await desk.page.getByRole('grid').focus();
    await desk.page.keyboard.press('Escape');
    await desk.page.keyboard.press('Delete');
    await desk.page.getByTestId('total').getByText('1 record', { exact: true }).waitFor();
    await pressRussian('KeyZ', CTRL);
    await desk.page.getByTestId('total').getByText('2 records', { exact: true }).waitFor();
    await desk.page.getByRole('link', { name: `${mark} two` }).waitFor();
  });

  test('edits a cell, moves a deal from stage to stage, and writes beside the list', async () => {
    const { mark, first } = await openTwo();
    await pressRussian('KeyE');
    await desk.page.getByTestId('cell-editor').getByRole('textbox').fill(`${mark} three`);
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('link', { name: `${mark} three` }).waitFor();
    await desk.page.keyboard.press('ArrowUp');
    await pressRussian('Period');
    await expect.poll(() => stageOf(first.id)).toBe('engaging');
    await pressRussian('Comma');
    await expect.poll(() => stageOf(first.id)).toBe('prospecting');

    await pressRussian('KeyP');
    const panel = desk.page.getByTestId('peek');
    await panel.getByRole('heading', { name: `${mark} three` }).waitFor();
    await pressRussian('BracketRight');
    await panel.waitFor({ state: 'detached' });
    await expect.poll(focusedId).toBe('records');
    await pressRussian('KeyN');
    await panel.locator('[role=textbox]:focus').waitFor();
    await desk.page.keyboard.type('Called, will call back');
    await desk.page.keyboard.press('Control+Enter');
    await panel.getByText('Called, will call back').waitFor();
    await panel.locator('[role=textbox]:focus').waitFor();
    await desk.page.keyboard.press('Shift+F6');
    await expect.poll(focusedId).toBe('records');
  });

  test('filters, and clears the filters', async () => {
    const { mark } = await openTwo();
    await pressRussian('KeyF');
    await desk.page.getByRole('textbox', { name: 'Find a field' }).waitFor();
    await desk.page.keyboard.type('Stage');
    await desk.page.keyboard.press('Enter');
    await desk.page.keyboard.press('Escape');
    await desk.page.goto(
      `/t/deal?q=${encodeURIComponent(mark)}&filter=${encodeURIComponent(
        JSON.stringify({ and: [{ field: 'stage', op: 'in', value: ['won'] }] }),
      )}`,
    );
    await desk.page.getByRole('button', { name: 'Clear filters' }).waitFor();
    await pressRussian('KeyF', SHIFT);
    await desk.page.getByTestId('total').getByText('2 records', { exact: true }).waitFor();
  });

  test('leaves letters alone where they are switched off, and has a way past the navigation', async () => {
    await desk.page.goto('/settings');
    await desk.page.getByRole('switch', { name: 'Single-letter keys' }).uncheck();
    await openTwo();
    await pressRussian('KeyX');
    await pressRussian('KeyP');
    await desk.page.keyboard.press('Space');
    await bar().getByText('1 selected', { exact: true }).waitFor();
    expect(await desk.page.getByTestId('peek').count()).toBe(0);

    await desk.page.getByRole('link', { name: 'Skip to the content' }).focus();
    await desk.page.keyboard.press('Tab');
    await desk.page.keyboard.press('Enter');
    await expect.poll(focusedId).toBe('records');
    await desk.page.goto('/settings');
    await desk.page.getByRole('switch', { name: 'Single-letter keys' }).check();
  });

  test('saves a form by Ctrl+S', async () => {
    const name = unique('Saved by keys');
    await desk.page.goto('/t/deal/new');
    await desk.page.getByTestId('field-name').fill(name);
    await desk.page.keyboard.press('Control+KeyS');
    await desk.page.getByTestId('card-title').getByText(name).waitFor();
  });
});

describe('a board by keys alone, in a Russian layout', () => {
  const focused = () => desk.page.evaluate(() => document.activeElement?.textContent ?? '');

  test('goes to the ends of a column, looks at a deal, moves it, and brings it back from the bin', async () => {
    const mark = unique('cards');
    for (let at = 0; at < 16; at += 1) {
      await makeDeal({ name: `${mark} ${String(at).padStart(2, '0')}`, stage: 'prospecting' });
    }
    await desk.page.goto(`/t/deal/board?q=${encodeURIComponent(mark)}&sort=name`);
    await desk.page.getByTestId('board-card').first().waitFor();
    await expect.poll(focusedId).toBe('records');
    await desk.page.keyboard.press('ArrowDown');
    await expect.poll(focused).toBe(`${mark} 00`);
    await desk.page.keyboard.press('End');
    await expect.poll(focused).toBe(`${mark} 15`);
    await desk.page.keyboard.press('PageUp');
    await expect.poll(focused).not.toBe(`${mark} 15`);
    await desk.page.keyboard.press('Home');
    await expect.poll(focused).toBe(`${mark} 00`);

    await pressRussian('KeyP');
    const panel = desk.page.getByTestId('peek');
    await panel.getByRole('heading', { name: `${mark} 00` }).waitFor();
    await pressRussian('BracketRight');
    await panel.waitFor({ state: 'detached' });
    await expect.poll(focused).toBe(`${mark} 00`);
    await pressRussian('Period');
    await desk.page.locator('[data-lane="engaging"]').getByText(`${mark} 00`).waitFor();
    await expect.poll(focused).toBe(`${mark} 00`);
    await pressRussian('KeyZ', CTRL);
    await desk.page.locator('[data-lane="prospecting"]').getByText(`${mark} 00`).waitFor();

    await desk.page.getByRole('link', { name: `${mark} 01` }).focus();
    await desk.page.keyboard.press('Delete');
    await desk.page.getByRole('link', { name: `${mark} 01` }).waitFor({ state: 'detached' });
    await expect.poll(focused).toBe(`${mark} 02`);
    await pressRussian('KeyZ', CTRL);
    await desk.page.getByRole('link', { name: `${mark} 01` }).waitFor();
  });

  test('writes a task about the deal of a card', async () => {
    const mark = unique('to do');
    await makeDeal({ name: mark, stage: 'prospecting' });
    await desk.page.goto(`/t/deal/board?q=${encodeURIComponent(mark)}`);
    await desk.page.getByTestId('board-card').waitFor();
    await desk.page.getByRole('link', { name: mark }).focus();
    await pressRussian('KeyT');
    await desk.page.getByTestId('peek').locator('input[data-testid="composer-text"]:focus').waitFor();
    await desk.page.keyboard.type('Send the offer');
    await desk.page.keyboard.press('Enter');
    await desk.page.getByTestId('board-card').getByText('Send the offer').waitFor();
  });
});
