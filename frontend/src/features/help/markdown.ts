import { caps, KEYS, type KeyId } from '@/shared/keys';

/** How pages name a key of the window: `key:palette`, the rest being its name in the key map. */
const KEY = /^key:(\w+)$/;

export function keyNamed(code: string): KeyId | undefined {
  const name = KEY.exec(code)?.[1];
  return name !== undefined && name in KEYS ? (name as KeyId) : undefined;
}

/** The names of all keys in a page, those unknown to the key map too. */
export function keysIn(text: string): string[] {
  return [...text.matchAll(/`key:([^`]*)`/g)].map((match) => match[1] ?? '');
}

/** Where the links of a page lead. */
export function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\(([^)]*)\)/g)].map((match) => match[1] ?? '');
}

export function titleOf(text: string): string {
  return /^# (.+)$/m.exec(text)?.[1]?.trim() ?? '';
}

/** What a heading is called in an address. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** A line as it is read on the page: without the signs of Markdown, with keys as they are printed. */
export function readable(line: string): string {
  return line
    .replace(/`([^`]*)`/g, (_, code: string) => {
      const key = keyNamed(code);
      return key ? printed(key) : code;
    })
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*(#+|[-*>]|\d+\.)\s+/, '')
    .replace(/^\||\|\s*$/g, '')
    .replace(/\s*\|\s*/g, ' – ')
    .replace(/\*\*|(?<!\w)[*_]|[*_](?!\w)/g, '')
    .trim();
}

function printed(key: KeyId): string {
  return caps(key)
    .map((press) => press.join('+'))
    .join(' ');
}
