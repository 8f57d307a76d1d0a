import { type Inline, parseLine } from './inline';

/** A part of what people write that has lines of its own. */
export type Block =
  | { kind: 'paragraph'; lines: Inline[][] }
  | { kind: 'code'; text: string }
  | List
  | { kind: 'quote'; blocks: Block[] };

export interface List {
  kind: 'list';
  /** The number of its first item, where items are numbered. */
  start?: number;
  items: Item[];
}

export interface Item {
  lines: Inline[][];
  lists: List[];
}

const ITEM = /^( {0,24})(?:([-*])|(\d{1,3})\.) (.*)$/;
const FENCE = /^(`{3,})[^`]*$/;

/** Reads what was written in a note or a message; see the package backend/markup for what its signs mean. */
export function parse(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text === '' ? [] : text.split('\n');
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    const fence = FENCE.exec(line)?.[1];
    const end = fence ? closing(lines, at + 1, fence.length) : partEnd(lines, at);
    if (fence) blocks.push({ kind: 'code', text: lines.slice(at + 1, end).join('\n') });
    else if (line.startsWith('>')) {
      blocks.push({
        kind: 'quote',
        blocks: parts(lines.slice(at, end).map((each) => each.replace(/^> ?/, ''))),
      });
    } else blocks.push(...parts(lines.slice(at, end)));
    at = fence ? end + 1 : end;
  }
  return blocks;
}

function closing(lines: string[], from: number, ticks: number): number {
  const at = lines.findIndex(
    (line, place) => place >= from && /^`{3,}[ \t]*$/.test(line) && line.trim().length >= ticks,
  );
  return at < 0 ? lines.length : at;
}

/** Where lines of the same kind end that are either all of a quotation or all outside one. */
function partEnd(lines: string[], from: number): number {
  const quoted = lines[from]?.startsWith('>') === true;
  let at = from + 1;
  while (
    at < lines.length &&
    lines[at]?.startsWith('>') === quoted &&
    (quoted || !FENCE.test(lines[at] ?? ''))
  ) {
    at += 1;
  }
  return at;
}

/** Paragraphs and lists. */
function parts(lines: string[]): Block[] {
  const blocks: Block[] = [];
  let open: Open[] = [];
  let paragraph: Inline[][] | undefined;
  for (const line of lines) {
    const item = ITEM.exec(line);
    const last = open.at(-1);
    if (item) {
      paragraph = undefined;
      open = addItem(blocks, open, item);
    } else if (line.trim() === '') {
      paragraph = undefined;
      open = [];
    } else if (last && line.startsWith('  ')) {
      last.item.lines.push(parseLine(line.trimStart()));
    } else {
      open = [];
      if (!paragraph) {
        paragraph = [];
        blocks.push({ kind: 'paragraph', lines: paragraph });
      }
      paragraph.push(parseLine(unescapedStart(line)));
    }
  }
  return blocks;
}

/** An item that goes on, the innermost last. */
interface Open {
  indent: number;
  list: List;
  item: Item;
}

function addItem(
  blocks: Block[],
  open: Open[],
  [, blanks = '', bullet, number, text = '']: RegExpExecArray,
): Open[] {
  const indent = blanks.length;
  const outer = open.filter((each) => each.indent < indent);
  const beside = open.find((each) => each.indent === indent);
  const item: Item = { lines: [parseLine(text)], lists: [] };
  let list = beside?.list;
  if (!list || (list.start === undefined) !== (bullet !== undefined)) {
    list = { kind: 'list', ...(bullet === undefined ? { start: Number(number) } : {}), items: [] };
    const holder = outer.at(-1)?.item.lists;
    if (holder) holder.push(list);
    else blocks.push(list);
  }
  list.items.push(item);
  return [...outer, { indent, list, item }];
}

/** Takes the backslash off a line that would otherwise begin a quotation or an item. */
function unescapedStart(line: string): string {
  return line.replace(/^( *)\\(?=\\*(?:>|- ))/, '$1').replace(/^( *\d+)\\(?=\\*\. )/, '$1');
}
