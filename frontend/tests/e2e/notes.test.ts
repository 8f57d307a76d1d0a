import { describe, expect, test } from 'vitest';
import { call, findings, unique } from './browser';
import { officeIn } from './offices';
import { LANGUAGES, windowText } from './words';

describe.for(LANGUAGES)('what is written on a card, in %s', (language) => {
  const t = windowText(language);
  const at = officeIn(language);

  test('has formatting and mentions, outlives a reload, is changed and taken back', async () => {
    const { admin } = at.office;
    const post = await at.office.makePost({ deal: { view: ['own'] } });
    const stranger = await at.office.hire({ role_id: post.role.id, role_source: 'manual' });
    const deal = await at.office.makeDeal({ name: unique('Crane') });
    const { page } = admin;
    await page.goto(`/t/deal/${deal.id}`);
    const text = page.getByTestId('composer-text');
    await text.click();
    await page.keyboard.type('Ask ');
    await page.keyboard.press('Control+B');
    await page.keyboard.type('today');
    await page.keyboard.press('Control+B');
    await page.keyboard.type(` @${stranger.name.split(' ')[1]}`);
    const option = page.getByTestId('mention-option').filter({ hasText: stranger.name });
    await option.getByText(t('composer.mention_unseen')).waitFor();
    await option.click();
    await text.locator('[data-mention]').waitFor();
    expect(await findings(page)).toEqual([]);

    await page.reload();
    await text.locator('[data-mention]').waitFor();
    expect(await text.locator('strong').textContent()).toBe('today');
    await text.click();
    await page.keyboard.press('Control+Enter');
    const note = page.getByTestId('timeline-note');
    await note.getByText('today').waitFor();
    await expect.poll(() => text.textContent()).toBe('');
    const { items } = await call<{ items: { text: string }[] }>(
      admin,
      'GET',
      `/api/records/deal/${deal.id}/timeline?kinds=note`,
    );
    expect(items[0]?.text.trim()).toBe(`Ask **today** @[${stranger.name}](employee:${stranger.id})`);

    await note.hover();
    await note.getByRole('button', { name: t('timeline.edit') }).click();
    await page.getByTestId('comment-text').fill('Tomorrow');
    await note.getByRole('button', { name: t('common.save') }).click();
    await note.getByText('Tomorrow').waitFor();
    await note.hover();
    await note.getByRole('button', { name: t('timeline.remove') }).click();
    await note.waitFor({ state: 'detached' });
    await page
      .getByRole('button', { name: t('common.undo') })
      .last()
      .click();
    await note.getByText('Tomorrow').waitFor();
  });

  test('is sent without taking the focus, or what was typed meanwhile', async () => {
    const { page } = at.office.admin;
    const deal = await at.office.makeDeal({ name: unique('Crane') });
    await page.goto(`/t/deal/${deal.id}`);
    const text = page.getByTestId('composer-text');
    await text.click();
    await page.keyboard.type('The first');
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    // The note is written, and only its answer is long in coming.
    await page.route('**/notes', async (route) => {
      const response = await route.fetch();
      await answered;
      await route.fulfill({ response });
    });
    await page.keyboard.press('Control+Enter');
    const notes = page.getByTestId('timeline-note');
    await notes.getByText('The first').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('The second');
    const search = page.getByTestId('timeline-search');
    await search.focus();
    answer();
    await expect.poll(() => text.textContent()).toBe('The second');
    expect(await search.evaluate((element) => element === document.activeElement)).toBe(true);
    await text.press('Control+Enter');
    await notes.getByText('The second').waitFor();
    await expect.poll(() => text.textContent()).toBe('');
    await page.unroute('**/notes');
  });

  test('is found by kind, words and the address; the next step stands on top', async () => {
    const { admin } = at.office;
    const deal = await at.office.makeDeal({ name: unique('Crane') });
    const path = `/api/records/deal/${deal.id}`;
    await call(admin, 'POST', `${path}/notes`, { text: 'A **yellow** one' });
    await call(admin, 'POST', `${path}/notes`, { text: 'A blue one' });
    await call(admin, 'PATCH', path, { fields: { name: unique('Derrick') } });
    const { page } = admin;
    await page.goto(`/t/deal/${deal.id}`);
    await page.getByText(t('timeline.no_next_step')).waitFor();
    await call(admin, 'POST', `${path}/tasks`, { title: 'Measure the yard' });
    await page.getByTestId('next-step').getByText('Measure the yard').waitFor();

    const notes = page.getByTestId('timeline-note');
    await expect.poll(() => notes.count()).toBe(2);
    await page.getByTestId('timeline-search').fill('yellow');
    await expect.poll(() => notes.count()).toBe(1);
    await expect.poll(() => page.getByTestId('timeline-task').count()).toBe(0);
    await page.waitForURL((url) => url.searchParams.get('q') === 'yellow');
    await page.reload();
    await notes.getByText('yellow').waitFor();
    await page.getByTestId('timeline-kind').click();
    await page.getByRole('option', { name: t('timeline.filters.task'), exact: true }).click();
    await page
      .getByRole('region', { name: t('timeline.title') })
      .getByText(t('timeline.none'))
      .waitFor();
    await page.getByRole('button', { name: t('timeline.clear') }).click();
    await page.getByTestId('timeline-task').waitFor();
    expect(await findings(page)).toEqual([]);

    await page.getByTestId('history-name').click();
    await page.getByTestId('field-history').getByText('Crane', { exact: false }).waitFor();
    expect(await findings(page)).toEqual([]);
  });
});
