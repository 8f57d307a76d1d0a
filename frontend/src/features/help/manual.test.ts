import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { en } from '@/shared/i18n/en';
import { ru } from '@/shared/i18n/ru';
import { KEYS } from '@/shared/keys';
import { isPageName, PAGE_NAMES } from './contents';
import { readManual } from './manual';
import { anchorOf, keysIn, linksIn } from './markdown';

const LANGUAGES = ['en', 'ru'] as const;
const headings = (text: string) => [...text.matchAll(/^## (.+)$/gm)].map((match) => match[1] ?? '');

test.each(LANGUAGES)('the folder of %s holds the pages of the contents and no others', (language) => {
  const folder = new URL(`./pages/${language}/`, import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
  expect(names.sort()).toEqual(PAGE_NAMES.map((name) => `${name}.md`).sort());
});

test('a page has as many headings in both languages', async () => {
  const [en, ru] = await Promise.all(LANGUAGES.map(readManual));
  const counts = (manual = en) =>
    Object.fromEntries((manual ?? []).map(({ name, text }) => [name, headings(text).length]));
  expect(counts(ru)).toEqual(counts(en));
});

describe.each(LANGUAGES)('every page in %s', (language) => {
  test.each([...PAGE_NAMES])('%s has a title, and headings that differ', async (name) => {
    const page = (await readManual(language)).find((each) => each.name === name);
    expect(page?.text.startsWith(`# ${page.title}\n`)).toBe(true);
    expect(page?.title).not.toBe('');
    const anchors = headings(page?.text ?? '').map(anchorOf);
    expect(anchors).toEqual([...new Set(anchors)]);
  });

  test('links to pages and headings that are there', async () => {
    const manual = await readManual(language);
    const places = new Set(
      manual.flatMap(({ name, text }) => [
        name,
        ...headings(text).map((each) => `${name}#${anchorOf(each)}`),
      ]),
    );
    const links = manual.flatMap(({ text }) => linksIn(text));
    expect(links.length).toBeGreaterThan(PAGE_NAMES.length);
    expect(links.filter((link) => !places.has(link))).toEqual([]);
    expect(links.every((link) => isPageName(link.split('#')[0] ?? ''))).toBe(true);
  });

  test('names keys of the key map only', async () => {
    const named = (await readManual(language)).flatMap(({ text }) => keysIn(text));
    expect(named.filter((name) => !(name in KEYS))).toEqual([]);
    expect(named).toContain('palette');
  });
});

test.each([
  ['en', en],
  ['ru', ru],
] as const)(
  'the steps to a type of one’s own name its buttons as they are called, in %s',
  async (language, { types }) => {
    const text = (await readManual(language)).find(({ name }) => name === 'types')?.text ?? '';
    const buttons = [
      types.new,
      types.add_section,
      types.add_field,
      types.add_another,
      types.pipelines,
      types.set_up_stages,
      types.add_pipeline,
    ];
    expect(buttons.filter((button) => !text.includes(`**${button}**`))).toEqual([]);
  },
);
