import type { InfiniteData } from '@tanstack/react-query';
import type { Names, Page, RecordItem } from '@/shared/api';
import { placeAmong } from './lanes';

export type Pages = InfiniteData<Page<RecordItem>, string>;

/** A card with the names that its fields mention. */
export interface Entry {
  record: RecordItem;
  names: Names;
}

/** The card in hand: a record and the lane it came from. */
export interface Held {
  entry: Entry;
  lane: string;
}

/** A record on its way from one lane to another. */
export interface Move {
  entry: Entry;
  from: string;
  to: string;
}

const NO_NAMES: Names = {};

/** The cards of a lane as the reader sees them: those that are moved stand where they were put. */
export function entriesOf(
  pages: Pages | undefined,
  lane: string,
  moves: ReadonlyMap<string, Move>,
  sort: string,
): Entry[] {
  const held = (pages?.pages ?? []).flatMap(({ items, names = NO_NAMES }) =>
    items.map((record): Entry => ({ record, names })),
  );
  const stays = held.filter(({ record }) => !moves.has(record.id));
  return [...moves.values()]
    .filter(({ to }) => to === lane)
    .reduce((entries, { entry }) => {
      const at = placeAmong(
        entries.map(({ record }) => record),
        entry.record,
        sort,
      );
      return entries.toSpliced(at, 0, entry);
    }, stays);
}

/** Pages of a lane with one more record, at its place among those that were read. */
export function withPlaced(pages: Pages | undefined, entry: Entry, sort: string): Pages | undefined {
  if (!pages || pages.pages.length === 0) return pages;
  const { record, names } = entry;
  const home = pages.pages.findIndex(({ items }) => placeAmong(items, record, sort) < items.length);
  const at = home === -1 ? pages.pages.length - 1 : home;
  return {
    ...pages,
    pages: pages.pages.map((page, index) =>
      index === at
        ? {
            ...page,
            items: page.items.toSpliced(placeAmong(page.items, record, sort), 0, record),
            names: { ...page.names, ...names },
          }
        : page,
    ),
  };
}
