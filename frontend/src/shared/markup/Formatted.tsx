import { Fragment, type ReactNode, useMemo } from 'react';
import type { Names } from '@/shared/api';
import type { Inline } from './inline';
import classes from './markup.module.css';
import { type Block, type Item, type List, parse } from './parse';

interface FormattedProps {
  text: string;
  /** What colleagues are called now; others keep the name they were mentioned by. */
  names?: Names | undefined;
  /** Whose mentions stand out. */
  me?: string | undefined;
}

/** What people wrote in a note or a message, drawn. No HTML of theirs is ever taken over. */
export function Formatted({ text, names, me }: FormattedProps) {
  const blocks = useMemo(() => parse(text), [text]);
  return <div className={classes.text}>{drawBlocks(blocks, { names, me })}</div>;
}

type Known = Omit<FormattedProps, 'text'>;

// Parts of a text that was read have no identity but their place, and never move: the text is read anew.
const at = (place: number) => `p${place}`;

function drawBlocks(blocks: Block[], known: Known): ReactNode {
  return blocks.map((block, place) => <Fragment key={at(place)}>{drawBlock(block, known)}</Fragment>);
}

function drawBlock(block: Block, known: Known): ReactNode {
  switch (block.kind) {
    case 'paragraph':
      return <p>{drawLines(block.lines, known)}</p>;
    case 'code':
      return <pre>{block.text}</pre>;
    case 'quote':
      return <blockquote>{drawBlocks(block.blocks, known)}</blockquote>;
    case 'list':
      return drawList(block, known);
  }
}

function drawList({ start, items }: List, known: Known): ReactNode {
  const drawn = items.map((item: Item, place) => (
    <li key={at(place)}>
      {drawLines(item.lines, known)}
      {item.lists.map((list, inner) => (
        <Fragment key={at(inner)}>{drawList(list, known)}</Fragment>
      ))}
    </li>
  ));
  return start === undefined ? <ul>{drawn}</ul> : <ol start={start}>{drawn}</ol>;
}

function drawLines(lines: Inline[][], known: Known): ReactNode {
  return lines.map((line, place) => (
    <Fragment key={at(place)}>
      {place > 0 && <br />}
      {drawInline(line, known)}
    </Fragment>
  ));
}

function drawInline(parts: Inline[], known: Known): ReactNode {
  return parts.map((part, place) => <Fragment key={at(place)}>{drawPart(part, known)}</Fragment>);
}

function drawPart(part: Inline, known: Known): ReactNode {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return <code>{part.text}</code>;
    case 'link':
      return (
        <a href={part.href} target="_blank" rel="noreferrer noopener">
          {part.text}
        </a>
      );
    case 'mention':
      return (
        <span className={classes.mention} data-me={part.id === known.me || undefined}>
          @{known.names?.[part.id] ?? part.name}
        </span>
      );
    case 'bold':
      return <strong>{drawInline(part.parts, known)}</strong>;
    case 'italic':
      return <em>{drawInline(part.parts, known)}</em>;
    case 'struck':
      return <s>{drawInline(part.parts, known)}</s>;
  }
}
