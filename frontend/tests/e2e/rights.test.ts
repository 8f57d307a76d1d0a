import { describe, expect, test } from 'vitest';
import { call, findings, unique } from './browser';
import { pressUntilSeen } from './moments';
import { officeIn } from './offices';
import { NAMES, ownDeals } from './people';
import { ask } from './recording';
import { askWhy } from './why';
import { LANGUAGES, officeText, officeWord, windowText } from './words';

describe.for(LANGUAGES)('in %s', (language) => {
  const t = windowText(language);
  const names = NAMES[language];
  const at = officeIn(language);

  test('a role set by hand is marked, survives, and goes back to what the position says', async () => {
    const { page } = at.office.admin;
    const post = await at.office.makePost({});
    const other = await at.office.make('roles', { name: unique('Another role') });
    const person = await at.office.hire({ position_id: post.position.id });
    interface Held {
      role_id: string;
      role_source: string;
    }
    const held = () => call<Held>(at.office.admin, 'GET', `/api/employees/${person.id}`);
    await page.goto(`/employees/${person.id}`);
    await page.getByTestId('employee-role').fill(other.name);
    await page.getByRole('option', { name: other.name }).click();
    await page.getByTestId('role-exception').waitFor();
    await page.getByTestId('save-employee').click();
    await expect.poll(held).toMatchObject({ role_id: other.id, role_source: 'manual' });
    await page.getByRole('button', { name: t('employees.reset_role') }).click();
    await page.getByTestId('save-employee').click();
    await expect.poll(held).toMatchObject({ role_id: post.role.id, role_source: 'position' });
  });

  test('a group made on its page holds whom it names', async () => {
    const { page } = at.office.admin;
    const person = await at.office.hire({ position_id: (await at.office.makePost({})).position.id });
    const name = unique('Group');
    await page.goto('/admin/groups/new');
    await page.getByRole('textbox', { name: t('admin.name') }).fill(name);
    await page.getByPlaceholder(t('admin.add_member')).fill(person.name);
    await page.getByRole('option', { name: person.name }).click();
    await page.getByRole('checkbox', { name: t('admin.manager') }).click();
    await page.getByTestId('save').click();
    await page.getByRole('link', { name }).waitFor();
    const { groups } = await call<{ groups: unknown[] }>(
      at.office.admin,
      'GET',
      `/api/employees/${person.id}`,
    );
    expect(groups).toMatchObject([{ manager: true }]);
  });

  test('the list of employees finds one by name', async () => {
    const { page } = at.office.admin;
    const person = await at.office.hire({ position_id: (await at.office.makePost({})).position.id });
    await page.goto('/employees');
    await page.getByRole('searchbox', { name: t('employees.find') }).fill(person.name);
    await page.getByRole('grid').getByText(person.name).waitFor();
    expect(await page.getByRole('gridcell', { name: names.last }).count()).toBe(1);
  });

  test('all holders of a team role see what one of them is responsible for, and Why? says so', async () => {
    const post = await at.office.makePost({ deal: ownDeals }, { team: 'view' });
    const one = await at.office.hire({ position_id: post.position.id });
    const two = await at.office.hire({ position_id: post.position.id });
    const stranger = await at.office.hire({
      position_id: (await at.office.makePost({ deal: ownDeals }, { team: 'view' })).position.id,
    });
    const name = unique(names.deal);
    const deal = await at.office.makeDeal({ name }, one);
    const desk = await at.office.deskOf(two);
    await desk.page.goto('/t/deal');
    await desk.page.getByRole('link', { name }).click();
    await askWhy(
      desk.page,
      language,
      {},
      {
        allowed: true,
        rules: [
          officeText(language, 'access.why.team', {
            responsible: one.name,
            level: officeWord(language, 'access.level.view'),
          }),
        ],
      },
    );
    const other = await at.office.deskOf(stranger);
    await other.page.goto(`/t/deal/${deal.id}`);
    await other.page.getByTestId('not-found').waitFor();
  });

  test('who may only view adds a note and a task, and is told what keeps him from changing', async () => {
    const post = await at.office.makePost({ deal: { view: ['own'] } });
    const person = await at.office.hire({ position_id: post.position.id });
    const name = unique(names.deal);
    const deal = await at.office.makeDeal({ name });
    await at.office.share(deal, [person], 'edit');
    const { page } = await at.office.deskOf(person);
    await page.goto(`/t/deal?q=${encodeURIComponent(name)}`);
    await page.getByRole('link', { name }).waitFor();
    expect(await page.getByTestId('new-record').count()).toBe(0);
    await page.getByRole('link', { name }).click();
    await page.getByTestId('card-title').getByText(name).waitFor();
    expect(await page.getByTestId('edit-name').count()).toBe(0);

    const note = unique('note');
    await page.getByTestId('composer-text').fill(note);
    await page.getByTestId('composer-send').click();
    await page.getByTestId('timeline-note').getByText(note).waitFor();
    const title = unique('task');
    await page.getByRole('button', { name: t('composer.task'), exact: true }).click();
    await page.getByTestId('composer-text').fill(title);
    await page.getByTestId('composer-send').click();
    const task = page.getByTestId('timeline-task').getByRole('checkbox', { name: title });
    await task.click();
    await expect.poll(() => task.isChecked()).toBe(true);

    await askWhy(
      page,
      language,
      { action: 'edit' },
      {
        allowed: false,
        rules: [officeText(language, 'access.why.cap_silent', { profile: post.profile.name })],
      },
    );
    expect(await findings(page)).toEqual([]);
    const refused = await ask(page, 'PATCH', `/api/records/deal/${deal.id}`, { fields: { name: 'mine' } });
    expect(refused.status).toBe(403);
    expect(JSON.parse(refused.text).detail).toMatch(
      officeText(language, 'access.refuse.cap.one', { profiles: post.profile.name }),
    );
  });

  test('a field hidden in a profile leaves the page one has open, and Why? names the profile', async () => {
    const post = await at.office.makePost({ deal: ownDeals });
    const person = await at.office.hire({ position_id: post.position.id });
    const deal = await at.office.makeDeal({ name: unique(names.deal) }, person);
    const value = await at.office.fieldName('deal', 'value');
    const { page } = await at.office.deskOf(person);
    await page.goto('/t/deal');
    await page.getByRole('columnheader', { name: value }).waitFor();

    const editor = at.office.admin.page;
    await editor.goto(`/admin/profiles/${post.profile.id}`);
    await editor.getByRole('button', { name: await at.office.typeName('deal', 'many'), exact: true }).click();
    const right = editor.getByRole('combobox', { name: t('matrix.right_to', { name: value }) });
    await right.selectOption(t('field_right.hidden'));
    await editor.getByTestId('save').click();
    await page.getByRole('columnheader', { name: value }).waitFor({ state: 'detached' });

    await editor.goto(`/t/deal/${deal.id}`);
    const rule = officeText(language, 'access.why.field_profile', {
      profile: post.profile.name,
      field: value,
      right: officeWord(language, 'access.right.hidden'),
    });
    const question = { employee: person.name, field: value };
    await askWhy(editor, language, question, { allowed: false, rules: [rule] });
  });

  test('somebody moved to another role sees the change in the page he has open, and Why? names it', async () => {
    const narrow = await at.office.makePost({ deal: { view: ['own'] } });
    const wide = await at.office.makePost({ deal: { view: ['all'], create: ['own'] } });
    const person = await at.office.hire({ position_id: narrow.position.id });
    const name = unique(names.deal);
    await at.office.makeDeal({ name });
    const { page } = await at.office.deskOf(person);
    await page.goto(`/t/deal?q=${encodeURIComponent(name)}`);
    await page.getByText(t('list.nothing_matches')).waitFor();
    expect(await page.getByTestId('new-record').count()).toBe(0);

    const editor = at.office.admin.page;
    await editor.goto(`/employees/${person.id}`);
    const position = editor.getByTestId('employee-position');
    // The present one comes into the input a moment after the options, over whatever was typed before.
    await expect.poll(() => position.inputValue()).toBe(narrow.position.name);
    await position.fill(wide.position.name);
    await editor.getByRole('option', { name: wide.position.name }).click();
    const shown = await pressUntilSeen(editor.getByTestId('save-employee'), page, name);
    console.info(`${language}: a change of role shows after ${Math.round(shown)} ms`);
    await page.getByTestId('new-record').waitFor();
    await page.getByRole('link', { name }).click();
    const all = officeWord(language, 'access.reach.all');
    await askWhy(
      page,
      language,
      {},
      {
        allowed: true,
        rules: [
          officeText(language, 'access.why.cap', { profile: wide.profile.name, reach: all }),
          officeText(language, 'access.why.reach', { reach: all }),
        ],
      },
    );

    await at.office.change(`/api/employees/${person.id}`, { position_id: narrow.position.id });
    await page.getByTestId('not-found').waitFor();
  });

  test('a card that is taken away leaves the window, and comes back with the right to it', async () => {
    const narrow = await at.office.makePost({ deal: { view: ['own'] } });
    const wide = await at.office.makePost({ deal: { view: ['all'] } });
    const person = await at.office.hire({ position_id: narrow.position.id });
    const name = unique(names.deal);
    const deal = await at.office.makeDeal({ name });
    await at.office.share(deal, [person], 'view');
    const { page } = await at.office.deskOf(person);
    await page.goto(`/t/deal/${deal.id}`);
    await page.getByTestId('card-title').getByText(name).waitFor();
    await at.office.share(deal, [], 'view');
    await page.getByTestId('not-found').waitFor();
    await at.office.change(`/api/employees/${person.id}`, { position_id: wide.position.id });
    await page.getByTestId('card-title').getByText(name).waitFor();
  });
});
