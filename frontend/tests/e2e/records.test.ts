import { expect, test } from 'vitest';
import { call, findings, unique } from './browser';
import { deskForEach } from './desks';

interface Made {
  id: string;
  version: string;
}

const desk = deskForEach();

const makeDeal = (fields: Record<string, unknown>) =>
  call<Made>(desk, 'POST', '/api/records/deal', { fields });

test('makes a deal from a form, and says which field is missing', async () => {
  const { page } = desk;
  const name = unique('Pump station');
  await page.goto('/t/deal');
  await page.getByTestId('new-record').click();
  await page.getByTestId('save-record').click();
  await page.getByRole('alert').first().waitFor();
  await page.getByTestId('field-name').fill(name);
  await page.getByTestId('field-value').fill('1 234,50');
  await page.getByTestId('save-record').click();
  await page.getByTestId('card-title').getByText(name).waitFor();
  await page.getByText('1,234.50').first().waitFor();
});

test('closes a deal on its card, and takes that back', async () => {
  const { page } = desk;
  const deal = await makeDeal({
    name: unique('Slipway'),
    stage: 'engaging',
    value: { amount: '10', currency: 'EUR' },
  });
  await page.goto(`/t/deal/${deal.id}`);
  const stages = page.getByRole('group', { name: /stage/i });
  const now = () => stages.locator('[aria-current="step"]').textContent();
  const begun = await now();
  await stages.getByRole('button', { name: 'Won', exact: true }).click();
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  expect(await now()).toBe('Won');
  await page.keyboard.press('Control+z');
  await expect.poll(now).toBe(begun);

  await page.getByTestId('edit-value').click({ force: true });
  await page.getByTestId('field-value').fill('25,5');
  await page.keyboard.press('Enter');
  await page.getByText('25.50').first().waitFor();
  await page.getByText('Saved: Value').waitFor();
  await page.keyboard.press('Control+z');
  await page.getByText('€10').first().waitFor();
});

