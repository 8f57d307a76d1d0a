import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FieldDesign } from '../../src/shared/api';
import { call, findings, unique } from './browser';
import { OWN } from './newcomerWords';
import { officeIn } from './offices';
import type { Item, Person } from './people';
import { LANGUAGES, officeWord, windowText } from './words';

type Kind = FieldDesign['kind'];

/** Step by step what the manual has on its page about types: somebody who has never done it keeps the boats of a hire company. */
describe.for(LANGUAGES)('a type of your own, in %s', (language) => {
  const t = windowText(language);
  const own = OWN[language];
  const at = officeIn(language);
  const many = unique(own.many);
  const boat = unique(own.one);
  let page: Page;
  let clerk: Person;

  beforeAll(async () => {
    const roles = await call<{ items: Item[] }>(at.office.admin, 'GET', '/api/roles?limit=200');
    const role = roles.items.find(({ name }) => name === 'Employee');
    clerk = await at.office.hire({ role_id: role?.id, role_source: 'manual' });
  });

  test('1. New type: names, an icon, who may do what', async () => {
    page = at.office.admin.page;
    await page.goto('/admin/types');
    await button(t('types.new')).click();
    await page.getByLabel(t(`types.names.one_${language}`)).fill(boat);
    await page.getByLabel(t(`types.names.many_${language}`)).fill(many);
    await page.getByRole('radio', { name: t('types.icons.flag') }).check();
    await page
      .getByRole('main')
      .getByRole('button', { name: t('common.create') })
      .click();
    await button(t('types.add_field')).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: many }).waitFor();
  });

  test('2. Add a field: one after the other, in sections, of every kind', async () => {
    await addSection(own.terms);
    await addSection(own.handover);
    const dialog = await openFields(t('section.main'));
    await add('text', own.plate, async () => {
      await turnOn(dialog, t('types.required'));
      await turnOn(dialog, t('types.unique'));
    });
    await add('link', own.client);
    await add('phone', own.phone);
    await add('email', own.email);
    await add('url', own.site);
    await add('address', own.berth);
    await add('employee', own.agent, () =>
      dialog.getByRole('checkbox', { name: t('types.starts.me') }).check(),
    );
    await add('long_text', own.about);
    await add('choice', own.size, () => choices(own.small, own.large));
    await addLast('choices', own.gear, () => choices(own.sail, own.motor));

    await openFields(own.terms);
    await add('date', own.start, () =>
      dialog.getByRole('checkbox', { name: t('types.starts.today') }).check(),
    );
    await add('date_time', own.pickup);
    await add('money', own.price);
    await add('number', own.days, () => dialog.getByLabel(t('types.start')).fill('3'));
    await add('percent', own.discount, () => dialog.getByLabel(t('types.start')).fill('10'));
    await add('calculated', own.total, async () => {
      await choose(dialog, t('types.result'), t('kind.money'));
      await insert(own.price);
      await page.keyboard.type(' * ');
      await insert(own.days);
      await page.keyboard.type(' * (1 - ');
      await insert(own.discount);
      await page.keyboard.type(')');
      await dialog.getByText(`${own.price} × ${own.days} × (1 − ${own.discount})`).waitFor();
    });
    await add('money', own.deposit);
    await add('yes_no', own.insured);
    await add('yes_no', own.paid);
    await addLast('text', own.voucher);

    await openFields(own.handover);
    await add('employee', own.driver);
    await add('number', own.hours);
    await add('percent', own.fuel);
    await add('yes_no', own.damaged);
    await add('long_text', own.damage, async () => {
      await turnOn(dialog, t('types.required'));
      await onlyIf(own.damaged);
    });
    await add('file', own.papers);
    await add('file', own.photo, () => turnOn(dialog, t('types.image')));
    await add('date', own.back);
    await add('url', own.map);
    await addLast('long_text', own.remark);
    expect(
      await page
        .getByRole('listitem')
        .filter({ has: page.getByRole('heading') })
        .count(),
    ).toBe(3);
  });

  test('3. The layout of the card: by drag, and by the arrow keys', async () => {
    const target = await row(own.client).boundingBox();
    await handle(own.phone).hover();
    await page.mouse.down();
    await page.mouse.move((target?.x ?? 0) + 40, (target?.y ?? 0) + 30, { steps: 6 });
    await page.mouse.move((target?.x ?? 0) + 40, (target?.y ?? 0) + 4, { steps: 4 });
    const dragged = kept();
    await page.mouse.up();
    await dragged;
    await expect.poll(() => isAbove(own.phone, own.client)).toBe(true);
    await handle(own.remark).focus();
    const stepped = kept();
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => isAbove(own.remark, own.map)).toBe(true);
    await stepped;
    await page.reload();
    await handle(own.remark).waitFor();
    expect(await isAbove(own.phone, own.client)).toBe(true);
    await expect.poll(() => isAbove(own.remark, own.map)).toBe(true);
    expect(await findings(page)).toEqual([]);
  });

  test('4. Pipelines: stages, a second way, and a reason where something is lost', async () => {
    await page.getByRole('tab', { name: t('types.pipelines') }).click();
    await button(t('types.set_up_stages')).click();
    await button(t('types.add_pipeline')).click();
    await page.keyboard.type(own.charter);
    const stages = page.getByRole('group', { name: t('types.stages_of', { name: own.charter }) });
    await nameBoth(stages, 1, own.asked);
    await stages.getByLabel(t('types.probability', { name: own.asked })).fill('40');
    await button(t('common.save')).click();
    await button(t('common.save')).waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: t('types.fields_tab') }).click();
    const dialog = await openFields(t('section.main'));
    await addLast('choice', own.reason, async () => {
      await choices(own.dear, own.late);
      await turnOn(dialog, t('types.required'));
      await onlyIf(own.stage, own.lost);
    });
  });

  test('5. The work: a record, its board, search, filter and export', async () => {
    ({ page } = await at.office.deskOf(clerk));
    const name = unique(own.plate);
    await page.goto('/');
    await page.getByRole('navigation').getByRole('link', { name: many }).click();
    await page.getByTestId('as-board').click();
    await page.getByTestId('pipeline').click();
    await page.getByRole('menuitem', { name: own.charter }).click();
    await lane(own.asked).waitFor();
    await page.getByTestId('new-record').click();
    await page.getByTestId('field-name').fill(name);
    expect(await page.getByLabel(own.damage, { exact: true }).count()).toBe(0);
    await page.getByTestId('save-record').click();
    await page.getByText(officeWord(language, 'field.required')).waitFor();
    await page.getByRole('textbox', { name: own.plate }).fill(name);
    await page.getByTestId('save-record').click();
    await page.getByTestId('card-title').getByText(name).waitFor();

    await page.getByRole('navigation').getByRole('link', { name: many }).click();
    const card = (stage: string) => lane(stage).getByTestId('board-card').filter({ hasText: name });
    await carry(card(own.asked), lane(own.lost));
    const question = page.getByTestId('move-question');
    await question.getByRole('combobox', { name: own.reason }).click();
    await page.getByRole('option', { name: own.dear }).click();
    await question.getByRole('button', { name: t('board.move') }).click();
    await question.waitFor({ state: 'detached' });
    await card(own.lost).waitFor();

    await page.getByTestId('as-table').click();
    await page.getByTestId('add-filter').click();
    await page.getByRole('option', { name: own.reason, exact: true }).click();
    await chooseIn(page.getByRole('combobox', { name: t('filter.value') }), own.dear);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name, exact: true }).waitFor();
    expect(await findings(page)).toEqual([]);
    await button(t('list.export')).click();
    const downloading = page.waitForEvent('download');
    await page.getByTestId('export-csv').click();
    expect((await downloading).suggestedFilename()).toMatch(/\.csv$/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: t('shell.search') }).fill(name);
    await page.getByRole('dialog').getByRole('option').filter({ hasText: name }).first().waitFor();
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const handle = (name: string) => button(t('types.handle', { name }));
  const row = (name: string) => page.getByRole('listitem').filter({ has: handle(name) });
  const lane = (name: string) =>
    page.locator('[data-lane]', { has: page.getByRole('heading', { name, exact: true }) });
  const fieldDialog = () => page.getByRole('dialog', { name: t('types.add_field') });

  /** When the office has the layout as it stands on screen. */
  const kept = () => page.waitForResponse((answer) => answer.url().endsWith('/layout') && answer.ok());

  /** Whether one field stands above another in the layout. */
  async function isAbove(first: string, second: string): Promise<boolean> {
    const [above, below] = await Promise.all([row(first).boundingBox(), row(second).boundingBox()]);
    return (above?.y ?? 0) < (below?.y ?? 0);
  }

  async function addSection(name: string): Promise<void> {
    await button(t('types.add_section')).click();
    const dialog = page.getByRole('dialog', { name: t('types.add_section') });
    await dialog.getByLabel(t(`types.label_${language}`)).fill(name);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name, exact: true }).waitFor();
  }

  /** Begins to add fields to a section. */
  async function openFields(section: string): Promise<Locator> {
    await button(t('types.add_field_to', { section })).click();
    await fieldDialog()
      .getByLabel(t(`types.label_${language}`))
      .and(page.locator(':focus'))
      .waitFor();
    return fieldDialog();
  }

  /** Types what a field is called, and its kind, as the focus goes. */
  async function fillIn(kind: Kind, name: string, more?: () => Promise<unknown>): Promise<void> {
    await fieldDialog()
      .getByLabel(t(`types.label_${language}`))
      .and(page.locator(':focus'))
      .waitFor();
    await page.keyboard.type(name);
    if (kind !== 'text') await choose(fieldDialog(), t('types.kind'), t(`kind.${kind}`));
    await more?.();
  }

  /** Adds a field by Enter, which goes on to the next. */
  async function add(kind: Kind, name: string, more?: () => Promise<unknown>): Promise<void> {
    await fillIn(kind, name, more);
    await fieldDialog()
      .getByRole('button', { name: t('types.add_another') })
      .click();
    await fieldDialog().getByText(t('types.added', { name })).waitFor();
  }

  async function addLast(kind: Kind, name: string, more?: () => Promise<unknown>): Promise<void> {
    await fillIn(kind, name, more);
    await fieldDialog()
      .getByRole('button', { name: t('types.add_field'), exact: true })
      .click();
    await fieldDialog().waitFor({ state: 'detached' });
    await handle(name).waitFor();
  }

  async function turnOn(dialog: Locator, name: string): Promise<void> {
    await dialog.getByRole('switch', { name, exact: true }).check();
  }

  /** Chooses by typing, without the list. */
  async function choose(dialog: Locator, of: string, name: string): Promise<void> {
    await dialog.getByRole('combobox', { name: of, exact: true }).click();
    await page.getByRole('option', { name, exact: true }).click();
  }

  async function choices(...names: string[]): Promise<void> {
    await fieldDialog()
      .getByRole('button', { name: t('types.add_choice') })
      .click();
    for (const [at, name] of names.entries()) {
      const input = fieldDialog().getByLabel(t(`types.choice_${language}`, { place: at + 1 }));
      await input.and(page.locator(':focus')).waitFor();
      await page.keyboard.type(name);
      if (at < names.length - 1) await page.keyboard.press('Enter');
    }
  }

  async function insert(field: string): Promise<void> {
    await fieldDialog()
      .getByRole('button', { name: t('types.formula_field'), exact: true })
      .click();
    await page.getByRole('menuitem', { name: field, exact: true }).click();
    await fieldDialog().getByLabel(t('types.formula'), { exact: true }).and(page.locator(':focus')).waitFor();
  }

  /** Shows a field only where another one is yes, or has that value. */
  async function onlyIf(field: string, value?: string): Promise<void> {
    await fieldDialog().getByTestId('add-filter').click();
    await page.getByRole('option', { name: field, exact: true }).click();
    if (value !== undefined) await chooseIn(page.getByRole('combobox', { name: t('filter.value') }), value);
    await page.keyboard.press('Escape');
    await fieldDialog()
      .getByRole('button', { name: t('filter.remove', { name: field }) })
      .waitFor();
  }

  /** Chooses what has that name: the lost stages of both pipelines have the same. */
  async function chooseIn(input: Locator, value: string): Promise<void> {
    await input.focus();
    await input.press('ArrowDown');
    const options = page.getByRole('option', { name: value });
    await options.first().waitFor();
    for (const option of await options.all()) await option.click();
    await input.press('Escape');
  }

  async function nameBoth(stages: Locator, place: number, name: string): Promise<void> {
    for (const of of LANGUAGES) await stages.getByLabel(t(`types.choice_${of}`, { place })).fill(name);
  }

  async function carry(from: Locator, to: Locator): Promise<void> {
    await from.hover(); // once it stands still
    const [start, end] = [await from.boundingBox(), await to.boundingBox()];
    if (!start || !end) throw new Error('the card or the lane is not on screen');
    await page.mouse.move(start.x + 60, start.y + start.height - 14);
    await page.mouse.down();
    await page.mouse.move(start.x + 80, start.y + start.height - 10, { steps: 4 });
    await page.mouse.move(end.x + 100, end.y + 160, { steps: 8 });
    await page.mouse.up();
  }
});
