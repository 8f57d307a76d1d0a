import { expect, test } from 'vitest';
import { router } from '@/app/router';
import { addresses, OUTSIDE } from './addresses';
import { colourFindings, type Desk, findings, launch, openDesk } from './browser';
import { officeIn } from './offices';
import { Visitor, wear } from './visit';
import type { Language } from './words';

const WIDTHS = [1280, 390];

/** Tests of every screen in one language; each language is a file of its own, so that they run beside each other. */
export function everyScreen(language: Language): void {
  const at = officeIn(language);

  test('there is an address for every route', async () => {
    const known = Object.keys(await addresses(at.office.admin));
    expect(known.sort()).toEqual(Object.keys(router.routesByPath).sort());
  });

  test.for(WIDTHS)('can be used by everybody, at a width of %d', { timeout: 600_000 }, async (width) => {
    const desk = at.office.admin;
    await desk.page.setViewportSize({ width, height: 800 });
    await desk.page.goto('/settings');
    const visitor = new Visitor(desk.page);
    const found: string[] = [];
    const known = Object.entries(await addresses(desk)).filter(([route]) => route !== OUTSIDE);
    for (const address of known.flatMap(([, one]) => one)) {
      await visitor.to(address);
      found.push(...(await amiss(desk)).map((line) => `${address} ${line}`));
    }
    expect(found).toEqual([]);
  });

  test('the sign-in can be used by everybody', async () => {
    const browser = await launch();
    const desk = await openDesk(browser, language === 'ru' ? 'ru-RU' : 'en-GB');
    for (const width of WIDTHS) {
      await desk.page.setViewportSize({ width, height: 800 });
      await desk.page.goto(OUTSIDE);
      await desk.page.locator('input[name=login]').waitFor();
      expect(await amiss(desk)).toEqual([]);
    }
    expect(desk.complaints).toEqual([]);
    await browser.close();
  });
}

/** What is wrong with the screen of a desk, in either theme. */
async function amiss({ page }: Desk): Promise<string[]> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const found = wide > 0 ? [`is ${wide} px wider than the window`] : [];
  await wear(page, 'light');
  found.push(...(await findings(page)).map((line) => `(light) ${line}`));
  await wear(page, 'dark');
  found.push(...(await colourFindings(page)).map((line) => `(dark) ${line}`));
  return found;
}
