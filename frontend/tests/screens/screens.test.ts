import { copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addresses, OUTSIDE } from '../e2e/addresses';
import { call, type Desk, enter, launch, openDesk } from '../e2e/browser';
import { Visitor, wear } from '../e2e/visit';
import { LANGUAGES } from '../e2e/words';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));
const FOLDER = join(PROJECT, 'build/screenshots');
const SIZES = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
];
const THEMES = ['light', 'dark'] as const;

/** The pictures that the README shows, by the screen they are of. */
const SHOWN: Record<string, string> = {
  'list.png': 'en/light/1280x720/t.deal.table.png',
  'card.png': 'en/light/1280x720/t.deal.ID.png',
  'board.png': 'en/dark/1280x720/t.deal.board.png',
};

let desk: Desk;
let close: () => Promise<void>;

beforeAll(async () => {
  await rm(FOLDER, { recursive: true, force: true });
  const browser = await launch();
  close = () => browser.close();
  desk = await openDesk(browser);
});
afterAll(() => close());

describe.for(LANGUAGES)('in %s', (language) => {
  test('every screen is taken, in both sizes and themes', async () => {
    await enter(desk);
    await call(desk, 'PATCH', '/api/me', { language });
    const known = Object.entries(await addresses(desk)).filter(([route]) => route !== OUTSIDE);
    const { page } = desk;
    await page.goto('/settings');
    const visitor = new Visitor(page);
    let taken = 0;
    for (const size of SIZES) {
      await page.setViewportSize(size);
      for (const address of known.flatMap(([, each]) => each)) {
        await visitor.to(address);
        taken += await takeBoth(page, `${size.width}x${size.height}`, language, address);
      }
    }
    expect(taken).toBeGreaterThan(0);
    expect(desk.complaints).toEqual([]);
  });
});

test('the README shows the best of them', async () => {
  await mkdir(join(PROJECT, 'docs/screenshots'), { recursive: true });
  for (const [name, from] of Object.entries(SHOWN)) {
    await copyFile(join(FOLDER, from), join(PROJECT, 'docs/screenshots', name));
  }
});

async function takeBoth(page: Page, size: string, language: string, address: string): Promise<number> {
  for (const theme of THEMES) {
    await wear(page, theme);
    const path = join(FOLDER, language, theme, size, `${named(address)}.png`);
    await mkdir(dirname(path), { recursive: true });
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  }
  return THEMES.length;
}

/** The name of a picture: its address, with what differs from company to company left out. */
function named(address: string): string {
  const words = address
    .replaceAll(/[0-9a-f]{32}/g, 'ID')
    .replace('?layout=', '/')
    .split(/[/?&=]+/)
    .filter((word) => word !== '');
  return words.join('.') || 'start';
}
