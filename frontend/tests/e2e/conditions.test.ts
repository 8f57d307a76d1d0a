import { describe, expect, test } from 'vitest';
import { call, findings, unique } from './browser';
import { officeIn } from './offices';
import { LANGUAGES, windowText } from './words';

interface Held {
  filter: unknown;
  state: string;
}

const closed = { field: 'stage', op: 'in', value: ['won', 'lost'] };
const large = { field: 'value', op: '>=', value: { amount: '5000', currency: 'EUR' } };
const open = { field: 'stage', op: 'not', value: ['won'] };

describe.for(LANGUAGES)('conditions, in %s', (language) => {
  const t = windowText(language);
  const at = officeIn(language);

  const read = (id: string) => call<Held>(at.office.admin, 'GET', `/api/restrictions/${id}`);
  const held = async (id: string) => (await read(id)).filter;

  /** A restriction that has been tested on all records: until then it is changed once more, by the office. */
  const restrict = async (filter: unknown) => {
    const made = await at.office.make('restrictions', {
      name: unique('Restriction'),
      type: 'deal',
      level: 'view',
      active: false,
      who: [{ kind: 'everyone', id: '' }],
      except: [],
      filter,
    });
    await expect.poll(async () => (await read(made.id)).state, { timeout: 20_000 }).toBe('ready');
    return made;
  };

  test('a group within a group is shown, and stays when another part is taken away', async () => {
    const { page } = at.office.admin;
    const { id } = await restrict({ and: [{ or: [closed, { and: [large, open] }] }, open] });
    const stage = await at.office.fieldName('deal', 'stage');
    const value = await at.office.fieldName('deal', 'value');
    await page.goto(`/admin/restrictions/${id}`);
    const chips = page.getByRole('group', { name: t('filter.title') });
    await chips
      .getByRole('button', { name: `${value}: ` })
      .first()
      .waitFor();
    await chips.getByText(t('filter.any_of'), { exact: true }).waitFor();
    await chips.getByText(t('filter.all_of'), { exact: true }).waitFor();
    await chips
      .getByRole('button', { name: t('filter.remove', { name: stage }) })
      .last()
      .click();
    await page.getByTestId('save').click();
    await page.getByText(t('common.saved')).waitFor();
    expect(await held(id)).toEqual({ and: [{ or: [closed, { and: [large, open] }] }] });
    expect(await findings(page)).toEqual([]);
  });

  test('one that chips cannot show is said in words, and saved only where it is replaced', async () => {
    const { page } = at.office.admin;
    const odd = { or: [closed, { or: [] }] };
    const { id } = await restrict(odd);
    await page.goto(`/admin/restrictions/${id}`);
    const words = page.getByTestId('condition-in-words');
    await words.getByText(`${t('filter.or')} ${t('filter.nothing')}`).waitFor();
    await page.getByRole('textbox', { name: t('admin.name') }).fill(unique('Renamed'));
    await page.getByTestId('save').click();
    await page.getByText(t('common.saved')).waitFor();
    expect(await held(id)).toEqual(odd);
    await words.getByRole('button', { name: t('filter.replace') }).click();
    await page.getByText(t('admin.no_condition')).waitFor();
    await page.getByTestId('add-filter').click();
    await page
      .getByRole('combobox', { name: t('filter.find_field') })
      .or(page.getByPlaceholder(t('filter.find_field')))
      .first()
      .fill((await at.office.fieldName('deal', 'probability')).slice(0, 6));
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: t('filter.value') }).fill('70');
    await page.keyboard.press('Enter');
    await page.getByTestId('save').click();
    await expect.poll(() => held(id)).toEqual({ and: [{ field: 'probability', op: '=', value: '70' }] });
  });

  test('a comparison left unfinished is gone', async () => {
    const { page } = at.office.admin;
    await page.goto('/admin/restrictions/new');
    await page.getByTestId('add-filter').click();
    const name = await at.office.fieldName('deal', 'probability');
    await page.getByRole('option', { name }).click();
    const remove = page.getByRole('button', { name: t('filter.remove', { name }) });
    await remove.waitFor();
    await page.getByRole('textbox', { name: t('filter.value') }).press('Escape');
    await remove.waitFor({ state: 'detached' });
  });
});
