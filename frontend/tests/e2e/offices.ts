import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { launch } from './browser';
import { Office } from './people';
import type { Language } from './words';

/**
 * An office for the tests of a `describe`, opened before the first of them. No page in it may have complained by the
 * end.
 */
export function officeIn(language: Language): { readonly office: Office } {
  let browser: Browser;
  let office: Office;
  beforeAll(async () => {
    browser = await launch();
    office = await Office.open(browser, language);
  });
  afterAll(async () => {
    await browser.close();
    expect(office.complaints()).toEqual([]);
  });
  return {
    get office() {
      return office;
    },
  };
}
