import { describe, expect, test } from 'vitest';
import { call, unique } from './browser';
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
});
