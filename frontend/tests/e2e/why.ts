import type { Page } from 'playwright-core';
import { type Language, windowText } from './words';

/** Asks Why? about an action on the card that is open, and waits until each of the rules is named as one that holds. */
export async function askWhy(
  page: Page,
  language: Language,
  action: 'view' | 'edit',
  answer: { allowed: boolean; rules: RegExp[] },
): Promise<void> {
  const t = windowText(language);
  await page.getByRole('tab', { name: t('access.why') }).click();
  if (action !== 'view') {
    await page.getByRole('combobox', { name: t('why.action') }).click();
    await page.getByRole('option', { name: t(`action.${action}`), exact: true }).click();
  }
  const explanation = page.getByTestId('explanation');
  await explanation.getByText(t(answer.allowed ? 'why.allowed' : 'why.refused'), { exact: true }).waitFor();
  for (const rule of answer.rules) await explanation.getByText(rule).waitFor();
}
