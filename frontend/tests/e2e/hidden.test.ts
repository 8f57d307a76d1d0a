import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Desk, launch, unique } from './browser';
import { type Item, NAMES, Office, ownDeals } from './people';
import { type Answer, ask, Recording } from './recording';
import { LANGUAGES, officeText, windowText } from './words';

/** Amounts no other deal has, and a number by which deals can be searched; both are hidden. */
const SECRETS = ['987654.32', '876543.21'] as const;
const NUMBER = 'QXZ-5417';
/** The secrets in any way they may be written: amounts whole, in cents, with or without groups. */
const SECRET = /987[\s.,]?654[.,]?32|876[\s.,]?543[.,]?21|QXZ-?5417/iu;

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe.for(LANGUAGES)('in %s', (language) => {
  const t = windowText(language);
  let office: Office;
  let desk: Desk;
  let recording: Recording;
  let deal: Item;
  let value: string;

  /** One person whose profile hides two fields of deals, on a desk where every byte of every answer is kept. */
  beforeAll(async () => {
    office = await Office.open(browser, language);
    value = await office.fieldName('deal', 'value');
    const matrix = { deal: { ...ownDeals, export: ['own'] } };
    const post = await office.makePost(matrix, { fields: { deal: { value: 'hidden', number: 'hidden' } } });
    const person = await office.hire({ position_id: post.position.id });
    const name = unique(NAMES[language].deal);
    deal = await office.makeDeal({ name, stage: 'won', number: NUMBER, value: amount(SECRETS[0]) }, person);
    deal.name = name;
    desk = await office.deskOf(person);
    recording = await Recording.of(desk);
    await desk.page.goto('/t/deal');
  });
  afterAll(async () => {
    expect(office.complaints()).toEqual([]);
    expect(await recording.answersWith(SECRET)).toEqual([]);
    expect(recording.count()).toBeGreaterThan(0);
  });

  test('the recording would find the value: in the answers to an administrator it does', async () => {
    const open = await Recording.of(office.admin);
    await office.admin.page.goto(`/t/deal/${deal.id}`);
    await office.admin.page.getByTestId('card-title').getByText(deal.name).waitFor();
    expect(await office.admin.page.locator('main').textContent()).toMatch(SECRET);
    await expect.poll(() => open.answersWith(SECRET)).not.toEqual([]);
  });

  test('the window offers the field nowhere', async () => {
    const { page } = desk;
    await page.goto('/t/deal');
    await page.getByRole('link', { name: deal.name }).waitFor();
    expect(await page.getByRole('columnheader', { name: value }).count()).toBe(0);
    await page.getByTestId('add-filter').click();
    await page.getByRole('option', { name: await office.fieldName('deal', 'stage') }).waitFor();
    expect(await page.getByRole('option', { name: value, exact: true }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: t('list.columns') }).click();
    await page.getByRole('checkbox', { name: await office.fieldName('deal', 'stage') }).waitFor();
    expect(await page.getByRole('checkbox', { name: value, exact: true }).count()).toBe(0);

    // It is left out like one that was never there.
    for (const name of ['value', 'nothing']) {
      await page.goto(`/t/deal?sort=${name}`);
      await page.getByText(t('list.fields_gone', { count: 1, names: name })).waitFor();
    }
    await page.goto('/t/deal/new');
    await page.getByTestId('field-name').waitFor();
    expect(await page.getByTestId('field-value').count()).toBe(0);
    await page.goto(`/t/deal/${deal.id}`);
    await page.getByTestId('timeline-created').waitFor();
    expect(await page.getByText(value, { exact: true }).count()).toBe(0);
  });

  test('searching by what is hidden finds nothing, in the list and everywhere', async () => {
    const { page } = desk;
    const found = async (text: string, read: (path: string) => Promise<string>) => {
      const paths = [`/api/records/deal?q=${text}`, `/api/search?q=${text}`];
      const answers = await Promise.all(paths.map(read));
      return answers.map((answer) => {
        const { items } = JSON.parse(answer) as { items: Item[] };
        return items.some(({ id }) => id === deal.id);
      });
    };
    const readAll = async (path: string) => (await office.admin.context.request.get(path)).text();
    const readHis = async (path: string) => (await ask(page, 'GET', path)).text;
    expect(await found(NUMBER, readAll)).toEqual([true, true]);
    for (const text of [NUMBER, SECRETS[0], '987654', '98765432']) {
      expect(await found(text, readHis)).toEqual([false, false]);
      await page.goto(`/t/deal?q=${text}`);
      await page.getByText(t('list.nothing_matches')).waitFor();
    }
    await page.keyboard.press('Control+KeyK');
    await page.getByRole('combobox', { name: t('shell.search') }).fill(NUMBER);
    await page.getByText(t('common.nothing_found')).waitFor();
  });

  test.each([
    ['a filter', (field: string) => `/api/records/deal?filter=${filterOn(field)}`],
    ['a nested filter', (field: string) => `/api/records/deal?filter=${nestedFilterOn(field)}`],
    ['a sort', (field: string) => `/api/records/deal?sort=${field}`],
    ['the columns asked for', (field: string) => `/api/records/deal?fields=name,${field}`],
    ['a sum', (field: string) => `/api/records/deal/sums?group=stage&sum=${field}`],
    ['the grouping of a sum', (field: string) => `/api/records/deal/sums?group=${field}`],
    [
      'the filter of a sum',
      (field: string) => `/api/records/deal/sums?group=stage&filter=${filterOn(field)}`,
    ],
    ['an export', (field: string) => `/api/export/deal?fields=${field}`],
    ['the filter of an export', (field: string) => `/api/export/deal?filter=${filterOn(field)}`],
    ['the sort of an export', (field: string) => `/api/export/deal?sort=-${field}`],
    [
      'Why?',
      (field: string) => `/api/explain?type=deal&id=${deal.id}&action=view&employee=${me()}&field=${field}`,
    ],
  ])('%s with it is refused in the words for an unknown field', async (_, path) => {
    const hidden = await ask(desk.page, 'GET', path('value'));
    const unknown = await ask(desk.page, 'GET', path('value_of_nothing'));
    expect(hidden.status).toBe(422);
    expectSame(hidden, unknown);
  });

  test('writing it is refused as a whole in the words for an unknown field', async () => {
    const write = (field: string) =>
      ask(desk.page, 'PATCH', `/api/records/deal/${deal.id}`, {
        fields: { name: 'overwritten', [field]: amount('1.00') },
      });
    const create = (field: string) =>
      ask(desk.page, 'POST', '/api/records/deal', { fields: { name: 'made', [field]: amount('1.00') } });
    const read = async () => (await office.admin.context.request.get(`/api/records/deal/${deal.id}`)).text();
    const before = await read();
    for (const attempt of [write, create]) {
      const hidden = await attempt('value');
      expect(hidden.status).toBe(422);
      expectSame(hidden, await attempt('value_of_nothing'));
    }
    expect(await read()).toBe(before);
  });

  test('neither the record, nor sums, nor an export carries it', async () => {
    const record = JSON.parse((await ask(desk.page, 'GET', `/api/records/deal/${deal.id}`)).text);
    expect(Object.keys(record.fields)).toContain('stage');
    expect(Object.keys(record.fields)).not.toContain('value');
    const sums = await ask(desk.page, 'GET', '/api/records/deal/sums?group=stage');
    expect(JSON.parse(sums.text)).toMatchObject({ items: [{ group: 'won', count: 1 }] });
    const file = await ask(desk.page, 'GET', '/api/export/deal');
    expect(file.status).toBe(200);
    expect(file.text).toContain(deal.name);
    const [header = ''] = file.text.split('\n');
    expect(header.split(',')).not.toContain(value);
    const type = JSON.parse((await ask(desk.page, 'GET', '/api/types/deal')).text);
    expect(type.fields.map((field: { name: string }) => field.name)).not.toContain('value');
  });

  test('a change of it by others is seen in no history, version, time or event', async () => {
    const { page } = desk;
    await page.goto(`/t/deal/${deal.id}`);
    await page.getByTestId('timeline-created').waitFor();
    const paths = [`/api/records/deal/${deal.id}`, `/api/records/deal/${deal.id}/timeline`];
    const read = () => Promise.all(paths.map(async (path) => (await ask(page, 'GET', path)).text));
    const before = await read();
    const events = recording.eventsAbout(deal.id);

    await office.change(`/api/records/deal/${deal.id}`, { fields: { value: amount(SECRETS[1]) } });
    expect(await read()).toEqual(before);

    // Events come in the order of the changes: once this one is shown, there is none of the other.
    await office.change(`/api/records/deal/${deal.id}`, { fields: { comment: 'all can read this' } });
    await page.getByTestId('timeline-change').waitFor();
    expect(await page.getByTestId('timeline-change').count()).toBe(1);
    expect(events()).toHaveLength(1);
  });

  const me = () => recording.employee;

  /** Two refusals are alike but for the name of the field and the reference number. */
  function expectSame(hidden: Answer, unknown: Answer): void {
    const plain = (answer: Answer, field: string) =>
      answer.text.replaceAll(field, 'FIELD').replace(/"ref":"[^"]*"/, '');
    expect(plain(hidden, 'value')).toBe(plain(unknown, 'value_of_nothing'));
    expect(hidden.status).toBe(unknown.status);
    const { fields } = JSON.parse(hidden.text) as { fields: Record<string, string> };
    const words = officeText(language, 'field.unknown', { name: 'value' });
    expect(Object.values(fields)).toEqual([expect.stringMatching(words)]);
  }
});

function amount(value: string) {
  return { amount: value, currency: 'USD' };
}

function filterOn(field: string): string {
  return encodeURIComponent(JSON.stringify({ and: [{ field, op: '=', value: amount(SECRETS[0]) }] }));
}

function nestedFilterOn(field: string): string {
  const inner = {
    or: [
      { field, op: 'empty' },
      { field: 'stage', op: 'empty' },
    ],
  };
  return encodeURIComponent(JSON.stringify({ and: [inner] }));
}
