import { randomBytes } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, launch, office as server } from './browser';
import { Office, ownDeals, PASSWORD, type Person } from './people';

const ROUNDS = 200;

let browser: Browser;
let office: Office;
let person: Person;
let headers: Record<string, string>;
let invisible: string[];

/** Somebody who sees no deal, and deals of the imported company that are there nonetheless. */
beforeAll(async () => {
  browser = await launch();
  office = await Office.open(browser, 'en');
  person = await office.hire({ position_id: (await office.makePost({ deal: ownDeals })).position.id });
  const answer = await fetch(`${server.url}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ login: person.login, password: PASSWORD }),
  });
  const { token } = (await answer.json()) as { token: string };
  headers = { Authorization: `Bearer ${token}` };
  const path = `/api/records/deal?limit=${ROUNDS}&fields=name&sort=name`;
  invisible = (await call<{ items: { id: string }[] }>(office.admin, 'GET', path)).items.map(({ id }) => id);
});
afterAll(() => browser.close());

const absent = () => randomBytes(16).toString('hex');

test.each([
  ['card', (id: string) => `/api/records/deal/${id}`],
  ['timeline', (id: string) => `/api/records/deal/${id}/timeline`],
  ['shares', (id: string) => `/api/records/deal/${id}/shares`],
  ['links', (id: string) => `/api/records/deal/${id}/links`],
  ['Why?', (id: string) => `/api/explain?employee=${person.id}&type=deal&id=${id}&action=view`],
])('%s: what one may not see answers as what is not there, in words and in time', async (what, path) => {
  expect(invisible).toHaveLength(ROUNDS);
  const times: Record<'hidden' | 'missing', number[]> = { hidden: [], missing: [] };
  for (const [round, id] of invisible.entries()) {
    const hidden = () => timed(path(id), id, times.hidden);
    const missing = () => {
      const other = absent();
      return timed(path(other), other, times.missing);
    };
    // Neither of the two always comes first, so that neither always pays for what the other warmed.
    const [first, second] = round % 2 ? [hidden, missing] : [missing, hidden];
    const one = await first();
    expect(one).toMatch(/^404 /);
    expect(await second()).toBe(one);
  }
  const ratio = median(times.hidden) / median(times.missing);
  console.info(
    `${what}: ${median(times.hidden).toFixed(2)} ms hidden, ${ratio.toFixed(2)} times as long as missing`,
  );
  expect(ratio).toBeGreaterThan(0.2);
  expect(ratio).toBeLessThan(5);
});

/** Asks once, keeps the milliseconds, and answers status and words without what differs by nature. */
async function timed(path: string, id: string, times: number[]): Promise<string> {
  const from = performance.now();
  const response = await fetch(`${server.url}${path}`, { headers });
  const text = await response.text();
  times.push(performance.now() - from);
  return `${response.status} ${text.replaceAll(id, 'ID').replace(/"ref":"[^"]*"/, '')}`;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
