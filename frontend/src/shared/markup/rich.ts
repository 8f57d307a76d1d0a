import type { Inline } from './inline';
import { type Block, type Item, parse } from './parse';
import type { RichNode } from './write';

type Marks = NonNullable<RichNode['marks']>;

/** The editor's document for a text that was kept. */
export function rich(text: string): RichNode {
  return { type: 'doc', content: parse(text).map(richBlock) };
}

function richBlock(block: Block): RichNode {
  switch (block.kind) {
    case 'paragraph':
      return richLines(block.lines);
    case 'code':
      return { type: 'codeBlock', content: block.text === '' ? [] : [{ type: 'text', text: block.text }] };
    case 'quote':
      return { type: 'blockquote', content: block.blocks.map(richBlock) };
    case 'list':
      return block.start === undefined
        ? { type: 'bulletList', content: block.items.map(richItem) }
        : { type: 'orderedList', attrs: { start: block.start }, content: block.items.map(richItem) };
  }
}

function richItem(item: Item): RichNode {
  return { type: 'listItem', content: [richLines(item.lines), ...item.lists.map(richBlock)] };
}

function richLines(lines: Inline[][]): RichNode {
  const content = lines.flatMap((line, place) => [
    ...(place > 0 ? [{ type: 'hardBreak' }] : []),
    ...line.flatMap((part) => richPart(part, [])),
  ]);
  return { type: 'paragraph', content };
}

function richPart(part: Inline, marks: Marks): RichNode[] {
  switch (part.kind) {
    case 'text':
      return [{ type: 'text', text: part.text, marks }];
    case 'code':
      return [{ type: 'text', text: part.text, marks: [{ type: 'code' }] }];
    case 'link':
      return [
        { type: 'text', text: part.text, marks: [...marks, { type: 'link', attrs: { href: part.href } }] },
      ];
    case 'mention':
      return [{ type: 'mention', attrs: { id: part.id, label: part.name }, marks }];
    case 'struck':
      return part.parts.flatMap((each) => richPart(each, [...marks, { type: 'strike' }]));
  }
  return part.parts.flatMap((each) => richPart(each, [...marks, { type: part.kind }]));
}
