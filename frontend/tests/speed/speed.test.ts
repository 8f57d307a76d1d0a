import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, enter, launch, openDesk } from '../e2e/browser';
import { follow, load, median, prepare, presses, scroll } from './measures';

/** What is promised, in milliseconds or as a share; a run fails a tenth above it. */
const PROMISED = { cold: 1_000, route: 150, key: 50, slowFrames: 0.05 };
const GRACE = 1.1;

const ROW = '#records a[href^="/t/deal/"]';
const FRAME_MS = 34;

let browser: Browser;
let desk: Desk;

beforeAll(async () => {
  browser = await launch();
  desk = await opened();
});
afterAll(() => browser.close());

/** A window of the administrator that has nothing of the office yet. */
async function opened(): Promise<Desk> {
  const fresh = await openDesk(browser);
  await enter(fresh);
  await prepare(fresh.page);
  return fresh;
}

test('the list of a window that is opened for the first time', async () => {
  const took: number[] = [];
  for (let time = 0; time < 9; time++) {
    const fresh = await opened();
    took.push(await load(fresh.page, '/t/deal?layout=table', ROW));
    await fresh.close();
  }
  within('list ready, cold', median(took), PROMISED.cold);
});

test('from one route to another', async () => {
  const { page } = desk;
  await load(page, '/t/deal?layout=table', ROW);
  const took = { list: [] as number[], card: [] as number[] };
  for (let time = 0; time < 12; time++) {
    await follow(page, 'nav a[href="/t/company"]', '#records a[href^="/t/company/"]');
    took.list.push(await follow(page, 'nav a[href="/t/deal"]', ROW));
    took.card.push(await follow(page, ROW, '[data-testid="card-title"]'));
    await follow(page, 'nav a[href="/t/deal"]', ROW);
  }
  // What comes for the first time brings its part of the script along.
  within('to a list', median(took.list.slice(2)), PROMISED.route);
  within('to a card', median(took.card.slice(2)), PROMISED.route);
});

test('from a key to what it does', async () => {
  const { page } = desk;
  await load(page, '/t/deal?layout=table', ROW);
  await page.locator('#records').focus();
  within('a key in the list', median(await presses(page, 'ArrowDown', 60)), PROMISED.key);
  await page.getByTestId('list-search').focus();
  within('a letter in the search', median(await presses(page, 'a', 30)), PROMISED.key);
});

test('scrolling', async () => {
  const { page } = desk;
  await load(page, '/t/deal?layout=table', ROW);
  const frames = await scroll(page, '#records', 24, 600);
  const slow = frames.filter((took) => took > FRAME_MS).length / frames.length;
  console.log(`frames over ${FRAME_MS} ms: ${(100 * slow).toFixed(1)} % of ${frames.length}`);
  expect(slow).toBeLessThanOrEqual(PROMISED.slowFrames * GRACE);
});

function within(what: string, took: number, promised: number): void {
  console.log(`${what}: ${took.toFixed(0)} ms of ${promised}`);
  expect(took, what).toBeLessThanOrEqual(promised * GRACE);
}
