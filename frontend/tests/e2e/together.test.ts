import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { call, findings, unique } from './browser';
import { officeIn } from './offices';
import { LANGUAGES, windowText } from './words';

const AT_ONCE_MS = 1000;

/** Runs in the page: when what an element shows has been painted. It ends with the page or the test if it never is. */
function painted([selector, wanted]: [string, string]): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      const shown = [...document.querySelectorAll(selector)].some((each) =>
        each.textContent?.includes(wanted),
      );
      if (!shown) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
        port2.postMessage(undefined);
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    look();
  });
}

describe.for(LANGUAGES)('two people on one card, in %s', (language) => {
  const t = windowText(language);
  const at = officeIn(language);

  const rename = async (page: Page, name: string) => {
    await page.getByTestId('edit-name').click();
    await page.locator('dd input').fill(name);
  };

  test('see each other at once, lose nothing they type, and decide where both changed the same', async () => {
    const { admin } = at.office;
    const post = await at.office.makePost({ deal: { view: ['own'], edit: ['own'] } });
    const colleague = await at.office.hire({ role_id: post.role.id, role_source: 'manual' });
    const deal = await at.office.makeDeal({ name: unique('Crane') });
    await at.office.share(deal, [colleague], 'edit');
    const desk = await at.office.deskOf(colleague);
    for (const { page } of [admin, desk]) {
      await page.goto(`/t/deal/${deal.id}`);
      await page.getByTestId('composer-text').waitFor();
    }

    // He types a note and a name while she changes another name.
    await desk.page.getByTestId('composer-text').fill('Half a sent');
    const second = unique('Derrick');
    const seen = desk.page.evaluate(painted, ['[data-testid="card-title"]', second] as [string, string]);
    await rename(admin.page, second);
    const before = await admin.page.evaluate(() => performance.timeOrigin + performance.now());
    await admin.page.keyboard.press('Enter');
    const took = (await seen) - before;
    console.log(`a colleague's change on screen after ${Math.round(took)} ms`);
    expect(took).toBeLessThan(AT_ONCE_MS);
    expect(await desk.page.getByTestId('composer-text').textContent()).toBe('Half a sent');

    // Both change the same field: whoever is later is asked.
    const mine = unique('His');
    const theirs = unique('Hers');
    await rename(desk.page, mine);
    const meanwhile = desk.page.evaluate(painted, ['[data-testid="card-title"]', theirs] as [string, string]);
    await call(admin, 'PATCH', `/api/records/deal/${deal.id}`, { fields: { name: theirs } });
    await meanwhile;
    expect(await desk.page.locator('dd input').inputValue()).toBe(mine);
    await desk.page.keyboard.press('Enter');
    const question = desk.page.getByRole('alert').filter({ hasText: t('conflict.title') });
    await question.getByText(mine).waitFor();
    await question.getByText(theirs).waitFor();
    expect(await findings(desk.page)).toEqual([]);
    const kept = admin.page.evaluate(painted, ['[data-testid="card-title"]', mine] as [string, string]);
    await question.getByRole('button', { name: t('conflict.keep') }).click();
    await kept;

    // The chat.
    for (const { page } of [admin, desk]) await page.getByRole('tab', { name: t('access.chat') }).click();
    const said = admin.page.evaluate(painted, ['[data-testid="chat-message"]', 'Which yard?'] as [
      string,
      string,
    ]);
    await desk.page.getByTestId('chat-text').click();
    await desk.page.keyboard.type('Which yard?');
    await desk.page.keyboard.press('Enter');
    await said;
    await admin.page.getByTestId('chat-text').click();
    await admin.page.keyboard.type('The northern one');
    await admin.page.keyboard.press('Enter');
    const messages = desk.page.getByTestId('chat-message');
    await messages.getByText('The northern one').waitFor();
    expect(await messages.first().textContent()).toContain('Which yard?');
    expect(await findings(desk.page)).toEqual([]);
    expect(at.office.complaints()).toEqual([]);
  });
});
