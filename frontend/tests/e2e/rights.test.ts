import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, type Desk, findings, launch, openDesk, signIn, unique } from './browser';

const PASSWORD = 'quiet-harbour-lamp-7';

interface Item {
  id: string;
  version: string;
}

let browser: Browser;
let admin: Desk;
const opened: Desk[] = [];

beforeAll(async () => {
  browser = await launch();
  admin = await openDesk(browser);
  await signIn(admin);
});
afterAll(async () => {
  const complaints = [admin, ...opened].flatMap((desk) => desk.complaints);
  await browser.close();
  expect(complaints).toEqual([]);
});

const make = (list: string, body: unknown) => call<Item>(admin, 'POST', `/api/${list}`, body);

const own = { view: ['own'], create: ['own'], edit: ['own'], delete: ['own'], authorize: ['own'] };

/** A role with a profile of its own, a position that implies it, and employees in that position. */
async function makePost(matrix: Record<string, unknown>, more: { team?: string; fields?: unknown } = {}) {
  const profile = await make('profiles', { name: unique('Profile'), matrix, fields: more.fields ?? {} });
  const role = await make('roles', {
    name: unique('Role'),
    profiles: [profile.id],
    team: more.team ?? 'none',
  });
  const position = await make('positions', { name: unique('Position'), role_id: role.id });
  return { profile, role, position };
}

async function hire(position: Item): Promise<{ id: string; name: string; login: string }> {
  const login = unique('person').replaceAll(' ', '.');
  const last = unique('Novak');
  const employee = await make('employees', {
    last_name: last,
    first_name: 'Jan',
    login,
    password: PASSWORD,
    language: 'en',
    position_id: position.id,
    status: 'active',
  });
  return { id: employee.id, name: last, login };
}

async function deskOf(person: { login: string }): Promise<Desk> {
  const desk = await openDesk(browser);
  opened.push(desk);
  await signIn(desk, person.login, PASSWORD);
  return desk;
}

const makeDeal = (name: string, responsible?: string) =>
  call<Item>(admin, 'POST', '/api/records/deal', {
    fields: { name },
    ...(responsible ? { responsible } : {}),
  });

/** Deals are private in these tests, as the preset "strict" has them. */
async function makeDealsPrivate(): Promise<void> {
  const type = await call<{ version: string }>(admin, 'GET', '/api/types/deal');
  await admin.context.request.fetch('/api/types/deal', {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', 'If-Match': `"${type.version}"` },
    data: { default: 'private' },
  });
}

test('the administrator makes a position with its role, and an employee in it, on the pages', async () => {
  const { page } = admin;
  const role = await make('roles', { name: unique('Representative role') });
  const roleName = (await call<{ name: string }>(admin, 'GET', `/api/roles/${role.id}`)).name;
  const position = unique('Representative');
  await page.goto('/admin/positions/new');
  await page.getByLabel('Name').fill(position);
  await page.getByRole('combobox', { name: 'Role' }).click();
  await page.getByRole('option', { name: roleName }).click();
  await page.getByTestId('save').click();
  await page.getByRole('link', { name: position }).waitFor();

  await page.goto('/employees/new');
  const last = unique('Petrova');
  await page.getByLabel('Last name').fill(last);
  await page.getByLabel('First name').fill('Anna');
  await page.getByLabel('Login').fill(unique('anna').replaceAll(' ', '.'));
  await page.getByRole('button', { name: 'Generate a password' }).click();
  await page.getByTestId('employee-position').click();
  await page.getByRole('option', { name: position }).click();
  await expect.poll(() => page.getByTestId('employee-role').inputValue()).toBe(roleName);
  await page.getByTestId('save-employee').click();
  await page.getByText('It is shown this once.').waitFor();
  expect(await findings(page)).toEqual([]);
});

test('a role set by hand is marked, survives, and goes back to what the position says', async () => {
  const { page } = admin;
  const post = await makePost({});
  const other = await make('roles', { name: unique('Another role') });
  const otherName = (await call<{ name: string }>(admin, 'GET', `/api/roles/${other.id}`)).name;
  const person = await hire(post.position);
  await page.goto(`/employees/${person.id}`);
  await page.getByTestId('employee-role').fill(otherName);
  await page.getByRole('option', { name: otherName }).click();
  await page.getByTestId('role-exception').waitFor();
  await page.getByTestId('save-employee').click();
  await expect
    .poll(
      async () =>
        (await call<{ role_source: string }>(admin, 'GET', `/api/employees/${person.id}`)).role_source,
    )
    .toBe('manual');
  await page.getByRole('button', { name: 'As the position says' }).click();
  await page.getByTestId('save-employee').click();
  await expect
    .poll(async () => (await call<{ role_id: string }>(admin, 'GET', `/api/employees/${person.id}`)).role_id)
    .toBe(post.role.id);
});

