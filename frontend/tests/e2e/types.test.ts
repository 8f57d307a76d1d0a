import { readFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FieldDesign } from '../../src/shared/api';
import { call, findings, launch, unique } from './browser';
import { type Item, Office, type Person } from './people';
import { LANGUAGES, officeWord, windowText } from './words';

interface Described {
  name: string;
  sections: { name: string }[];
  fields: { name: string; kind: string; section: string; choices?: { rots_after?: number }[] }[];
}

const WORDS = {
  en: {
    visit: 'Visit',
    visits: 'Visits',
    open: 'Open',
    refused: 'Refused',
    tea: 'Tea',
    cake: 'Cake',
    costs: 'Costs',
  },
  ru: {
    visit: 'Визит',
    visits: 'Визиты',
    open: 'Открыт',
    refused: 'Отказ',
    tea: 'Чай',
    cake: 'Торт',
    costs: 'Расходы',
  },
};

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe.for(LANGUAGES)('types and fields, in %s', (language) => {
  const t = windowText(language);
  const words = WORDS[language];
  let office: Office;
  let clerk: Person;
  let type = '';
  const many = unique(words.visits);

  beforeAll(async () => {
    office = await Office.open(browser, language);
    const roles = await call<{ items: Item[] }>(office.admin, 'GET', '/api/roles?limit=200');
    clerk = await office.hire({
      role_id: roles.items.find(({ name }) => name === 'Employee')?.id,
      role_source: 'manual',
    });
  });
  afterAll(() => {
    expect(office.complaints()).toEqual([]);
  });

  const described = () => call<Described>(office.admin, 'GET', `/api/types/${type}`);
  const order = async () => (await described()).fields.map((field) => `${field.section}/${field.name}`);

  test('an administrator makes a type', async () => {
    const { page } = office.admin;
    await page.goto('/admin/types');
    await page.getByTestId('new-item').click();
    await page.getByLabel(t(`types.names.one_${language}`)).fill(unique(words.visit));
    await page.getByLabel(t(`types.names.many_${language}`)).fill(many);
    await page.getByRole('radio', { name: t('types.icons.flag') }).check();
    expect(await findings(page)).toEqual([]);
    await page.getByTestId('save-type').click();
    await page.getByTestId('add-field').waitFor();
    type = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await page.getByRole('navigation').getByRole('link', { name: many }).waitFor();
  });

  test('and its fields, of every kind', async () => {
    const { page } = office.admin;
    await addField(page, 'place', 'text', async (dialog) => {
      await dialog.getByRole('switch', { name: t('types.required') }).check();
    });
    await addField(page, 'guests', 'number');
    await addField(page, 'discount', 'percent', async (dialog) => {
      await dialog.getByLabel(t('types.start')).fill('12.5');
    });
    await addField(page, 'budget', 'money');
    await addField(page, 'day', 'date', async (dialog) => {
      await dialog.getByRole('checkbox', { name: t('types.starts.today') }).check();
    });
    await addField(page, 'paid', 'yes_no');
    await addField(page, 'state', 'choice', async (dialog) => {
      await addChoices(dialog, [words.open, words.refused]);
      await dialog.getByRole('combobox', { name: t('types.outcome', { name: words.refused }) }).click();
      await page.getByRole('option', { name: t('types.outcomes.lost') }).click();
      await dialog.getByLabel(t('types.probability', { name: words.open })).fill('35');
      await dialog.getByLabel(t('types.rots_after', { name: words.open })).fill('5');
      expect(await dialog.getByLabel(t('types.rots_after', { name: words.refused })).isDisabled()).toBe(true);
      const refused = dialog.getByLabel(t('types.probability', { name: words.refused }));
      expect(await refused.inputValue()).toBe('0 %');
      expect(await refused.isDisabled()).toBe(true);
    });
    await addField(page, 'served', 'choices', (dialog) => addChoices(dialog, [words.tea, words.cake]));
    await addField(page, 'phone', 'phone');
    await addField(page, 'address', 'address');
    await addField(page, 'guide', 'employee', async (dialog) => {
      await dialog.getByRole('checkbox', { name: t('types.starts.me') }).check();
    });
    await addField(page, 'reason', 'long_text', async (dialog) => {
      await dialog.getByRole('switch', { name: t('types.required') }).check();
      await dialog.getByTestId('add-filter').click();
      await page.getByRole('option', { name: 'state', exact: true }).click();
      await choose(page.getByRole('combobox', { name: t('filter.value') }), [words.refused]);
      await page.keyboard.press('Escape');
    });
    await addField(page, 'spent', 'calculated', async (dialog) => {
      await dialog.getByRole('combobox', { name: t('types.result') }).click();
      await page.getByRole('option', { name: t('kind.money'), exact: true }).click();
      await dialog.getByLabel(t('types.formula'), { exact: true }).fill('budget * ');
      await dialog.getByRole('button', { name: t('types.formula_field'), exact: true }).click();
      await page.getByRole('menuitem', { name: 'discount' }).click();
      await dialog.getByText('budget × discount').waitFor();
      expect(await findings(page)).toEqual([]);
    });
    const kinds = async () => (await described()).fields.map((field) => field.kind);
    await expect.poll(kinds).toContain('calculated');
    const state = (await described()).fields.find(({ name }) => name === 'state');
    expect(state?.choices?.map(({ rots_after }) => rots_after)).toEqual([5, undefined]);
    expect(await kinds()).toEqual([
      'text',
      'text',
      'number',
      'percent',
      'money',
      'date',
      'yes_no',
      'choice',
      'choices',
      'phone',
      'address',
      'employee',
      'long_text',
      'calculated',
    ]);
  });

  test('lays them out by keys, by menu and by drag', async () => {
    const { page } = office.admin;
    await page.getByTestId('add-section').click();
    await page.getByLabel(t(`types.label_${language}`)).fill(words.costs);
    await page.getByTestId('save-section').click();
    await page.getByRole('heading', { name: words.costs }).waitFor();
    await page.getByRole('button', { name: t('types.actions', { name: 'budget' }) }).click();
    await page.getByRole('menuitem', { name: words.costs }).click();
    const guests = page.getByRole('button', { name: t('types.handle', { name: 'guests' }) });
    await guests.focus();
    await page.keyboard.press('ArrowUp');
    await expect.poll(order).toEqual(expect.arrayContaining([expect.stringMatching(/\/budget$/)]));
    await expect.poll(async () => (await order()).indexOf('main/guests')).toBe(1);
    expect(await guests.evaluate((element) => element === document.activeElement)).toBe(true);

    const discount = page.getByRole('button', { name: t('types.handle', { name: 'discount' }) });
    const target = await page.getByTestId('layout-budget').boundingBox();
    await discount.hover();
    await page.mouse.down();
    await page.mouse.move((target?.x ?? 0) + 40, (target?.y ?? 0) + 2, { steps: 8 });
    await page.mouse.move((target?.x ?? 0) + 40, (target?.y ?? 0) + (target?.height ?? 0) - 3, { steps: 3 });
    await page.mouse.up();
    await expect
      .poll(async () => (await order()).slice(-2).map((name) => name.split('/')[1]))
      .toEqual(['budget', 'discount']);
    const { sections, fields } = await described();
    expect(fields.at(-1)?.section).toBe(sections.at(-1)?.name);
    await page.reload();
    await page.getByTestId('layout-discount').waitFor();
    expect(await findings(page)).toEqual([]);
  });

  test('a representative works with it at once', async () => {
    const { page } = await office.deskOf(clerk);
    const stamp = unique(words.visit);
    await page.goto('/');
    await page.getByRole('navigation').getByRole('link', { name: many }).click();
    await page.getByTestId('new-record').click();
    await page.getByTestId('field-name').fill(stamp);
    expect(await page.getByTestId('field-discount').inputValue()).toBe('12.5');
    expect(await page.getByTestId('field-day').inputValue()).not.toBe('');
    expect(await page.getByTestId('field-reason').count()).toBe(0);
    await page.getByTestId('save-record').click();
    await page.getByText(officeWord(language, 'field.required')).waitFor();
    await page.getByTestId('field-place').fill('Hafen');
    await page.getByTestId('field-guests').fill('4');
    await page.getByTestId('field-budget').fill('120');
    await page.getByTestId('field-phone').fill('+49 40 1234567');
    await page.getByTestId('field-address').getByLabel(t('field.address.city')).fill('Hamburg');
    await choose(page.getByTestId('field-served'), [words.tea, words.cake]);
    await page.getByTestId('field-state').click();
    await page.getByRole('option', { name: words.refused }).click();
    await page.getByTestId('field-reason').fill('rain');
    expect(await findings(page)).toEqual([]);
    await page.getByTestId('save-record').click();
    await page.getByTestId('card-title').getByText(stamp).waitFor();
    await page
      .getByText(/^(€15|15\s€)$/)
      .first()
      .waitFor();
    for (const shown of ['Hafen', 'Hamburg', 'rain', `${words.tea}, ${words.cake}`, clerk.name]) {
      await page.getByText(shown, { exact: true }).first().waitFor();
    }
    await page.getByRole('heading', { name: words.costs }).waitFor();
    expect(await findings(page)).toEqual([]);

    await page.goto(`/t/${type}`);
    await page.getByTestId('add-filter').click();
    await page.getByRole('option', { name: 'served', exact: true }).click();
    await choose(page.getByRole('combobox', { name: t('filter.value') }), [words.cake]);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: stamp }).waitFor();
  });

  test('a field is made unique once its values differ', async () => {
    const { page } = office.admin;
    const visits: Item[] = [];
    for (const name of ['Anna', 'Boris']) {
      const fields = { name: unique(name), place: 'Pier' };
      visits.push(await call<Item>(office.admin, 'POST', `/api/records/${type}`, { fields }));
    }
    await page.goto(`/admin/types/${type}`);
    await page.getByTestId('layout-place').getByRole('button', { name: 'place', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: t('types.edit_field') });
    await dialog.getByRole('switch', { name: t('types.unique') }).click();
    await dialog.getByRole('switch', { name: t('types.fast') }).click();
    await dialog.getByTestId('save-field').click();
    await dialog.getByText(/Pier – Anna.*, Boris/).waitFor();
    expect(await findings(page)).toEqual([]);
    await call(office.admin, 'PATCH', `/api/records/${type}/${visits[1]?.id}`, { fields: { place: 'Quay' } });
    await dialog.getByTestId('save-field').click();
    await dialog.waitFor({ state: 'detached' });
    const row = page.getByTestId('layout-place');
    await row.getByText(t('types.unique')).waitFor();
    await row.getByText(t('types.indexing')).waitFor({ state: 'detached' });
    const fields = { name: unique('Clara'), place: 'pier' };
    await expect(call(office.admin, 'POST', `/api/records/${type}`, { fields })).rejects.toThrow('422');
  });

  test('older records are found by a field put into the search later', async () => {
    const { page } = office.admin;
    const word = unique('Kumquat');
    const fields = { name: unique('Dora'), place: word };
    await call(office.admin, 'POST', `/api/records/${type}`, { fields });
    const found = async () =>
      (await call<{ items: Item[] }>(office.admin, 'GET', `/api/records/${type}?q=${word}`)).items.length;
    expect(await found()).toBe(1);
    for (const count of [0, 1]) {
      await page.getByTestId('layout-place').getByRole('button', { name: 'place', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: t('types.edit_field') });
      await dialog.getByRole('switch', { name: t('types.in_search') }).click();
      await dialog.getByTestId('save-field').click();
      await dialog.waitFor({ state: 'detached' });
      await expect.poll(found).toBe(count);
      await page.getByTestId('layout-place').getByText(t('types.refilling')).waitFor({ state: 'detached' });
    }
  });

  test('a field goes to the archive with its values, and back', async () => {
    const { page } = office.admin;
    await page.goto(`/admin/types/${type}`);
    await page.getByRole('button', { name: t('types.actions', { name: 'place' }) }).click();
    await page.getByRole('menuitem', { name: t('types.archive') }).click();
    expect(await findings(page)).toEqual([]);
    await page.getByTestId('archive-field').click();
    const back = page.getByRole('button', { name: `${t('types.restore')}: place` });
    await back.waitFor();
    expect((await described()).fields.some(({ name }) => name === 'place')).toBe(false);
    expect(await findings(page)).toEqual([]);
    await back.click();
    await page.getByTestId('layout-place').waitFor();
    await page.getByRole('button', { name: t('types.actions', { name: 'guests' }) }).click();
    await page.getByRole('menuitem', { name: t('types.archive') }).click();
    await page.getByTestId('archive-field').click();
    await page.getByRole('button', { name: `${t('types.remove')}: guests` }).click();
    const dialog = page.getByRole('dialog', { name: t('types.remove_field', { name: 'guests' }) });
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByTestId('field-contents').click(),
    ]);
    expect(await readFile(await file.path(), 'utf8')).toContain('guests');
    await dialog.getByText(t('types.remove_count', { count: 1 })).waitFor();
    expect(await dialog.getByTestId('remove-field').isDisabled()).toBe(true);
    expect(await findings(page)).toEqual([]);
    await dialog.getByRole('textbox').fill('guests');
    await dialog.getByTestId('remove-field').click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('guests', { exact: true }).waitFor({ state: 'detached' });
    expect((await described()).fields.some(({ name }) => name === 'guests')).toBe(false);
    await page.getByRole('tab', { name: t('types.settings_tab') }).click();
    expect(await findings(page)).toEqual([]);
    await page.getByTestId('archive-type').click();
    await page
      .getByRole('alert')
      .getByText(officeWord(language, 'administration.type_has_records'))
      .waitFor();
  });

  /** Adds a field in the window; its label is its name. */
  async function addField(
    page: Page,
    name: string,
    kind: FieldDesign['kind'],
    more?: (dialog: ReturnType<Page['getByRole']>) => Promise<void>,
  ): Promise<void> {
    await page.getByTestId('add-field').click();
    const dialog = page.getByRole('dialog', { name: t('types.add_field') });
    await dialog.getByLabel(t(`types.label_${language}`)).fill(name);
    if (kind !== 'text') {
      await dialog.getByRole('combobox', { name: t('types.kind') }).click();
      await page.getByRole('option', { name: t(`kind.${kind}`), exact: true }).click();
    }
    await more?.(dialog);
    if (kind === 'choice') expect(await findings(page)).toEqual([]);
    await dialog.getByTestId('save-field').click();
    await page.getByTestId(`layout-${name}`).waitFor();
  }

  /** Chooses several options, which close their list only when all have been chosen. */
  async function choose(input: Locator, names: string[]): Promise<void> {
    await input.focus();
    await input.press('ArrowDown');
    for (const name of names) await input.page().getByRole('option', { name }).click();
    await input.press('Escape');
  }

  async function addChoices(dialog: ReturnType<Page['getByRole']>, names: string[]): Promise<void> {
    for (const [at, name] of names.entries()) {
      await dialog.getByRole('button', { name: t('types.add_choice') }).click();
      await dialog.getByLabel(t(`types.choice_${language}`, { place: at + 1 })).fill(name);
    }
  }
});
