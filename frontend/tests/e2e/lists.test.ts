import { describe, expect, test } from 'vitest';
import { call, findings, unique } from './browser';
import { deskForEach } from './desks';

interface Made {
  id: string;
  version: string;
}

const desk = deskForEach();

const makeDeal = (fields: Record<string, unknown>) =>
  call<Made>(desk, 'POST', '/api/records/deal', { fields });
const euros = (amount: string) => ({ amount, currency: 'EUR' });

/** Opens the list of the deals that hold these words. */
async function openDeals(mark: string, more = ''): Promise<void> {
  await desk.page.goto(`/t/deal?q=${encodeURIComponent(mark)}${more}`);
  await desk.page.getByRole('grid').waitFor();
}

const headers = async () =>
  (await desk.page.getByRole('columnheader').allTextContents()).filter((text) => text !== '');
const tab = (name: string) => desk.page.getByTestId('views').getByRole('button', { name });

describe('views', () => {
  test('keeps the list as a view, tells when it has changed, and goes back to it', async () => {
    const mark = unique('viewed');
    await makeDeal({ name: `${mark} small`, value: euros('10') });
    await makeDeal({ name: `${mark} large`, value: euros('20') });
    const name = unique('Large first');
    await openDeals(mark);
    await desk.page.getByRole('columnheader').getByRole('button', { name: 'Value' }).click();
    await desk.page.getByRole('columnheader').getByRole('button', { name: 'Value' }).click();
    await desk.page.getByTestId('save-view-as').click();
    await desk.page.getByTestId('view-name').fill(name);
    expect(await findings(desk.page)).toEqual([]);
    await desk.page.getByTestId('view-save').click();
    await expect.poll(() => tab(name).getAttribute('aria-current')).toBe('page');
    const address = new URL(desk.page.url());
    expect([address.searchParams.get('view'), address.searchParams.get('sort')]).toEqual([
      expect.stringMatching(/^[0-9a-f-]{32,}$/),
      null,
    ]);

    await desk.page.getByTestId('list-search').fill(mark);
    await expect.poll(() => desk.page.getByRole('gridcell').allTextContents()).toContain(`${mark} large`);
    await desk.page.getByRole('columnheader').getByRole('button', { name: 'Created', exact: true }).click();
    await tab(name).getByRole('img', { name: 'Changed' }).waitFor();
    expect(new URL(desk.page.url()).searchParams.get('sort')).toBe('created_at');
    expect(await findings(desk.page)).toEqual([]);
    await desk.page.getByTestId('reset-view').click();
    await tab(name).getByRole('img', { name: 'Changed' }).waitFor({ state: 'detached' });

    await tab('All').click();
    await expect.poll(() => new URL(desk.page.url()).search).toBe('');
    await tab(name).click();
    await desk.page.getByTestId('view-menu').click();
    await desk.page.getByRole('menuitem', { name: 'Remove the view' }).click();
    await tab(name).waitFor({ state: 'detached' });
    await desk.page.getByRole('button', { name: 'Undo' }).click();
    await tab(name).waitFor();
  });

  test('shares a view with everyone, who opens it by its address', async () => {
    const name = unique('Shared');
    await desk.page.goto('/t/deal');
    await desk.page.getByRole('grid').waitFor();
    await desk.page.getByRole('button', { name: 'Save as a view…' }).click();
    await desk.page.getByTestId('view-name').fill(name);
    await desk.page.getByTestId('view-everyone').click();
    await desk.page.getByTestId('view-save').click();
    await tab(name).getByRole('img', { name: 'Shared' }).waitFor();
    const view = new URL(desk.page.url()).searchParams.get('view') ?? '';
    const kept = await call<{ with: { kind: string }[] }>(desk, 'GET', `/api/views/${view}`);
    expect(kept.with.map(({ kind }) => kind)).toEqual(['everyone']);
  });
});

test('an address with a filter that nobody can read says that it was left out', async () => {
  await desk.page.goto('/t/deal?filter=stage%3Dwon');
  const notice = desk.page.getByText('The filter in the address could not be read');
  await notice.waitFor();
  await desk.page.getByRole('grid').waitFor();
  expect(await findings(desk.page)).toEqual([]);
  await desk.page.getByRole('button', { name: 'Close', exact: true }).click();
  await notice.waitFor({ state: 'detached' });
  expect(new URL(desk.page.url()).search).toBe('');
});

