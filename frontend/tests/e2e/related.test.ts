import { describe, expect, test } from 'vitest';
import { call, findings, unique } from './browser';
import { officeIn } from './offices';
import type { Item } from './people';
import { LANGUAGES, windowText } from './words';

interface Shares {
  items: { principal: { id: string }; level: string }[];
}

describe.for(LANGUAGES)('sharing a deal, in %s', (language) => {
  const t = windowText(language);
  const at = officeIn(language);

  test('asks whether its company is shared as well', async () => {
    const { admin } = at.office;
    const [role] = (await call<{ items: Item[] }>(admin, 'GET', '/api/roles')).items;
    const guest = await at.office.hire({ role_id: role?.id, role_source: 'manual' });
    const make = (type: string, fields: object) =>
      call<Item>(admin, 'POST', `/api/records/${type}`, { fields });
    const company = await make('company', { name: unique('Harbour') });
    const product = await make('product', { name: unique('Crane') });
    const deal = await make('deal', { name: unique('Deal'), company: company.id, product: product.id });

    const { page } = admin;
    await page.goto(`/t/deal/${deal.id}`);
    await page.getByRole('combobox', { name: t('access.add') }).fill(guest.name);
    await page.getByRole('option', { name: guest.name }).click();
    const asked = page.getByTestId('share-related');
    await asked.getByRole('checkbox', { name: /Harbour/ }).check();
    await page.getByTestId('save-permissions').click();
    await page.getByText(t('access.saved')).waitFor();
    await asked.waitFor({ state: 'detached' });

    const sharedWith = async (type: string, id: string) =>
      (await call<Shares>(admin, 'GET', `/api/records/${type}/${id}/shares`)).items.map(
        ({ principal, level }) => `${principal.id} ${level}`,
      );
    expect(await sharedWith('deal', deal.id)).toEqual([`${guest.id} view`]);
    expect(await sharedWith('company', company.id)).toEqual([`${guest.id} view`]);
    expect(await sharedWith('product', product.id)).toEqual([]);
  });

  test('a company shows what leads to it, under the head that its field gives', async () => {
    const { admin } = at.office;
    const { page } = admin;
    const type = `supply_${Date.now()}${language}`;
    const head = unique({ en: 'Supplier of', ru: 'Поставляет нам' }[language]);
    await call(admin, 'POST', '/api/types', {
      name: type,
      labels: { one: { en: 'Supply', ru: 'Поставка' }, many: { en: 'Supplies', ru: 'Поставки' } },
      default: 'edit',
      rights_like: 'deal',
      fields: [
        { name: 'supplier', kind: 'link', target: 'company', labels: { en: 'Supplier', ru: 'Поставщик' } },
      ],
    });
    const company = await call<Item>(admin, 'POST', '/api/records/company', {
      fields: { name: unique('Yard') },
    });
    for (const at of [1, 2, 3, 4, 5, 6])
      await call(admin, 'POST', `/api/records/${type}`, {
        fields: { name: `Bolts ${at}`, supplier: company.id },
      });

    await page.goto(`/admin/types/${type}`);
    const label = { en: 'Supplier', ru: 'Поставщик' }[language];
    await page.getByTestId('layout-supplier').getByRole('button', { name: label, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: t('types.edit_field') });
    await dialog.getByLabel(t(`types.reverse_${language}`)).fill(head);
    expect(await findings(page)).toEqual([]);
    await dialog.getByTestId('save-field').click();
    await dialog.waitFor({ state: 'detached' });

    await page.goto(`/t/company/${company.id}`);
    await page.getByRole('tab', { name: t('access.related') }).click();
    const group = page.getByRole('region', { name: head });
    await group.getByRole('link', { name: 'Bolts 6' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await group.getByRole('link', { name: t('related.all_of', { number: '6' }) }).click();
    await expect.poll(() => page.getByRole('gridcell').allTextContents()).toContain('Bolts 1');
  });
});
