import type { PageName } from './contents';
import type { HelpText } from './manual';
import { anchorOf, readable } from './markdown';

/** A part of a page in which all words of a search stand. */
export interface Finding {
  page: PageName;
  title: string;
  /** The heading it stands under; empty above the first one. */
  heading: string;
  anchor: string;
  /** The line in which most of the words stand. */
  line: string;
}

interface Part extends Omit<Finding, 'line'> {
  lines: string[];
}

const MOST = 30;

/** Finds the parts of the manual that hold every word, in any order; the words of titles and headings count most. */
export function findIn(manual: HelpText[], query: string): Finding[] {
  const stems = stemsOf(query);
  if (stems.length === 0) return [];
  const found = manual.flatMap(partsOf).flatMap((part) => {
    const whole = folded([part.title, part.heading, ...part.lines].join('\n'));
    if (!stems.every((stem) => whole.includes(stem))) return [];
    const weight =
      4 * hits(part.heading, stems) + 2 * hits(part.title, stems) + hits(bestLine(part.lines, stems), stems);
    return [{ part, weight }];
  });
  return found
    .sort((one, other) => other.weight - one.weight)
    .slice(0, MOST)
    .map(({ part: { lines, ...rest } }) => ({ ...rest, line: bestLine(lines, stems) }));
}

/** Cuts a line where the words of a search begin and end: the odd pieces are what was found. */
export function marked(line: string, query: string): string[] {
  const stems = stemsOf(query);
  if (stems.length === 0) return [line];
  const plain = folded(line);
  const pattern = new RegExp(stems.map((stem) => stem.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'g');
  const pieces: string[] = [];
  let from = 0;
  for (const match of plain.matchAll(pattern)) {
    pieces.push(line.slice(from, match.index), line.slice(match.index, match.index + match[0].length));
    from = match.index + match[0].length;
  }
  return [...pieces, line.slice(from)];
}

function partsOf({ name, title, text }: HelpText): Part[] {
  const parts: Part[] = [{ page: name, title, heading: '', anchor: '', lines: [] }];
  for (const line of text.split('\n')) {
    const heading = /^##+ (.+)$/.exec(line)?.[1];
    if (heading) parts.push({ page: name, title, heading, anchor: anchorOf(heading), lines: [] });
    else if (/[\p{L}\p{N}]/u.test(line) && !line.startsWith('# ')) parts.at(-1)?.lines.push(readable(line));
  }
  return parts;
}

function bestLine(lines: string[], stems: string[]): string {
  const best = Math.max(...lines.map((line) => hits(line, stems)));
  return lines.find((line) => hits(line, stems) === best) ?? '';
}

function hits(text: string, stems: string[]): number {
  const plain = folded(text);
  return stems.filter((stem) => plain.includes(stem)).length;
}

function stemsOf(query: string): string[] {
  return folded(query).split(/\s+/).filter(Boolean).map(stem);
}

/** Without the ending that changes with the case: who looks for «сделки» means «сделка» and «сделок» too. */
function stem(word: string): string {
  if (/^[а-я]{7,}$/.test(word)) return word.slice(0, -2);
  if (/^[а-я]{5,}$/.test(word)) return word.slice(0, -1);
  return /^[a-z]{4,}s$/.test(word) ? word.slice(0, -1) : word;
}

// Both keep the length of a text, so that places in it stay the same.
function folded(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е');
}
