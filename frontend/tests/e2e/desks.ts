import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type Desk, enter, launch, openDesk } from './browser';

/**
 * The window of the administrator for the tests of a file, a new one for each. Nothing in it may have complained by the
 * end of a test.
 */
export function deskForEach(): Desk {
  let browser: Browser;
  let desk: Desk;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    desk = await openDesk(browser);
    await enter(desk);
  });
  afterEach(async () => {
    expect(desk.complaints).toEqual([]);
    await desk.close();
  });
  return {
    get context() {
      return desk.context;
    },
    get page() {
      return desk.page;
    },
    get complaints() {
      return desk.complaints;
    },
    close: () => desk.close(),
  };
}