test('a representative sees nothing, then what is given him, at once and without reloading', async () => {
  await makeDealsPrivate();
  const post = await makePost({ deal: own });
  const rep = await hire(post.position);
  const colleague = await hire(post.position);
  const desk = await deskOf(rep);
  await desk.page.goto('/t/deal');
  await desk.page.getByText('Deals: nothing here yet').waitFor();

  const name = unique('Assigned');
  const deal = await makeDeal(name);
  await desk.page.goto(`/t/deal/${deal.id}`);
  await desk.page.getByTestId('not-found').waitFor();
  await desk.page.goto('/t/deal');
  await desk.page.getByText('Deals: nothing here yet').waitFor();
  await call(admin, 'POST', `/api/records/deal/${deal.id}/transfer`, { to: rep.id });
  await desk.page.getByRole('link', { name }).waitFor({ timeout: 5_000 });

  const other = await deskOf(colleague);
  await other.page.goto('/t/deal');
  await other.page.getByText('Deals: nothing here yet').waitFor();

  await admin.page.goto(`/t/deal/${deal.id}`);
  await admin.page
    .getByRole('combobox', { name: 'Add a person, group, role…' })
    .or(admin.page.getByPlaceholder('Add a person, group, role…'))
    .first()
    .fill(colleague.name);
  await admin.page.getByRole('option', { name: colleague.name }).click();
  await admin.page.getByTestId('save-permissions').click();
  await other.page.getByRole('link', { name }).waitFor({ timeout: 5_000 });

  await other.page.getByRole('link', { name }).click();
  await other.page.getByTestId('composer-text').fill('I may only look, but I can write this.');
  await other.page.getByTestId('composer-send').click();
  await other.page.getByTestId('timeline-note').waitFor();
  expect(await other.page.getByTestId('edit-name').count()).toBe(0);
});

test('a group made on its page holds whom it names', async () => {
  const { page } = admin;
  const person = await hire((await makePost({})).position);
  const name = unique('Group');
  await page.goto('/admin/groups/new');
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByPlaceholder('Add a person, role, department, group…').fill(person.name);
  await page.getByRole('option', { name: person.name }).click();
  await page.getByRole('checkbox', { name: 'Manager' }).click();
  await page.getByTestId('save').click();
  await page.getByRole('link', { name }).waitFor();
  const employee = await call<{ groups: { manager: boolean }[] }>(
    admin,
    'GET',
    `/api/employees/${person.id}`,
  );
  expect(employee.groups).toMatchObject([{ manager: true }]);
  await page.goto('/employees');
  await page.getByRole('searchbox', { name: 'Find an employee' }).fill(person.name);
  await page.getByRole('grid').getByText(person.name).waitFor();
  expect(await page.getByRole('gridcell', { name: 'Novak' }).count()).toBe(1);
});

test('all holders of a team role see what one of them is responsible for', async () => {
  await makeDealsPrivate();
  const post = await makePost({ deal: own }, { team: 'view' });
  const [one, two] = [await hire(post.position), await hire(post.position)];
  const name = unique('Team deal');
  await makeDeal(name, one.id);
  const desk = await deskOf(two);
  await desk.page.goto('/t/deal');
  await desk.page.getByRole('link', { name }).waitFor();
});

test('a hidden field is nowhere in the window', async () => {
  const post = await makePost({ deal: own }, { fields: { deal: { value: 'hidden' } } });
  const person = await hire(post.position);
  const deal = await call<Item>(admin, 'POST', '/api/records/deal', {
    fields: { name: unique('Secretive'), value: { amount: '777123', currency: 'EUR' } },
    responsible: person.id,
  });
  const desk = await deskOf(person);
  await desk.page.goto('/t/deal');
  await desk.page.getByRole('grid').waitFor();
  expect(await desk.page.getByRole('columnheader', { name: 'Value' }).count()).toBe(0);
  await desk.page.getByTestId('add-filter').click();
  await desk.page.getByRole('menuitem', { name: 'Deal', exact: true }).waitFor();
  expect(await desk.page.getByRole('menuitem', { name: 'Value' }).count()).toBe(0);
  await desk.page.goto(`/t/deal/${deal.id}`);
  await desk.page.getByTestId('card-title').waitFor();
  expect(await desk.page.content()).not.toMatch(/777[\s,\u00a0]?123/);
});

test('somebody moved to another role sees the change in the page he has open', async () => {
  await makeDealsPrivate();
  const narrow = await makePost({ deal: own });
  const wide = await makePost({ deal: { ...own, view: ['all'] } });
  const person = await hire(narrow.position);
  const name = unique('Widely seen');
  await makeDeal(name);
  const desk = await deskOf(person);
  await desk.page.goto(`/t/deal?q=${encodeURIComponent(name)}`);
  await desk.page.getByText('Nothing matches').waitFor();
  const employee = await call<Item>(admin, 'GET', `/api/employees/${person.id}`);
  const response = await admin.context.request.fetch(`/api/employees/${person.id}`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', 'If-Match': `"${employee.version}"` },
    data: { position_id: wide.position.id },
  });
  expect(response.status()).toBe(200);
  await desk.page.getByRole('link', { name }).waitFor({ timeout: 5_000 });
});

test('Why? names the rule', async () => {
  const post = await makePost({ deal: own });
  const person = await hire(post.position);
  const deal = await makeDeal(unique('Explained'), person.id);
  const desk = await deskOf(person);
  await desk.page.goto(`/t/deal/${deal.id}`);
  await desk.page.getByRole('tab', { name: 'Why?' }).click();
  await desk.page.getByTestId('explanation').getByText('Allowed').waitFor();
  const profile = (await call<{ name: string }>(admin, 'GET', `/api/profiles/${post.profile.id}`)).name;
  await desk.page.getByTestId('explanation').getByText(profile).first().waitFor();
  expect(await findings(desk.page)).toEqual([]);
});

test('pages of the administration have no accessibility findings in either theme', async () => {
  const { page } = admin;
  for (const theme of ['light', 'dark']) {
    await page.evaluate((value) => localStorage.setItem('kontora.theme', value), theme);
    for (const path of [
      '/admin',
      '/admin/profiles',
      '/admin/types/deal',
      '/admin/sharing-rules/new',
      '/employees',
      '/settings',
    ]) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await findings(page), `${path} in ${theme}`).toEqual([]);
    }
  }
});
