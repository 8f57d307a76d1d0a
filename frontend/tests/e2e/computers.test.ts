import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, findings, launch, office, openDesk, signIn, unique } from './browser';
import { Computer } from './computers';
import { officeIn } from './offices';
import { ownDeals, PASSWORD } from './people';
import { LANGUAGES, windowText } from './words';

/** Runs in the page: nobody has been there for a quarter of an hour. */
const longAgo = (key: string) => localStorage.setItem(key, String(Date.now() - 15 * 60_000));

describe.for(LANGUAGES)('people at computers of their own, in %s', (language) => {
  const t = windowText(language);
  const at = officeIn(language);
  let browser: Browser;
  const computers: Computer[] = [];
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    for (const each of computers.splice(0)) {
      expect(each.desk.complaints).toEqual([]);
      await each.close();
    }
    await browser.close();
  });

  /** A representative at a computer with a desk on it. */
  const settle = async () => {
    const { role } = await at.office.makePost({ deal: ownDeals, contact: { view: ['all'] } });
    const person = await at.office.hire({ role_id: role.id, role_source: 'manual' });
    const computer = await Computer.of(browser, person);
    computers.push(computer);
    return { person, computer, page: computer.desk.page };
  };

  const type = async (card: Locator, field: string, text: string) => {
    await card.page().getByTestId(`edit-${field}`).click();
    await card.page().locator('dd input').fill(text);
    await card.page().keyboard.press('Enter');
    await card.page().locator('dd input').waitFor({ state: 'detached' });
  };

  test('work on while the cable is cut, and meet again without losing a word', async () => {
    const [first, second] = [await settle(), await settle()];
    const named = unique('Quay');
    const secret = unique('canary');
    const [shared, lost] = [
      await at.office.makeDeal({ name: named }),
      await at.office.makeDeal({ name: unique('Pier'), comment: secret }),
    ];
    await at.office.share(shared, [first.person, second.person], 'edit');
    await at.office.share(lost, [second.person], 'edit');
    for (const { page } of [first, second]) {
      await page.goto('/t/deal');
      await page.getByRole('row').filter({ hasText: named }).waitFor();
    }
    await expect.poll(() => second.computer.holdsSealed(secret)).toBe(true);
    expect(await second.computer.holds(secret)).toBe(false);

    first.computer.cable.cut();
    second.computer.cable.cut();
    const [mine, theirs, words] = [unique('Second'), unique('First'), unique('Words')];
    for (const [{ page }, deal, name] of [
      [first, shared, theirs],
      [second, shared, mine],
      [second, lost, words],
    ] as const) {
      await page.goto(`/t/deal/${deal.id}`);
      await type(page.locator('main'), 'name', name);
      await page.getByTestId('card-title').filter({ hasText: name }).waitFor();
    }
    await second.page.goto(`/t/deal/${shared.id}`);
    await type(second.page.locator('main'), 'number', '4711');
    await second.page
      .getByTestId('sync-pill')
      .getByText(t('sync.waiting', { count: 3 }))
      .waitFor();
    expect(await findings(second.page)).toEqual([]);
    await call(at.office.admin, 'PUT', `/api/records/deal/${lost.id}/shares`, { items: [], with: [] });

    first.computer.cable.mend();
    await expect.poll(() => nameOf(shared.id)).toBe(theirs);
    second.computer.cable.mend();
    await second.page
      .getByTestId('sync-pill')
      .getByText(t('sync.decide', { count: 2 }))
      .click();
    const clash = second.page.getByTestId('outbox-item').filter({ hasText: mine });
    await clash.getByRole('definition').filter({ hasText: theirs }).waitFor();
    const kept = second.page.getByTestId('outbox-item').filter({ hasText: words });
    await kept.getByText(t('outbox.lost')).waitFor();
    expect(await findings(second.page)).toEqual([]);
    expect((await dealAt(shared.id)).fields.number).toBe('4711');

    await clash.getByTestId('outbox-keep').click();
    await clash.waitFor({ state: 'detached' });
    await expect.poll(() => nameOf(shared.id)).toBe(mine);
    await expect.poll(() => second.computer.holdsSealed(secret)).toBe(false);
    await kept.getByTestId('outbox-dismiss').click();
    await second.page
      .getByRole('dialog')
      .getByRole('button', { name: t('outbox.actions.dismiss') })
      .click();
    await second.page.getByText(t('outbox.empty')).waitFor();
  });

  test('find a computer locked that nobody has used for a while, and each finds his own', async () => {
    const { person, page } = await settle();
    const { role } = await at.office.makePost({ deal: ownDeals });
    const other = await at.office.hire({ role_id: role.id, role_source: 'manual' });
    await page.goto('/settings');
    await page.getByRole('combobox', { name: t('settings.lock_after') }).waitFor();
    for (const { login, name } of [other, person]) {
      await page.getByTestId('sync-pill').waitFor();
      await page.evaluate(longAgo, 'kontora.active-at');
      await page.waitForURL((url) => url.pathname === '/sign-in');
      await page.locator('input[name=login]').fill(login);
      await page.locator('input[name=password]').fill(PASSWORD);
      await page.locator('button[type=submit]').click();
      await page.waitForURL((url) => url.pathname === '/settings');
      await page.locator('main').getByText(name).first().waitFor();
    }
  });

  test('open what is kept by the password alone, with the office away', async () => {
    const { computer, person, page } = await settle();
    const deal = await at.office.makeDeal({ name: unique('Mole') });
    await at.office.share(deal, [person], 'edit');
    await page.goto(`/t/deal/${deal.id}`);
    await page.getByTestId('card-title').waitFor();
    computer.cable.cut();
    await computer.restart();
    await page.reload();
    await page.waitForURL((url) => url.pathname === '/sign-in');
    const enter = async (password: string) => {
      await page.locator('input[name=login]').fill(person.login);
      await page.locator('input[name=password]').fill(password);
      await page.locator('button[type=submit]').click();
    };
    await enter('not the password');
    await page
      .getByRole('alert')
      .filter({ hasText: /the office cannot be asked now|офис сейчас не спросить/ })
      .waitFor();
    await enter(PASSWORD);
    await page.getByTestId('card-title').filter({ hasText: deal.name }).waitFor();
  });

  test('lose the copy on a computer that its owner has it removed from', async () => {
    const { computer, person, page } = await settle();
    const elsewhere = await openDesk(browser, 'en-GB', office.url);
    await signIn(elsewhere, person.login, PASSWORD);
    await elsewhere.page.goto('/settings');
    const listed = elsewhere.page.getByTestId('desks').getByRole('listitem');
    await listed.getByTestId('desk-remove').click();
    expect(await findings(elsewhere.page)).toEqual([]);
    await elsewhere.page.getByTestId('confirm-sure').click();
    await listed.waitFor({ state: 'detached' });
    await page.waitForURL((url) => url.pathname === '/sign-in');
    await expect.poll(() => computer.people()).toEqual([]);
    await elsewhere.close();
  });

  test('keep as much on a computer as its owner chooses', async () => {
    const { computer, person, page } = await settle();
    const [mine, theirs] = [unique('Mine'), unique('Theirs')];
    const caller = await call<{ id: string }>(at.office.admin, 'POST', '/api/records/contact', {
      fields: { name: unique('Caller') },
    });
    const owned = await at.office.makeDeal({ name: mine, contact: caller.id });
    await call(at.office.admin, 'POST', `/api/records/deal/${owned.id}/transfer`, { to: person.id });
    await at.office.share(await at.office.makeDeal({ name: theirs }), [person], 'edit');
    await expect.poll(() => computer.holdsSealed(theirs)).toBe(true);
    await page.goto('/settings');
    await page.getByTestId('held').waitFor();
    await page.getByRole('combobox', { name: t('settings.copy_whose') }).click();
    await page.getByRole('option', { name: t('settings.copy_mine') }).click();
    await expect.poll(() => computer.holdsSealed(theirs)).toBe(false);
    expect(await computer.holdsSealed(mine)).toBe(true);
    expect(await findings(page)).toEqual([]);
    await page.goto('/t/deal');
    const row = (name: string) => page.getByRole('row').filter({ hasText: name });
    await row(mine).waitFor();
    await row(theirs).waitFor();
    computer.cable.cut();
    await page.reload();
    await row(mine).waitFor();
    await page.getByTestId('sync-pill').getByText(t('sync.away_part')).waitFor();
    expect(await row(theirs).count()).toBe(0);
    await row(mine).getByText(t('sync.not_here')).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.goto('/settings');
    await page.getByTestId('held').getByText(t('settings.copy_later')).waitFor();
    expect(await findings(page)).toEqual([]);
  });

  interface Dealt {
    fields: Record<string, unknown>;
  }
  const dealAt = (id: string) => call<Dealt>(at.office.admin, 'GET', `/api/records/deal/${id}`);
  const nameOf = async (id: string) => (await dealAt(id)).fields.name;
});