describe('columns', () => {
  test('are chosen, moved, widened and pinned by keyboard, and are there again after a reload', async () => {
    await desk.page.goto('/t/deal');
    await desk.page.getByRole('grid').waitFor();
    const before = await headers();
    await desk.page.getByTestId('columns').click();
    const chosen = desk.page.getByTestId('columns-chosen');
    const last = before.at(-1) ?? '';
    await chosen.getByRole('checkbox', { name: last, exact: true }).click();
    await expect.poll(headers).toEqual(before.slice(0, -1));

    const third = before[2] ?? '';
    const handle = chosen.getByRole('button', { name: `${third}: place` });
    await handle.focus();
    await desk.page.keyboard.press('ArrowUp');
    await expect.poll(async () => (await headers())[1]).toBe(third);
    await desk.page.keyboard.press('ArrowRight');
    await desk.page.keyboard.press('ArrowRight');
    await chosen.getByRole('button', { name: `Pin up to here: ${third}` }).click();
    expect(await findings(desk.page)).toEqual([]);
    const width = await widthOf(third);
    await desk.page.keyboard.press('Escape');
    await desk.page.goto('/t/deal');
    await expect.poll(async () => (await headers())[1]).toBe(third);
    expect(await widthOf(third)).toBe(width);
    const pinned = desk.page.getByRole('columnheader', { name: third });
    expect(await pinned.evaluate((cell) => getComputedStyle(cell).position)).toBe('sticky');
  });

  test('are widened by dragging their edge, which a view keeps', async () => {
    await desk.page.goto('/t/deal');
    await desk.page.getByRole('grid').waitFor();
    const before = await widthOf('Value');
    const box = await desk.page.getByRole('columnheader', { name: 'Value' }).boundingBox();
    if (!box) throw new Error('the column is not on screen');
    await desk.page.mouse.move(box.x + box.width - 2, box.y + 10);
    await desk.page.mouse.down();
    await desk.page.mouse.move(box.x + box.width + 58, box.y + 10, { steps: 4 });
    await desk.page.mouse.up();
    await expect.poll(() => widthOf('Value')).toBe(before + 60);
    expect(new URL(desk.page.url()).searchParams.get('columns')).toContain(`value~${before + 60}`);
  });

  const widthOf = (name: string) =>
    desk.page
      .getByRole('columnheader', { name })
      .evaluate((cell) => Math.round(cell.getBoundingClientRect().width));
});

const row = (name: string) =>
  desk.page.getByRole('row').filter({ has: desk.page.getByRole('link', { name }) });
const deal = (id: string) =>
  call<{ fields: Record<string, unknown> }>(desk, 'GET', `/api/records/deal/${id}`);

