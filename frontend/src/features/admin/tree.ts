/** An item of a tree, as its list has it. */
export interface TreeItem {
  id: string;
  name: string;
  parent_id?: string | null;
}

/** The item itself and all that stands below it. */
export function withBelow(items: TreeItem[], id: string): Set<string> {
  const below = new Set([id]);
  for (let before = 0; before !== below.size; ) {
    before = below.size;
    for (const item of items) if (item.parent_id && below.has(item.parent_id)) below.add(item.id);
  }
  return below;
}

/** Under which items another one can be put: not under itself or what is below it, nor where it stands. */
export function placesFor(items: TreeItem[], item: TreeItem): TreeItem[] {
  const below = withBelow(items, item.id);
  return items.filter(({ id }) => !below.has(id) && id !== (item.parent_id ?? ''));
}
