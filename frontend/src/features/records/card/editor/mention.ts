import { type Editor, mergeAttributes, Node } from '@tiptap/react';

/** A colleague named in a text: one piece, that is put in by the picker and taken out as a whole. */
export const Mention = Node.create({
  name: 'mention',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes() {
    return {
      id: { default: '', parseHTML: (element) => element.getAttribute('data-mention') },
      label: { default: '', parseHTML: (element) => element.textContent?.replace(/^@/, '') },
    };
  },
  parseHTML() {
    return [{ tag: 'span[data-mention]' }];
  },
  renderHTML({ node, HTMLAttributes }) {
    const { id: _, label: __, ...rest } = HTMLAttributes;
    return ['span', mergeAttributes(rest, { 'data-mention': node.attrs.id }), `@${node.attrs.label}`];
  },
  renderText({ node }) {
    return `@${node.attrs.label}`;
  },
});

/** What is typed behind an @ in front of the cursor, and where that begins. */
export interface Asked {
  text: string;
  from: number;
  to: number;
}

const ASKED = /(?:^|[\s(])@([\p{L}\p{Nd}.-]*(?: [\p{L}\p{Nd}.-]+)?)$/u;

/** Finds the beginning of a mention in front of the cursor. */
export function askedIn(editor: Editor): Asked | undefined {
  const { $from, empty } = editor.state.selection;
  if (!empty || $from.parent.type.spec.code) return undefined;
  const before = $from.parent.textBetween(
    Math.max(0, $from.parentOffset - 60),
    $from.parentOffset,
    '\n',
    '\ufffc',
  );
  const text = ASKED.exec(before)?.[1];
  return text === undefined ? undefined : { text, from: $from.pos - text.length - 1, to: $from.pos };
}
