import { describe, expect, test } from 'vitest';
import { call, type Desk, findings, signIn, unique } from './browser';
import { officeIn } from './offices';
import { PASSWORD, type Person } from './people';

const everybody = { view: ['all'], create: ['all'], edit: ['own'], mass_edit: ['own'], transfer: ['all'] };

interface Sums {
  items: { group: string; count: number }[];
}

describe('long work', () => {
  const shared = officeIn('en');

  test('changes more than a thousand records as a job, shows how far it is, and takes it back', async () => {
    const { office } = shared;
    const { page } = office.admin;
    const { items } = await call<Sums>(office.admin, 'GET', '/api/records/deal/sums?group=stage');
    const big = items.filter(({ count }) => count > 1000).sort((a, b) => a.count - b.count)[0];
    if (!big) throw new Error('no stage holds a thousand deals');
    const filter = { field: 'stage', op: '=', value: big.group };
    const said = unique('Bulk');
    const commented = encodeURIComponent(
      JSON.stringify({ and: [filter, { field: 'comment', op: 'starts', value: said }] }),
    );
    const changed = async () =>
      (await call<Sums>(office.admin, 'GET', `/api/records/deal/sums?filter=${commented}`)).items[0]?.count ??
      0;

    await page.goto(`/t/deal?filter=${encodeURIComponent(JSON.stringify({ and: [filter] }))}`);
    await page.getByTestId('select-page').click();
    await page.getByTestId('select-all').click();
    await page.getByRole('button', { name: 'Edit field…' }).click();
    await page.getByTestId('bulk-field').click();
    await page.getByRole('option', { name: 'Comment' }).click();
    await page.getByTestId('field-comment').fill(said);
    await page.getByTestId('bulk-run').click();
    await page.getByRole('progressbar').first().waitFor();
    await page.getByText('records changed').first().waitFor({ timeout: 120_000 });
    expect(await changed()).toBe(big.count);

    await page.goto('/inbox');
    await page.getByTestId('notices-tray').click();
    await page.getByTestId('notices').getByText('Long work is over').waitFor();
    expect(await findings(page, '[data-testid="notices"]')).toEqual([]);
    await page.getByTestId('jobs').getByRole('button', { name: 'Undo' }).first().click();
    await page.getByText('Everything is as it was before.').first().waitFor({ timeout: 120_000 });
    expect(await changed()).toBe(0);
  }, 300_000);
});

describe('people', () => {
  const shared = officeIn('en');

  test('are told of mentions and tasks at once, and open what they are about by Enter', async () => {
    const { office } = shared;
    const { role } = await office.makePost({
      deal: everybody,
      task: { view: ['own'], create: ['own'], transfer: ['all'] },
      employee: { view: ['all'] },
    });
    const people: Person[] = [];
    for (let at = 0; at < 2; at += 1)
      people.push(await office.hire({ role_id: role.id, role_source: 'manual' }));
    const [anna, boris] = people as [Person, Person];
    const hers = await signedIn(shared.office, anna);
    const his = await signedIn(shared.office, boris);
    const name = unique('Crane');
    const deal = await call<{ id: string }>(his, 'POST', '/api/records/deal', { fields: { name } });
    const about = `/api/records/deal/${deal.id}`;
    await call(office.admin, 'PUT', `${about}/shares`, {
      items: [{ principal: { kind: 'employee', id: anna.id }, level: 'view' }],
    });
    await call(his, 'POST', `${about}/notes`, { text: `Look at this, @[Anna](employee:${anna.id})` });
    await hers.page.getByTestId('notices-tray').click();
    const notices = hers.page.getByTestId('notices');
    await notices.getByText('Mention of you').waitFor();
    await call(his, 'POST', `${about}/tasks`, { title: 'Call them', responsible: anna.id });
    await notices.getByText('Task for you').waitFor();
    for (const dark of [false, true]) {
      await hers.page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
      expect(await findings(hers.page)).toEqual([]);
    }
    await notices.getByRole('link', { name }).first().focus();
    await hers.page.keyboard.press('Enter');
    await hers.page.waitForURL(`**/t/deal/${deal.id}`);
    expect(await his.page.getByTestId('notices-tray').textContent()).toBe('');
    await hers.page.goto('/inbox');
    await hers.page.getByTestId('notices').waitFor();
    expect(await findings(hers.page)).toEqual([]);
  }, 120_000);
});

async function signedIn(office: { freshDesk: () => Promise<Desk> }, person: Person): Promise<Desk> {
  const desk = await office.freshDesk();
  await signIn(desk, person.login, PASSWORD);
  return desk;
}
