import { readFileSync } from 'node:fs';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { Formatted } from './Formatted';
import { parse } from './parse';
import { rich } from './rich';
import { type RichNode, write } from './write';

interface Example {
  about: string;
  text: string;
  drawn: string;
}

// The office's own examples: window and office mean the same by every sign.
const examples = JSON.parse(
  readFileSync(new URL('../../../../backend/markup/testdata/examples.json', import.meta.url), 'utf8'),
) as Example[];

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

describe('a text is drawn as its examples say', () => {
  test.each(examples)('$about', ({ text, drawn }) => {
    const html = renderToStaticMarkup(<Formatted text={text} />)
      .replace(/^<div[^>]*>|<\/div>$/g, '')
      .replace(/ target="_blank" rel="[^"]*"/g, '')
      .replace(/<(\/?)strong>/g, '<$1b>')
      .replace(/<(\/?)em>/g, '<$1i>')
      .replace(/ start="1"/g, '')
      .replaceAll('<br/>', '<br>')
      .replace(/<span[^>]*>@([^<]*)<\/span>/g, '<at>$1</at>');
    const tag = /<\/?(?:p|b|i|s|code|pre|a|ul|ol|li|blockquote|br|at)(?: [^>]*)?>/g;
    const plain = (of: string) => of.replaceAll('&quot;', '"').replaceAll('&#x27;', "'");
    const want = drawn
      .replace(/<at id="[^"]*">/g, '<at>')
      .split(tag)
      .map(escaped);
    const tags = drawn.replace(/<at id="[^"]*">/g, '<at>').match(tag) ?? [];
    expect(plain(html)).toBe(want.map((part, place) => part + (tags[place] ?? '')).join(''));
  });
});

describe('what was read and written again reads the same', () => {
  test.each(examples)('$about', ({ text }) => {
    expect(parse(write(rich(text)))).toEqual(parse(text));
  });
});

/** Numbers that look random and are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const WORDS = [
  'a',
  'Ёлка',
  '2',
  ' ',
  '  ',
  '*',
  '**',
  '~~',
  '`',
  '``',
  '[',
  ']',
  '\\',
  '(',
  ')',
  '>',
  '- ',
  '1. ',
  '@',
  '🙂',
  'https://a.b',
  '_',
  '#',
];
const MARKS = ['bold', 'italic', 'strike', 'code'];

test('nothing that was typed is lost, whatever signs it holds', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const random = numbers(seed);
    const typed: RichNode[] = Array.from({ length: 1 + random(4) }, () => ({
      type: 'text',
      text: Array.from({ length: 1 + random(4) }, () => WORDS[random(WORDS.length)]).join(''),
      marks: MARKS.filter(() => random(4) === 0).map((type) => ({ type })),
    }));
    const want = typed.map((node) => node.text).join('');
    if (want.trim() === '') continue;
    const text = write({ type: 'doc', content: [{ type: 'paragraph', content: typed }] });
    const read = renderToStaticMarkup(<Formatted text={text} />);
    const seen = read
      .replace(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#x27;', "'")
      .replaceAll('&amp;', '&');
    expect(seen, `${JSON.stringify(typed)} as ${text}`).toBe(want);
    expect(parse(text), text).toHaveLength(1);
  }
});

test('a text of the same sign again and again is read at once', () => {
  for (const part of [
    '*a ',
    '**a *b ~~c ',
    '`a``',
    '[',
    '[a](',
    '@[',
    '\\',
    '> ',
    '- ',
    'https://',
    '*',
    '~~',
  ]) {
    const began = performance.now();
    parse(part.repeat(20_000 / part.length));
    expect(performance.now() - began, part).toBeLessThan(1000);
  }
});
