import { describe, expect, test } from 'vitest';
import { call, findings, unique } from './browser';
import { officeIn } from './offices';
import type { Item } from './people';
import { LANGUAGES, windowText } from './words';

interface Deal {
  fields: { value?: { amount: string; currency: string } | null };
}

describe.for(LANGUAGES)('product lines, in %s', (language) => {
  const t = windowText(language);
  const at = officeIn(language);

  test('are filled in by keys, keep their prices and give the deal its value', async () => {
    const { admin } = at.office;
    const { page } = admin;
    const good = unique('Repair');
    const make = (type: string, fields: Record<string, unknown>) =>
      call<Item>(admin, 'POST', `/api/records/${type}`, { fields });
    const product = await make('product', {
      name: good,
      unit: 'day',
      price: { amount: '100', currency: 'EUR' },
    });
    const deal = await make('deal', { name: unique('Pumps') });
    await page.goto(`/t/deal/${deal.id}`);

    const lines = page.getByTestId('product-lines');
    await lines.getByRole('button', { expanded: false }).click();
    const picker = lines.getByLabel(t('lines.add')).first();
    await picker.fill(good);
    await page.getByRole('option', { name: good }).click();
    const isFocused = (input: Element) => input === document.activeElement;
    await expect.poll(() => lines.getByTestId('line-quantity').evaluate(isFocused)).toBe(true);
    expect(await lines.getByTestId('line-name').inputValue()).toBe(good);
    expect(await lines.getByTestId('line-unit').inputValue()).toBe('day');
    await page.keyboard.type('3');
    for (const _ of ['unit', 'price', 'discount']) await page.keyboard.press('Tab');
    await page.keyboard.type('10');
    await page.keyboard.press('Enter');
    await expect.poll(() => picker.evaluate(isFocused)).toBe(true);
    await expect.poll(() => lines.getByTestId('line-total').textContent()).toMatch(/270/);
    await lines.getByTestId('line-quantity').focus(); // closes the list of products
    await page.getByRole('option').first().waitFor({ state: 'detached' });
    expect(await findings(page)).toEqual([]);

    await call(admin, 'PATCH', `/api/records/product/${product.id}`, {
      fields: { price: { amount: '999', currency: 'EUR' } },
    });
    await lines.getByTestId('take-total').click();
    const value = async () => (await call<Deal>(admin, 'GET', `/api/records/deal/${deal.id}`)).fields.value;
    await expect.poll(value).toEqual({ amount: '270.00', currency: 'EUR' });
    await lines.getByTestId('take-total').waitFor({ state: 'detached' });

    await lines.getByRole('button', { name: t('lines.remove', { name: good }) }).click();
    await expect.poll(() => lines.getByTestId('product-line').count()).toBe(0);
    const menu = await page.getByRole('navigation').first().textContent();
    expect(menu).not.toContain(language === 'en' ? 'Product lines' : 'Товарные позиции');
  });
});
