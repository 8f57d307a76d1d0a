import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, findings, launch, unique } from './browser';
import { type Item, Office, type Person } from './people';
import { LANGUAGES, windowText } from './words';

const WORDS = {
  en: { main: 'Main', tender: 'Tenders', filed: 'Filed', review: 'Under review', won: 'Won' },
  ru: { main: 'Основная', tender: 'Тендеры', filed: 'Подана', review: 'На рассмотрении', won: 'Успех' },
};

interface Deal {
  id: string;
  fields: Record<string, unknown>;
}

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe.for(LANGUAGES)('several pipelines, in %s', (language) => {
  const t = windowText(language);
  const words = WORDS[language];
  let office: Office;
  let clerk: Person;
  let page: Page;
  let deal: Deal;
  let others: Deal;
  const type = unique('sale').replaceAll(' ', '_');
  const name = unique(words.filed);

  beforeAll(async () => {
    office = await Office.open(browser, language);
    const named = (text: string) => ({ en: text, ru: text });
    const stage = (value: string, outcome = '') => ({ value, labels: named(value), outcome });
    await office.make('types', {
      name: type,
      labels: { one: named(type), many: named(type) },
      default: 'edit',
      rights_like: 'company',
      fields: [
        { name: 'name', kind: 'text', labels: named('Name'), in_search: true },
        {
          name: 'stage',
          kind: 'choice',
          labels: named('Stage'),
          choices: [stage('talk'), stage('done', 'won'), stage('off', 'lost')],
        },
      ],
    });
    others = (await office.make(`records/${type}`, {
      fields: { name: unique('older'), stage: 'talk' },
    })) as unknown as Deal;
    const roles = await call<{ items: Item[] }>(office.admin, 'GET', '/api/roles?limit=200');
    const role = roles.items.find((item) => item.name === 'Employee');
    clerk = await office.hire({ role_id: role?.id, role_source: 'manual' });
  });
  afterAll(() => {
    expect(office.complaints()).toEqual([]);
  });

  const read = async (id: string) =>
    (await call<Deal>(office.admin, 'GET', `/api/records/${type}/${id}`)).fields;
  const standing = async (id: string) => {
    const { pipeline, stage } = await read(id);
    return `${String(pipeline)} ${String(stage)}`;
  };
  const lanes = () => page.locator('[data-lane] h2').allTextContents();
  const card = (lane: string) =>
    page
      .locator('[data-lane]', { has: page.getByRole('heading', { name: lane, exact: true }) })
      .getByTestId('board-card');

  test('where all records go the same way, its stages stand there to be changed', async () => {
    ({ page } = office.admin);
    await page.goto(`/admin/types/${type}`);
    await page.getByRole('tab', { name: t('types.pipelines') }).click();
    const stages = page.getByRole('group', { name: t('types.stages') });
    for (const of of ['en', 'ru'] as const) {
      await stages.getByLabel(t(`types.choice_${of}`, { place: 3 })).fill('gone');
    }
    expect(await findings(page)).toEqual([]);
    await page.getByTestId('save-pipelines').click();
    await page.getByTestId('save-pipelines').waitFor({ state: 'detached' });
    await page.goto(`/t/${type}/board`);
    await expect.poll(lanes).toEqual(['talk', 'done', 'gone']);
  });

  test('an administrator adds a second pipeline with three stages', async () => {
    ({ page } = office.admin);
    await page.goto(`/admin/types/${type}`);
    await page.getByRole('tab', { name: t('types.pipelines') }).click();
    await page.getByText(t('types.pipelines_none')).waitFor();
    await page.getByTestId('add-pipeline').click();
    const fresh = page.getByRole('heading', { name: t('types.new_pipeline') });
    await fresh.waitFor();
    for (const of of ['en', 'ru'] as const) {
      await page
        .getByLabel(t(`types.label_${of}`))
        .last()
        .fill(words.tender);
    }
    const stages = page.getByRole('group', { name: t('types.stages_of', { name: words.tender }) });
    for (const of of ['en', 'ru'] as const) {
      await stages.getByLabel(t(`types.choice_${of}`, { place: 1 })).fill(words.filed);
    }
    await stages.getByRole('button', { name: t('types.take_out', { name: 'Lost' }) }).click();
    await stages.getByRole('button', { name: t('types.add_stage') }).click();
    for (const of of ['en', 'ru'] as const) {
      await stages.getByLabel(t(`types.choice_${of}`, { place: 3 })).fill(words.review);
    }
    await dragStage(page, words.review, 'Won');
    expect(await stages.getByLabel(t(`types.choice_${language}`, { place: 2 })).inputValue()).toBe(
      words.review,
    );
    expect(await fresh.count()).toBe(0);
    expect(await findings(page)).toEqual([]);
    await page.getByTestId('save-pipelines').click();
    await page.getByTestId('save-pipelines').waitFor({ state: 'detached' });
    await expect.poll(() => standing(others.id)).toBe('main talk');
    await page.reload();
    await page.getByRole('tab', { name: t('types.pipelines') }).click();
    await page.getByRole('heading', { name: words.tender }).waitFor();
  });

  test('a representative makes a record in it, and works it on the board', async () => {
    ({ page } = await office.deskOf(clerk));
    await page.goto(`/t/${type}/board`);
    await page.getByRole('link', { name: String((await read(others.id)).name) }).waitFor();
    expect(await lanes()).toEqual(['talk', 'done', 'gone']);
    await page.getByTestId('pipeline').click();
    await page.getByRole('menuitem', { name: words.tender }).click();
    await expect.poll(lanes).toEqual([words.filed, words.review, words.won]);
    expect(new URL(page.url()).searchParams.get('pipeline')).not.toBeNull();
    await page.getByRole('menu').waitFor({ state: 'detached' });
    expect(await findings(page)).toEqual([]);

    await page.getByTestId('new-record').click();
    await page.getByTestId('field-name').fill(name);
    expect(await page.getByTestId('field-pipeline').inputValue()).toBe(words.tender);
    expect(await page.getByTestId('field-stage').inputValue()).toBe(words.filed);
    await page.getByTestId('field-stage').click();
    await page.getByRole('option', { name: words.review }).waitFor();
    expect(await page.getByRole('option', { name: 'talk' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByTestId('save-record').click();
    await page.getByTestId('card-title').getByText(name).waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    deal = { id, fields: await read(id) };

    // The board remembers which pipeline was open.
    await page.goto(`/t/${type}/board`);
    await expect.poll(lanes).toEqual([words.filed, words.review, words.won]);
    await card(words.filed)
      .getByRole('button', { name: t('board.move_menu', { name }) })
      .click();
    await page.getByText(t('board.move_to_pipeline')).waitFor();
    await page.getByRole('menuitem', { name: words.review }).click();
    await card(words.review).waitFor();
    await expect.poll(async () => (await read(deal.id)).stage).not.toBe(deal.fields.stage);
  });

  test('and moves it to the other pipeline, from its card and from the board', async () => {
    await page.goto(`/t/${type}/${deal.id}`);
    const bar = page.getByRole('group', { name: 'Stage', exact: true });
    await bar.getByRole('button', { name: words.won }).waitFor();
    await bar.getByTestId('card-pipeline').click();
    await page.getByRole('menuitem', { name: words.main }).click();
    await bar.getByRole('button', { name: 'talk' }).and(page.locator('[aria-current=step]')).waitFor();
    expect(await bar.getByRole('button', { name: words.review }).count()).toBe(0);
    await page.getByRole('menu').waitFor({ state: 'detached' });
    expect(await standing(deal.id)).toBe('main talk');
    expect(await findings(page)).toEqual([]);

    await page.goto(`/t/${type}/board?pipeline=main&q=${encodeURIComponent(name)}`);
    await card('talk')
      .getByRole('button', { name: t('board.move_menu', { name }) })
      .click();
    await page.getByRole('menuitem', { name: words.tender }).click();
    await page.getByText(`${name} → ${words.tender}`).waitFor();
    await expect.poll(async () => (await standing(deal.id)).startsWith('main')).toBe(false);
    await page.getByRole('button', { name: t('common.undo'), exact: true }).click();
    await expect.poll(() => standing(deal.id)).toBe('main talk');
    await card('talk').waitFor();
  });
});

/** Drags a stage by its grip onto another one. */
async function dragStage(page: Page, name: string, onto: string): Promise<void> {
  const target = await page.getByTestId(`grip-${onto}`).last().boundingBox();
  await page.getByTestId(`grip-${name}`).last().hover();
  await page.mouse.down();
  await page.mouse.move((target?.x ?? 0) + 4, (target?.y ?? 0) + 8, { steps: 6 });
  await page.mouse.up();
}