describe('marked rows', () => {
  test('are marked by keys, changed together, and put back by Undo', async () => {
    const mark = unique('marked');
    const made = [];
    for (const name of ['one', 'two', 'three']) made.push(await makeDeal({ name: `${mark} ${name}` }));
    await openDeals(mark);
    await desk.page.getByTestId('total').getByText('3 records', { exact: true }).waitFor();
    await desk.page.keyboard.press('KeyX');
    await desk.page.keyboard.press('Shift+ArrowDown');
    await desk.page.getByTestId('bulk-bar').getByText('2 selected', { exact: true }).waitFor();
    await desk.page.keyboard.press('Escape');
    await desk.page.getByTestId('bulk-bar').waitFor({ state: 'detached' });

    await desk.page.getByTestId('select-page').click();
    await desk.page.getByTestId('bulk-bar').getByText('3 selected', { exact: true }).waitFor();
    expect(await findings(desk.page)).toEqual([]);
    await desk.page.getByRole('button', { name: 'Edit field…' }).click();
    await desk.page.getByTestId('bulk-field').click();
    await desk.page.getByRole('option', { name: 'Comment' }).click();
    await desk.page.getByTestId('field-comment').fill('Call back');
    expect(await findings(desk.page)).toEqual([]);
    await desk.page.getByTestId('bulk-run').click();
    await desk.page.getByText('3 records changed').waitFor();
    for (const { id } of made) expect((await deal(id)).fields.comment).toBe('Call back');
    await desk.page.getByRole('button', { name: 'Undo' }).click();
    await desk.page.getByText('Everything is as it was before.').waitFor();
    for (const { id } of made) expect((await deal(id)).fields.comment ?? null).toBeNull();
  });

  test('go to the bin together, and come back by Undo', async () => {
    const mark = unique('binned');
    for (const name of ['one', 'two']) await makeDeal({ name: `${mark} ${name}` });
    await openDeals(mark);
    await desk.page.getByTestId('total').getByText('2 records', { exact: true }).waitFor();
    await desk.page.keyboard.press('Control+KeyA');
    await desk.page.getByTestId('bulk-delete').click();
    await desk.page.getByText('2 records moved to the bin').waitFor();
    await desk.page.getByRole('grid').waitFor({ state: 'detached' });
    await desk.page.getByRole('button', { name: 'Undo' }).click();
    await desk.page.getByTestId('total').getByText('2 records', { exact: true }).waitFor();
  });

  test('are not changed to what cannot be, which the dialog says; those that are gone take no part', async () => {
    const mark = unique('refused');
    const kept = await makeDeal({ name: `${mark} kept` });
    const lost = await makeDeal({ name: `${mark} lost` });
    await openDeals(mark);
    await desk.page.getByTestId('total').getByText('2 records', { exact: true }).waitFor();
    await desk.page.getByTestId('select-page').click();
    await desk.page.getByTestId('bulk-bar').getByText('2 selected', { exact: true }).waitFor();
    await call(desk, 'DELETE', `/api/records/deal/${lost.id}`);
    await desk.page.getByTestId('bulk-bar').getByText('1 selected', { exact: true }).waitFor();
    await desk.page.getByRole('button', { name: 'Edit field…' }).click();
    await desk.page.getByTestId('bulk-field').click();
    await desk.page.getByRole('option', { name: 'Value', exact: true }).click();
    await desk.page.getByTestId('field-value').fill('plenty');
    await desk.page.getByTestId('bulk-run').click();
    await desk.page.getByTestId('bulk-problem').waitFor();
    await desk.page.keyboard.press('Escape');
    expect((await deal(kept.id)).fields.value ?? null).toBeNull();
  });

  test('are all that match, once the page is marked', async () => {
    const mark = unique('many');
    const all = Array.from({ length: 130 }, (_, at) => at);
    for (let from = 0; from < all.length; from += 10) {
      await Promise.all(all.slice(from, from + 10).map((at) => makeDeal({ name: `${mark} ${at}` })));
    }
    await openDeals(mark);
    await desk.page.getByTestId('total').getByText('130 records', { exact: true }).waitFor();
    await desk.page.getByTestId('select-page').click();
    await desk.page.getByTestId('bulk-bar').getByText('100 selected', { exact: true }).waitFor();
    await desk.page.getByTestId('select-all').click();
    await desk.page.getByTestId('bulk-bar').getByText('130 selected', { exact: true }).waitFor();
  });
});

describe('cells', () => {
  const cell = (name: string, text: string) => row(name).getByRole('gridcell', { name: text });

  test('are edited by keyboard alone, and put back by Undo', async () => {
    const name = unique('Typed');
    const { id } = await makeDeal({ name, value: euros('10') });
    await openDeals(name);
    await row(name).waitFor();
    await desk.page.keyboard.press('F2');
    await desk.page.getByTestId('cell-editor').getByRole('textbox').fill(`${name} anew`);
    await desk.page.keyboard.press('Enter');
    await row(`${name} anew`).waitFor();
    await expect.poll(async () => (await deal(id)).fields.name).toBe(`${name} anew`);

    const columns = await desk.page.getByRole('columnheader').allTextContents();
    const steps = columns.indexOf('Value') - columns.indexOf('Deal');
    for (let at = 0; at < steps; at += 1) await desk.page.keyboard.press('ArrowRight');
    await desk.page.keyboard.press('Digit7');
    await desk.page.keyboard.press('Digit5');
    expect(await findings(desk.page)).toEqual([]);
    await desk.page.keyboard.press('Tab');
    await cell(`${name} anew`, '€75').waitFor();
    await expect.poll(async () => (await deal(id)).fields.value).toEqual(euros('75.00'));
    await desk.page.getByRole('button', { name: 'Undo' }).last().click();
    await cell(`${name} anew`, '€10').waitFor();
    await expect.poll(async () => (await deal(id)).fields.value).toEqual(euros('10.00'));
  });

  test('give up what was typed by Escape, and say why they may not be edited', async () => {
    const name = unique('Given up');
    const { id } = await makeDeal({ name });
    await openDeals(name);
    await row(name).waitFor();
    await desk.page.keyboard.press('F2');
    await desk.page.getByTestId('cell-editor').getByRole('textbox').fill('Nonsense');
    await desk.page.keyboard.press('Escape');
    await row(name).waitFor();
    expect((await deal(id)).fields.name).toBe(name);
    await row(name).getByTitle('Written by the program itself').first().waitFor();
  });

  test('are chosen from a list by double click', async () => {
    const name = unique('Chosen');
    const { id } = await makeDeal({ name });
    await openDeals(name);
    const before = (await deal(id)).fields.stage;
    const columns = await desk.page.getByRole('columnheader').allTextContents();
    await row(name).getByRole('gridcell').nth(columns.indexOf('Stage')).dblclick();
    await desk.page.getByRole('option').nth(2).click();
    await expect.poll(async () => (await deal(id)).fields.stage).not.toBe(before);
  });

  test('ask which value to keep when somebody else was faster', async () => {
    const name = unique('Contested');
    const { id } = await makeDeal({ name });
    await openDeals(name);
    await row(name).waitFor();
    await desk.page.keyboard.press('F2');
    await desk.page.getByTestId('cell-editor').getByRole('textbox').fill(`${name} mine`);
    await call(desk, 'PATCH', `/api/records/deal/${id}`, {
      fields: { name: `${name} theirs`, value: euros('42') },
    });
    await desk.page.getByRole('gridcell', { name: '€42' }).waitFor();
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('dialog').getByText(`${name} theirs`).waitFor();
    await desk.page.getByRole('button', { name: 'Keep mine' }).click();
    await row(`${name} mine`).waitFor();
    await expect.poll(async () => (await deal(id)).fields.name).toBe(`${name} mine`);
  });
});

