import { describe, expect, test } from 'vitest';
import { call, findings, unique } from './browser';
import { officeIn } from './offices';
import { ownDeals } from './people';
import { LANGUAGES, windowText } from './words';

describe.for(LANGUAGES)('the palette, in %s', (language) => {
  const t = windowText(language);
  const at = officeIn(language);

  async function open() {
    const { page } = at.office.admin;
    await page.goto('/settings');
    await page.getByRole('heading', { name: t('settings.title') }).waitFor();
    await page.keyboard.press('/');
    const box = page.getByRole('combobox', { name: t('shell.search') });
    await box.waitFor();
    const offers = page.getByRole('dialog').getByRole('option');
    return { page, box, offers };
  }

  test('finds a record whose name was typed in the other layout', async () => {
    const mark = Date.now()
      .toString(36)
      .replace(/[^0-9]/g, '');
    await at.office.makeDeal({ name: `Сделка ${mark} ${language}` });
    await at.office.makeDeal({ name: `Deal ${mark} ${language}` });
    const { box, offers } = await open();
    await box.fill(`cltkrf ${mark}`);
    await offers.filter({ hasText: `Сделка ${mark} ${language}` }).waitFor();
    await box.fill(`вуфд ${mark}`);
    await offers.filter({ hasText: `Deal ${mark} ${language}` }).waitFor();
  });

  test('finds a telephone number however it is written', async () => {
    const name = unique('Caller');
    const number = String(Date.now() % 10_000_000).padStart(7, '0');
    await at.office.make('records/contact', { fields: { name, phone: `+7495${number}` } });
    const { box, offers } = await open();
    const written = `8 (495) ${number.slice(0, 3)}-${number.slice(3, 5)}-${number.slice(5)}`;
    await box.fill(written);
    await offers.filter({ hasText: name }).waitFor();
  });

  test('offers commands after >, colleagues after @ and pages by rights', async () => {
    const { page, box, offers } = await open();
    await box.fill('>');
    await offers.filter({ hasText: t('shell.sign_out') }).waitFor();
    await offers.filter({ hasText: t('admin.sections.roles.title') }).waitFor();
    for (const theme of ['light', 'dark'] as const) {
      await page.evaluate(
        (to) => document.documentElement.setAttribute('data-mantine-color-scheme', to),
        theme,
      );
      expect(await findings(page)).toEqual([]);
    }
    const { position } = await at.office.makePost({ deal: ownDeals });
    const person = await at.office.hire({ position_id: position.id });
    await box.fill(`@${person.name}`);
    await offers.filter({ hasText: person.name }).click();
    await page.waitForURL(`**/employees/${person.id}`);

    const clerk = await at.office.deskOf(person);
    await clerk.page.goto('/settings');
    await clerk.page.getByRole('heading', { name: t('settings.title') }).waitFor();
    await clerk.page.keyboard.press('Control+KeyK');
    await clerk.page.getByRole('combobox', { name: t('shell.search') }).fill('>');
    const theirs = clerk.page.getByRole('dialog').getByRole('option');
    await theirs.filter({ hasText: t('shell.sign_out') }).waitFor();
    expect(await theirs.filter({ hasText: t('admin.sections.roles.title') }).count()).toBe(0);
  });

  test('shows what was opened last by its name of today, and forgets it with the session', async () => {
    const { position } = await at.office.makePost({ deal: ownDeals });
    const person = await at.office.hire({ position_id: position.id });
    const kept = await at.office.makeDeal({ name: unique('Kept') }, person);
    const lost = await at.office.makeDeal({ name: unique('Lost') }, person);
    const desk = await at.office.deskOf(person);
    for (const { id } of [kept, lost]) {
      await desk.page.goto(`/t/deal/${id}`);
      await desk.page.getByTestId('card-title').waitFor();
    }
    await at.office.change(`/api/records/deal/${kept.id}`, { fields: { name: `New ${kept.id}` } });
    await call(at.office.admin, 'DELETE', `/api/records/deal/${lost.id}`);
    await desk.page.goto('/settings');
    await desk.page.getByRole('heading', { name: t('settings.title') }).waitFor();
    await desk.page.keyboard.press('Control+KeyK');
    const offers = desk.page.getByRole('dialog').getByRole('option');
    await offers.filter({ hasText: `New ${kept.id}` }).waitFor();
    expect(await offers.filter({ hasText: 'Lost' }).count()).toBe(0);

    await desk.page.getByRole('combobox', { name: t('shell.search') }).fill(`>${t('shell.sign_out')}`);
    await offers.filter({ hasText: t('shell.sign_out') }).click();
    await desk.page.waitForURL('**/sign-in**');
    const remembered = () => desk.page.evaluate(() => JSON.stringify({ ...localStorage }));
    expect(await remembered()).not.toContain(kept.id);
  });
});