test('filters, sorts and searches a list, and the address keeps it', async () => {
  const { page } = desk;
  const mark = unique('filterable');
  await makeDeal({ name: `${mark} A`, value: { amount: '10', currency: 'EUR' } });
  await makeDeal({ name: `${mark} B`, value: { amount: '20', currency: 'EUR' } });
  await page.goto('/t/deal');
  await page.getByTestId('list-search').fill(mark);
  await page.getByTestId('total').getByText('2 records', { exact: true }).waitFor();

  await page.getByTestId('add-filter').click();
  await page.getByRole('option', { name: 'Deal', exact: true }).click();
  await page.getByRole('textbox', { name: 'Value' }).fill(`${mark} B`);
  await page.getByTestId('total').getByText('1 record', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.reload();
  await page.getByTestId('total').getByText('1 record', { exact: true }).waitFor();

  await page.getByRole('button', { name: 'Remove: Deal' }).click();
  await page.getByTestId('total').getByText('2 records', { exact: true }).waitFor();
  await page.getByRole('columnheader').getByRole('button', { name: 'Value' }).click();
  await expect.poll(() => firstCell()).toContain(`${mark} A`);
  await page.getByRole('columnheader').getByRole('button', { name: 'Value' }).click();
  await expect.poll(() => firstCell()).toContain(`${mark} B`);
  expect(new URL(page.url()).searchParams.get('sort')).toBe('-value');
  expect(await findings(page)).toEqual([]);

  async function firstCell(): Promise<string> {
    return (await page.getByRole('gridcell').getByRole('link').first().textContent()) ?? '';
  }
});

test('shows what is new in a list while other changes keep coming', async () => {
  const { page } = desk;
  const mark = unique('busy');
  const { id } = await makeDeal({ name: `${mark} one` });
  await page.goto(`/t/deal?q=${encodeURIComponent(mark)}`);
  await page.getByRole('link', { name: `${mark} one` }).waitFor();
  await makeDeal({ name: `${mark} two` });
  let waiting = true;
  const shown = page
    .getByRole('link', { name: `${mark} two` })
    .waitFor({ timeout: 5_000 })
    .finally(() => {
      waiting = false;
    });
  const changes = (async () => {
    for (let at = 0; waiting; at += 1) {
      await call(desk, 'PATCH', `/api/records/deal/${id}`, { fields: { comment: `${at}` } });
    }
  })();
  await Promise.all([shown, changes]);
});

test('opens a record by keyboard alone', async () => {
  const { page } = desk;
  const mark = unique('keyboard');
  await makeDeal({ name: `${mark} one` });
  await makeDeal({ name: `${mark} two` });
  await page.goto(`/t/deal?q=${encodeURIComponent(mark)}`);
  await page.getByTestId('total').getByText('2 records', { exact: true }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByTestId('card-title').getByText(`${mark} one`).waitFor();
});

test('edits a field where it stands, and shows the change in the timeline', async () => {
  const { page } = desk;
  const name = unique('Editable');
  const deal = await makeDeal({ name });
  await page.goto(`/t/deal/${deal.id}`);
  await page.getByTestId('edit-name').click();
  await page.getByTestId('field-name').fill(`${name} renamed`);
  await page.keyboard.press('Enter');
  await page.getByTestId('card-title').getByText(`${name} renamed`).waitFor();
  await page.getByTestId('timeline-change').getByText(`${name} renamed`).waitFor();
});

test('keeps what one types when somebody else changes the same field, and asks which to keep', async () => {
  const { page } = desk;
  const name = unique('Contested');
  const deal = await makeDeal({ name });
  await page.goto(`/t/deal/${deal.id}`);
  await page.getByTestId('edit-name').click();
  await page.getByTestId('field-name').fill(`${name} mine`);
  await call(desk, 'PATCH', `/api/records/deal/${deal.id}`, { fields: { name: `${name} theirs` } });
  await page.getByTestId('card-title').getByText(`${name} theirs`).waitFor();
  expect(await page.getByTestId('field-name').inputValue()).toBe(`${name} mine`);
  await page.getByTestId('field-name').press('Enter');
  await page.getByRole('alert').getByText(`${name} theirs`).waitFor();
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await page.getByTestId('card-title').getByText(`${name} mine`).waitFor();
});

test('adds a note, a task and a message', async () => {
  const { page } = desk;
  const deal = await makeDeal({ name: unique('Discussed') });
  await page.goto(`/t/deal/${deal.id}`);
  await page.getByTestId('composer-text').fill('The budget is approved.');
  await page.getByTestId('composer-send').click();
  await page.getByTestId('timeline-note').getByText('The budget is approved.').waitFor();

  await page.getByRole('button', { name: 'Task', exact: true }).click();
  await page.getByTestId('composer-text').fill('Send the offer');
  await page.getByTestId('composer-send').click();
  const task = page.getByTestId('timeline-task').getByRole('checkbox', { name: 'Send the offer' });
  await task.waitFor();
  await task.click();
  await expect.poll(() => task.isChecked()).toBe(true);

  await page.getByRole('button', { name: 'Message', exact: true }).click();
  await page.getByTestId('composer-text').fill('Who calls them?');
  await page.getByTestId('composer-send').click();
  await page.getByTestId('timeline-message').getByText('Who calls them?').waitFor();
  expect(await findings(page)).toEqual([]);
});

test('moves a record to the bin, and back by Undo', async () => {
  const { page } = desk;
  const name = unique('Binned');
  const deal = await makeDeal({ name });
  await page.goto(`/t/deal/${deal.id}`);
  await page.getByTestId('more').click();
  await page.getByRole('menuitem', { name: 'Move to the bin' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByTestId('card-title').getByText(name).waitFor();
});

test('says the same of a record that is not there as of a page that is not there', async () => {
  const { page } = desk;
  await page.goto(`/t/deal/${'0'.repeat(32)}`);
  const absent = await page.getByTestId('not-found').textContent();
  await page.goto('/t/nonsense');
  expect(await page.getByTestId('not-found').textContent()).toBe(absent);
});

test('finds a record in the palette', async () => {
  const { page } = desk;
  const name = unique('Findable');
  await makeDeal({ name });
  await page.goto('/employees');
  await page.getByRole('grid').waitFor();
  await page.keyboard.press('Control+KeyK');
  await page.getByRole('combobox', { name: 'Search or go to' }).fill(name);
  await page.getByRole('option', { name }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByTestId('card-title').getByText(name).waitFor();
});
