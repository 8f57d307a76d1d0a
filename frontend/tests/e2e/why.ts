import type { Page } from 'playwright-core';
import { type Language, windowText } from './words';

interface Question {
  /** The reader himself when nobody is named. */
  employee?: string;
  action?: 'view' | 'edit';
  /** What the field is called on screen; the whole record when none is named. */
  field?: string;
}

interface Answer {
  allowed: boolean;
  /** What has to be named among the grounds and caps. */
  rules: RegExp[];
}

/** Asks Why? on the card that is open, and waits until the window says so and names these rules. */
export async function askWhy(page: Page, language: Language, asked: Question, answer: Answer): Promise<void> {
  const t = windowText(language);
  const choice = (label: string) => page.getByRole('combobox', { name: label });
  await page.getByRole('tab', { name: t('access.why') }).click();
  if (asked.employee !== undefined) {
    await choice(t('why.employee')).fill(asked.employee);
    await page.getByRole('option', { name: asked.employee }).click();
  }
  if (asked.action !== undefined) {
    await choice(t('why.action')).click();
    await page.getByRole('option', { name: t(`action.${asked.action}`), exact: true }).click();
  }
  if (asked.field !== undefined) {
    await choice(t('why.field')).fill(asked.field);
    await page.getByRole('option', { name: asked.field, exact: true }).click();
  }
  const explanation = page.getByTestId('explanation');
  await explanation.getByText(t(answer.allowed ? 'why.allowed' : 'why.refused'), { exact: true }).waitFor();
  for (const rule of answer.rules) await explanation.getByText(rule).waitFor();
}
