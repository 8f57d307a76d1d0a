import { expect, test } from 'vitest';
import type { HelpText } from './manual';
import { findIn, marked } from './search';

const page = (name: HelpText['name'], text: string): HelpText => ({
  name,
  title: /^# (.+)/.exec(text)?.[1] ?? '',
  text,
});

const manual = [
  page(
    'lists',
    '# Списки\n\nСтроки и столбцы.\n\n## Отбор\n\nОткройте **фильтр** чуть _выше_.\n\nЕщё одна сделка.',
  ),
  page('boards', '# Доски\n\n## Отбор\n\nФильтр действует и здесь.'),
];

test.each<[string, string, string[]]>([
  ['words in any order', 'фильтр открой', ['lists#отбор']],
  ['any case, ё and е alike', 'ЕЩЕ', ['lists#отбор']],
  ['another case of the same word', 'сделку', ['lists#отбор']],
  ['words of headings and titles', 'доски отбор', ['boards#отбор']],
  ['nothing for words that are in no part together', 'строки фильтр', []],
  ['nothing for blanks', '  ', []],
])('%s', (_, query, want) => {
  expect(findIn(manual, query).map(({ page: name, anchor }) => `${name}#${anchor}`)).toEqual(want);
});

test('the heading and the line around are told, without signs of Markdown', () => {
  expect(findIn(manual, 'выше')).toEqual([
    {
      page: 'lists',
      title: 'Списки',
      heading: 'Отбор',
      anchor: 'отбор',
      line: 'Откройте фильтр чуть выше.',
    },
  ]);
});

test('what was found is every second piece of the line', () => {
  expect(marked('Ещё один фильтр', 'фильтр еще')).toEqual(['', 'Ещё', ' один ', 'фильт', 'р']);
  expect(marked('a.b', '.')).toEqual(['a', '.', 'b']);
});
