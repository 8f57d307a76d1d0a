/** What was typed of a form, as text to keep: without what nobody may read later, and nothing where that is all. */
export function packed<Item extends object>(
  typed: Partial<Item>,
  secrets: readonly (keyof Item)[],
): string | undefined {
  const open = Object.entries(typed).filter(([name]) => !secrets.includes(name as keyof Item));
  return open.length === 0 ? undefined : JSON.stringify(Object.fromEntries(open));
}

/** Without what is as it was before anybody typed. */
export function differing<Item extends object>(typed: Partial<Item>, over: Partial<Item>): Partial<Item> {
  const same = (name: string) =>
    JSON.stringify(typed[name as keyof Item]) === JSON.stringify(over[name as keyof Item]);
  return Object.fromEntries(Object.entries(typed).filter(([name]) => !same(name))) as Partial<Item>;
}

/** What was kept; nothing where it is not what this program keeps. */
export function unpacked<Item extends object>(
  text: string | undefined,
  secrets: readonly (keyof Item)[] = [],
): Partial<Item> {
  try {
    const kept: unknown = JSON.parse(text ?? '{}');
    if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return {};
    // Whoever sits at the same computer can write here: what was never kept is not taken back either.
    const open = Object.entries(kept).filter(([name]) => !secrets.includes(name as keyof Item));
    return Object.fromEntries(open) as Partial<Item>;
  } catch {
    return {};
  }
}