describe('beside the list', () => {
  test('a record opens by P, another by arrows, and Escape closes it', async () => {
    const mark = unique('peeked');
    await makeDeal({ name: `${mark} one` });
    await makeDeal({ name: `${mark} two` });
    await openDeals(mark);
    await desk.page.getByTestId('total').getByText('2 records', { exact: true }).waitFor();
    await desk.page.keyboard.press('KeyP');
    const panel = desk.page.getByTestId('peek');
    await panel.getByRole('heading', { name: `${mark} two` }).waitFor();
    await desk.page.keyboard.press('ArrowDown');
    await panel.getByRole('heading', { name: `${mark} one` }).waitFor();
    expect(await findings(desk.page)).toEqual([]);
    await desk.page.reload();
    await panel.getByRole('heading', { name: `${mark} one` }).waitFor();
    await desk.page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(new URL(desk.page.url()).searchParams.has('peek')).toBe(false);
  });
});

describe('groups', () => {
  const head = (key: string) => desk.page.getByTestId(`group-${key}`);

  test('stand in the order of the stages with counts and sums, close, and are in the address', async () => {
    const mark = unique('grouped');
    await makeDeal({ name: `${mark} won`, stage: 'won', value: euros('5') });
    await makeDeal({ name: `${mark} first`, stage: 'prospecting', value: euros('10') });
    await makeDeal({
      name: `${mark} second`,
      stage: 'prospecting',
      value: { amount: '700', currency: 'USD' },
    });
    const loose = await makeDeal({ name: `${mark} loose` });
    await openDeals(mark);
    await desk.page.getByTestId('group-by').click();
    await desk.page.getByRole('menuitemradio', { name: 'Stage' }).click();
    await head('prospecting').waitFor();
    await expect
      .poll(() => desk.page.locator('[role="grid"] [role="row"] [data-testid^="group-"]').allTextContents())
      .toEqual(['Prospecting2€10 · $700', 'Won1€5', 'Not filled in1']);
    await row(`${mark} loose`).waitFor();
    expect(new URL(desk.page.url()).searchParams.get('group')).toBe('stage');
    expect(await findings(desk.page)).toEqual([]);

    await head('prospecting').click();
    await row(`${mark} first`).waitFor({ state: 'detached' });
    await row(`${mark} won`).waitFor();
    await head('prospecting').click();
    await row(`${mark} first`).waitFor();
    await desk.page.getByRole('grid').focus();
    await desk.page.keyboard.press('Control+End');
    await desk.page.keyboard.press('Control+Home');
    await desk.page.keyboard.press('KeyX');
    await desk.page.keyboard.press('Shift+ArrowDown');
    await desk.page.keyboard.press('Shift+ArrowDown');
    await desk.page.getByTestId('bulk-bar').getByText('3 selected', { exact: true }).waitFor();

    await call(desk, 'PATCH', `/api/records/deal/${loose.id}`, { fields: { stage: 'won' } });
    await head('won').getByText('2', { exact: true }).waitFor();
    await head('').waitFor({ state: 'detached' });
    await desk.page.reload();
    await head('won').waitFor();
  });

  test('of dates stand by months, or by what one chooses, and open with what lies between', async () => {
    const mark = unique('dated');
    await makeDeal({ name: `${mark} first`, close_date: '2026-10-01', value: euros('5') });
    await makeDeal({ name: `${mark} last`, close_date: '2026-10-31', value: euros('10') });
    await makeDeal({ name: `${mark} next`, close_date: '2026-11-01' });
    await makeDeal({ name: `${mark} loose` });
    const heads = () =>
      expect.poll(() =>
        desk.page.locator('[role="grid"] [role="row"] [data-testid^="group-"]').allTextContents(),
      );
    await openDeals(mark);
    await desk.page.getByTestId('group-by').click();
    await desk.page.getByRole('menuitemradio', { name: 'Close date' }).click();
    await heads().toEqual(['November 20261', 'October 20262€15', 'No date1']);
    for (const name of ['first', 'last', 'next', 'loose']) await row(`${mark} ${name}`).waitFor();
    await desk.page.getByTestId('group-by').click();
    const ticked = desk.page.getByRole('menuitemradio', { checked: true });
    await expect.poll(() => ticked.allTextContents()).toEqual(['By month', 'Close date']);
    expect(await ticked.locator('svg').count()).toBe(2);
    await desk.page.getByRole('menuitemradio', { name: 'By quarter' }).click();
    await heads().toEqual(['Q4 20263€15', 'No date1']);
    expect(new URL(desk.page.url()).searchParams.get('group')).toBe('close_date:quarter');
    await desk.page.reload();
    await heads().toEqual(['Q4 20263€15', 'No date1']);
    expect(await findings(desk.page)).toEqual([]);
  });

  test('of more than a page lead to the rest, without holding up those after them', async () => {
    const mark = unique('long group');
    const all = Array.from({ length: 104 }, (_, at) => at);
    for (let from = 0; from < all.length; from += 10) {
      await Promise.all(
        all
          .slice(from, from + 10)
          .map((at) => makeDeal({ name: `${mark} ${at}`, stage: at < 102 ? 'prospecting' : 'won' })),
      );
    }
    await openDeals(mark, '&group=stage&sort=created_at');
    await head('prospecting').getByText('102', { exact: true }).waitFor();
    await desk.page.getByRole('grid').focus();
    await desk.page.keyboard.press('Control+End');
    await row(`${mark} 103`).waitFor();
    await desk.page.getByTestId('group-more').click();
    await row(`${mark} 101`).waitFor();
    expect(await desk.page.getByTestId('group-more').count()).toBe(0);
  });
});

