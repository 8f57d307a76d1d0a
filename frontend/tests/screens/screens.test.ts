import { copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addresses, OUTSIDE } from '../e2e/addresses';
import { call, type Desk, enter, launch, openDesk } from '../e2e/browser';
import { Visitor, wear } from '../e2e/visit';
import { LANGUAGES } from '../e2e/words';
import { ON_A_PHONE, OPENED, SHAPED } from './moments';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));
const FOLDER = join(PROJECT, 'build/screenshots');
const SIZES = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
];
/** A phone shows what is used away from the desk. */
const PHONE = { width: 390, height: 844 };
const THEMES = ['light', 'dark'] as const;

/** The pictures that the README shows, by the screen they are of. */
const SHOWN: Record<string, string> = {
  'list.png': 'en/1280x720/light/t.deal.table.png',
  'card.png': 'en/1280x720/light/t.deal.ID.png',
  'board.png': 'en/1280x720/dark/t.deal.board.png',
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
    const all = known.flatMap(([, each]) => each);
    const card = all.find((address) => /^\/t\/deal\/[0-9a-f]{32}$/.test(address)) ?? '';
    let taken = 0;
    for (const size of SIZES) {
      await page.setViewportSize(size);
      const into = join(FOLDER, language, `${size.width}x${size.height}`);
      for (const address of [...all, ...SHAPED]) {
        await visit(visitor, page, address);
        taken += await takeBoth(page, into, named(address));
      }
      for (const [name, { at = card, open }] of Object.entries(OPENED)) {
        await visit(visitor, page, at);
        await open(page);
        await visitor.filled();
        taken += await takeBoth(page, into, `open.${name}`);
        await page.keyboard.press('Escape');
      }
    }
    await page.setViewportSize(PHONE);
    for (const address of [card, ...ON_A_PHONE]) {
      await visit(visitor, page, address);
      taken += await takeBoth(page, join(FOLDER, language, 'phone'), named(address));
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

/** Goes to an address; the lanes of a board ask for their cards only once they are seen to be on screen. */
async function visit(visitor: Visitor, page: Page, address: string): Promise<void> {
  await visitor.to(address);
  if (!new URL(page.url()).pathname.endsWith('/board')) return;
  await page.getByTestId('board-card').first().waitFor();
  await visitor.filled();
}

async function takeBoth(page: Page, folder: string, name: string): Promise<number> {
  for (const theme of THEMES) {
    await wear(page, theme);
    const path = join(folder, theme, `${name}.png`);
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
