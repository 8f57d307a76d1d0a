import { describe, expect, test } from 'vitest';
import { call, findings, unique } from './browser';
import { officeIn } from './offices';
import { LANGUAGES, type Language, windowText } from './words';

const own = { view: ['own'], create: ['own'], edit: ['own'], delete: ['own'] };

describe.for(LANGUAGES)('meetings and calls, in %s', (language) => {
  const t = windowText(language);
  const at = officeIn(language);

  test('are made on a card, stand in its timeline and are nobody else’s', async () => {
    const post = await at.office.makePost({ deal: own, task: own, meeting: own, call: own });
    const rep = await at.office.hire({ role_id: post.role.id, role_source: 'manual' });
    const colleague = await at.office.hire({ role_id: post.role.id, role_source: 'manual' });
    const deal = await at.office.makeDeal({ name: unique('Crane') }, rep);
    const his = await at.office.deskOf(rep);
    const { page } = his;
    await page.goto(`/t/deal/${deal.id}`);
    await page.getByTestId('next-step').getByText(t('timeline.no_next_step')).waitFor();
    const composer = page.getByRole('group', { name: t('composer.title') });
    const form = page.getByTestId('activity-form');

    await composer.getByRole('button', { name: t('composer.call'), exact: true }).click();
    await form.getByTestId('field-phone').fill('+49 30 901820');
    await form.getByTestId('field-minutes').fill('7');
    await form.getByTestId('field-result').click();
    await page.getByRole('option', { name: await choice('call', 'result', 'busy'), exact: true }).click();
    await form.getByTestId('field-comment').fill('They ring back');
    expect(await findings(page)).toEqual([]);
    await page.reload();
    await composer.getByRole('button', { name: t('composer.call'), exact: true }).click();
    expect(await form.getByTestId('field-comment').inputValue()).toBe('They ring back');
    await form.getByTestId('composer-send').click();
    const calls = page.getByTestId('timeline-call');
    await calls.getByText('They ring back').waitFor();
    await calls.getByText(t('timeline.minutes', { minutes: '7' }), { exact: false }).waitFor();
    await expect.poll(() => form.getByTestId('field-comment').inputValue()).toBe('');

    const subject = unique('On site');
    await composer.getByRole('button', { name: t('composer.meeting'), exact: true }).click();
    await form.getByTestId('composer-send').click();
    await form.getByRole('alert').first().waitFor();
    await form.getByTestId('field-name').fill(subject);
    await form.getByTestId('field-starts').click();
    await page.locator('button[data-today]').click();
    await page.keyboard.press('Escape');
    await form.getByTestId('composer-send').click();
    const meetings = page.getByTestId('timeline-meeting');
    await meetings.getByText(subject).waitFor();
    await page.getByTestId('next-step').getByText(subject).waitFor();
    expect(await findings(page)).toEqual([]);

    await page.getByTestId('timeline-kind').click();
    await page.getByRole('option', { name: t('timeline.filters.meeting'), exact: true }).click();
    await calls.waitFor({ state: 'detached' });
    await meetings.getByRole('checkbox').click();
    await page.getByTestId('next-step').getByText(t('timeline.no_next_step')).waitFor();
    await meetings.getByRole('link', { name: `${t('record.open')}: ${subject}` }).click();
    await page.getByTestId('card-title').getByText(subject).waitFor();

    const hers = await at.office.deskOf(colleague);
    await hers.page.goto(`/t/deal/${deal.id}`);
    await hers.page.getByText(t('common.not_found'), { exact: true }).waitFor();
    for (const type of ['meeting', 'call']) {
      await hers.page.goto(`/t/${type}`);
      const name = await at.office.typeName(type, 'many');
      await hers.page.getByText(t('list.empty', { name })).waitFor();
    }
    const found = await call<{ items: unknown[] }>(
      hers,
      'GET',
      `/api/search?q=${encodeURIComponent(subject)}`,
    );
    expect(found.items).toEqual([]);
  });

  test('change at once on the card of a colleague who may not open them', async () => {
    const post = await at.office.makePost({ deal: own, task: own, meeting: own });
    const rep = await at.office.hire({ role_id: post.role.id, role_source: 'manual' });
    const colleague = await at.office.hire({ role_id: post.role.id, role_source: 'manual' });
    const deal = await at.office.makeDeal({ name: unique('Crane') }, rep);
    await at.office.share(deal, [colleague], 'view');
    const his = await at.office.deskOf(rep);
    const hers = await at.office.deskOf(colleague);
    const subject = unique('On site');
    const { id } = await call<{ id: string }>(his, 'POST', '/api/records/meeting', {
      fields: { name: subject, starts: '2031-02-01T10:00:00Z', about: { type: 'deal', id: deal.id } },
    });
    await hers.page.goto(`/t/deal/${deal.id}`);
    const meeting = hers.page.getByTestId('timeline-meeting');
    await meeting.getByText(subject).waitFor();
    await hers.page.getByTestId('next-step').getByText(t('timeline.no_next_step')).waitFor();
    const box = meeting.getByRole('checkbox');
    expect(await box.isChecked()).toBe(false);
    await call(his, 'PATCH', `/api/records/meeting/${id}`, { fields: { done: true } });
    await expect.poll(() => box.isChecked()).toBe(true);
    expect(await findings(hers.page)).toEqual([]);
    await call(his, 'DELETE', `/api/records/meeting/${id}`);
    await meeting.waitFor({ state: 'detached' });
  });

  async function choice(type: string, field: string, value: string): Promise<string> {
    interface Type {
      fields: { name: string; choices?: { value: string; labels: Record<Language, string> }[] }[];
    }
    const { fields } = await call<Type>(at.office.admin, 'GET', `/api/types/${type}`);
    const choices = fields.find(({ name }) => name === field)?.choices;
    return choices?.find((each) => each.value === value)?.labels[language] ?? '';
  }
});
