import { isLink, parseLine } from './inline';

/** A node of the editor's document, as far as it matters here. */
export interface RichNode {
  type?: string;
  text?: string;
  attrs?: Record<string, unknown> | undefined;
  marks?: { type: string; attrs?: Record<string, unknown> }[] | undefined;
  content?: RichNode[];
}

/** Writes the editor's document as the text that is kept; `parse` reads it again. */
export function write(doc: RichNode): string {
  const lines: string[] = [];
  let before: RichNode | undefined;
  for (const block of doc.content ?? []) {
    if (before) lines.push('');
    lines.push(...writeBlock(block));
    before = block;
  }
  return lines.join('\n').trim() === '' ? '' : lines.join('\n');
}

function writeBlock(block: RichNode): string[] {
  switch (block.type) {
    case 'codeBlock':
      return writeCode(block);
    case 'blockquote': {
      const parts = (block.content ?? []).flatMap((each, place) => [
        ...(place > 0 ? [''] : []),
        ...writeBlock(each),
      ]);
      return parts.map((line) => (line === '' ? '>' : `> ${line}`));
    }
    case 'bulletList':
    case 'orderedList':
      return writeList(block, '');
  }
  return writeLines(block).map(escapedStart);
}

function writeCode(block: RichNode): string[] {
  const lines = (block.content ?? [])
    .map((each) => each.text ?? '')
    .join('')
    .split('\n');
  const rows = lines.map((line) => /^`+/.exec(line)?.[0].length ?? 0);
  const fence = '`'.repeat(Math.max(3, ...rows.map((row) => row + 1)));
  return [fence, ...lines, fence];
}

function writeList(list: RichNode, indent: string): string[] {
  let number = Number(list.attrs?.start ?? 1);
  const lines: string[] = [];
  for (const item of list.content ?? []) {
    const sign = list.type === 'orderedList' ? `${Math.min(number, 999)}. ` : '- ';
    number += 1;
    const [paragraph, ...rest] = item.content ?? [];
    writeLines(paragraph).forEach((line, place) => {
      lines.push(indent + (place === 0 ? sign : '  ') + line);
    });
    for (const inner of rest) {
      // What an item cannot hold when it is read goes on as its lines.
      if (inner.type?.endsWith('List')) lines.push(...writeList(inner, `${indent}  `));
      else lines.push(...flat(inner).map((line) => `${indent}  ${line}`));
    }
  }
  return lines;
}

/** The lines of whatever stands in a block. */
function flat(block: RichNode): string[] {
  const inner = block.content ?? [];
  return inner.some((each) => each.content) ? inner.flatMap(flat) : writeLines(block);
}

/** The lines of a paragraph; a mark ends and begins anew with each. */
function writeLines(paragraph: RichNode | undefined): string[] {
  const lines: RichNode[][] = [[]];
  for (const node of paragraph?.content ?? []) {
    if (node.type === 'hardBreak') lines.push([]);
    else lines.at(-1)?.push(node);
  }
  return lines.map(writeLine);
}

const MARKS = [
  { type: 'bold', sign: '**' },
  { type: 'italic', sign: '*' },
  { type: 'strike', sign: '~~' },
] as const;

interface Piece {
  text: string;
  /** How it is written, where it is no plain text. */
  written?: string;
  marks: Set<string>;
}

/** Writes a line with its marks. Where reading it again would show something else, it is written with fewer of them. */
function writeLine(nodes: RichNode[]): string {
  const pieces = withWholeCode(nodes).map(pieceOf);
  const want = pieces.map((piece) => piece.text).join('');
  for (const kept of KEPT) {
    for (const plain of [escapedAround, escaped]) {
      const written = joined(merged(spacedOut(pieces, kept)), plain);
      if (shown(written) === want) return written;
    }
  }
  return joined(merged(spacedOut(pieces, [])), escaped);
}

const KEPT = [['bold', 'italic', 'strike'], ['bold', 'strike'], ['bold'], []];

function shown(line: string): string {
  const text = (parts: ReturnType<typeof parseLine>): string =>
    parts
      .map((part) =>
        'parts' in part ? text(part.parts) : part.kind === 'mention' ? `@${part.name}` : part.text,
      )
      .join('');
  return text(parseLine(line));
}

const isCode = (node: RichNode | undefined) => node?.marks?.some((mark) => mark.type === 'code') === true;

/** Code that stands side by side is one: between two of them nothing could be read. */
function withWholeCode(nodes: RichNode[]): RichNode[] {
  const whole: RichNode[] = [];
  for (const node of nodes) {
    const last = whole.at(-1);
    if (last && isCode(node) && isCode(last)) {
      whole[whole.length - 1] = { ...last, text: (last.text ?? '') + (node.text ?? '') };
    } else whole.push(node);
  }
  return whole;
}

function pieceOf(node: RichNode): Piece {
  const marks = new Set((node.marks ?? []).map((mark) => mark.type));
  if (node.type === 'mention') {
    const name = String(node.attrs?.label ?? '').replace(/[[\]\\\n]/g, '');
    return { text: `@${name}`, written: `@[${name}](employee:${String(node.attrs?.id)})`, marks };
  }
  const text = node.text ?? '';
  if (marks.has('code')) return { text, written: writtenCode(text), marks: new Set() };
  const href = node.marks?.find((mark) => mark.type === 'link')?.attrs?.href;
  if (typeof href === 'string' && isLink(href)) return { text, written: writtenLink(text, href), marks };
  return { text, marks };
}

function writtenCode(text: string): string {
  const rows = new Set((text.match(/`+/g) ?? []).map((row) => row.length));
  const free = [1, 2, 3].find((length) => !rows.has(length));
  if (free === undefined) return escaped(text);
  const ticks = '`'.repeat(free);
  const padded = /^`|`$|^ .* $/.test(text) && text.trim() !== '' ? ` ${text} ` : text;
  return ticks + padded + ticks;
}

function writtenLink(text: string, href: string): string {
  if (text === href && shown(text) === text && parseLine(text).length === 1) return text;
  const target = href.replace(/[()\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return `[${text.replace(/[\\[\]]/g, '\\$&')}](${target})`;
}

/** Pieces whose marks do not begin or end with a blank, which would not be read as marks. */
function spacedOut(pieces: Piece[], kept: string[]): Piece[] {
  const marked = pieces.map((piece) => ({
    ...piece,
    marks: new Set([...piece.marks].filter((mark) => kept.includes(mark))),
  }));
  return marked.flatMap((piece, place) => {
    if (piece.written !== undefined || piece.marks.size === 0) return [piece];
    const [, before = '', text = '', after = ''] =
      /^([ \t\u00a0]*)(.*?)([ \t\u00a0]*)$/s.exec(piece.text) ?? [];
    const shared = (other: Piece | undefined) =>
      new Set([...piece.marks].filter((mark) => other?.marks.has(mark)));
    return [
      { text: before, marks: shared(marked[place - 1]) },
      { text, marks: piece.marks },
      { text: after, marks: shared(marked[place + 1]) },
    ].filter((each) => each.text !== '');
  });
}

/** Pieces of the same marks as one: signs have a meaning together that they do not have apart. */
function merged(pieces: Piece[]): Piece[] {
  const whole: Piece[] = [];
  for (const piece of pieces) {
    const last = whole.at(-1);
    const alike =
      last?.marks.size === piece.marks.size && [...last.marks].every((mark) => piece.marks.has(mark));
    if (last && alike && last.written === undefined && piece.written === undefined) {
      whole[whole.length - 1] = { ...last, text: last.text + piece.text };
    } else whole.push(piece);
  }
  return whole;
}

function joined(pieces: Piece[], plain: (text: string) => string): string {
  let line = '';
  let open: (typeof MARKS)[number][] = [];
  const sign = (text: string) => {
    const [slashes = ''] = /\\+$/.exec(line) ?? [];
    line += slashes + text; // a backslash before a sign is written twice
  };
  const turn = (marks: Set<string>) => {
    const stays = open.findIndex((mark) => !marks.has(mark.type));
    for (const mark of open.slice(stays < 0 ? open.length : stays).reverse()) sign(mark.sign);
    open = stays < 0 ? open : open.slice(0, stays);
    for (const mark of MARKS) {
      if (!marks.has(mark.type) || open.includes(mark)) continue;
      sign(mark.sign);
      open.push(mark);
    }
  };
  for (const piece of pieces) {
    turn(piece.marks);
    if (piece.written === undefined) line += plain(piece.text);
    else sign(piece.written);
  }
  turn(new Set());
  return line;
}

/** Takes their meaning from signs: the backslashes before one are doubled, and one more says that it is only a sign. */
function escaped(text: string): string {
  return text.replace(/(\\*)(\*|~(?=~)|`|\[)/g, '$1$1\\$2');
}

/** The same, but addresses are left as they are: they hold signs that mean nothing there. */
function escapedAround(text: string): string {
  return text
    .split(/(https?:\/\/[^ \t\u00a0<>"`\\]*)/)
    .map((part, place) => (place % 2 === 1 ? part : escaped(part)))
    .join('');
}

function escapedStart(line: string): string {
  return line.replace(/^( *)(?=\\*(?:>|- ))/, '$1\\').replace(/^( *\d+)(?=\\*\. )/, '$1\\');
}
