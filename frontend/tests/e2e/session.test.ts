import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { call, type Desk, findings, launch, office, openDesk, signIn } from './browser';

let browser: Browser;
let desk: Desk;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());
beforeEach(async () => {
  desk = await openDesk(browser);
});
afterEach(async () => {
  expect(desk.complaints).toEqual([]);
  await desk.close();
});

test('signs in, stays signed in over a reload, and signs out', async () => {
  const { page } = desk;
  await page.goto('/');
  await page.waitForURL('**/sign-in**');
  await page.getByLabel('Login').fill(office.login);
  await page.getByLabel('Password', { exact: true }).fill(office.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation').getByText('Employees').waitFor();
  await page.reload();
  await page.getByRole('button', { name: /^Account: / }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in**');
  await page.goto('/employees');
  await page.waitForURL('**/sign-in**');
});

test('says that login or password is wrong, and goes where one wanted to go once they are right', async () => {
  const { page } = desk;
  await page.goto('/employees');
  await page.getByLabel('Login').fill(office.login);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').textContent()).not.toBe('');
  await page.getByLabel('Password', { exact: true }).fill(office.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/employees');
});

test('speaks Russian from the first screen, by the browser and by the switch', async () => {
  const russian = await openDesk(browser, 'ru-RU');
  await russian.page.goto('/sign-in');
  await russian.page.getByRole('heading', { name: 'Вход' }).waitFor();
  await russian.page.getByRole('button', { name: 'English' }).click();
  await russian.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await russian.page.locator('html').getAttribute('lang')).toBe('en');
  expect(await findings(russian.page)).toEqual([]);
  await russian.close();
});

test('keeps the language of the employee', async () => {
  const { page } = desk;
  await signIn(desk);
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitem', { name: 'Русский' }).click();
  await page.getByRole('link', { name: 'Сотрудники' }).waitFor();
  const me = await call<{ employee: { language: string } }>(desk, 'GET', '/api/me');
  expect(me.employee.language).toBe('ru');
  await page.getByRole('button', { name: 'Язык' }).click();
  await page.getByRole('menuitem', { name: 'English' }).click();
  await page.getByRole('link', { name: 'Employees' }).waitFor();
});