describe('amounts', () => {
  test('are added up under the list, each currency by itself, and of marked rows while there are any', async () => {
    const mark = unique('summed');
    await makeDeal({ name: `${mark} one`, value: euros('10.50') });
    await makeDeal({ name: `${mark} two`, value: euros('20') });
    await makeDeal({ name: `${mark} three`, value: { amount: '700', currency: 'USD' } });
    await openDeals(mark);
    const sum = desk.page.getByTestId('sum-value');
    await sum.getByText('€30.50 · $700', { exact: true }).waitFor();
    await row(`${mark} two`).getByRole('checkbox').click();
    await sum.getByText('€20', { exact: true }).waitFor();
  });

  test('are exported with what the list shows, or of what is marked', async () => {
    const mark = unique('exported');
    await makeDeal({ name: `${mark} one` });
    await makeDeal({ name: `${mark} two` });
    await openDeals(mark);
    await desk.page.getByTestId('total').getByText('2 records', { exact: true }).waitFor();
    const read = async (format: string) => {
      const path = (await desk.page.getByTestId(`export-${format}`).getAttribute('href')) ?? '';
      return (await desk.context.request.get(path)).body();
    };
    await desk.page.getByTestId('export').click();
    const file = (await read('csv')).toString();
    expect(file.trim().split('\n')).toHaveLength(3);
    expect(file).toContain(`${mark} one`);
    // Every workbook is a zip archive.
    expect((await read('xlsx')).subarray(0, 2).toString()).toBe('PK');
    expect(await desk.page.getByTestId('export-vcf').count()).toBe(0);
    await desk.page.keyboard.press('Escape');
    await desk.page.getByTestId('export-csv').waitFor({ state: 'detached' });
    expect(await findings(desk.page)).toEqual([]);

    await row(`${mark} two`).getByRole('checkbox').click();
    await desk.page.getByTestId('export-selected').click();
    const marked = (await read('csv')).toString();
    expect(marked.trim().split('\n')).toHaveLength(2);
    expect(marked).toContain(`${mark} two`);
  });
});
