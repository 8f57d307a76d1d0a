import type { Names, RecordItem, Total } from '@/shared/api';
import type { GridGroup } from '@/shared/ui';

/** How many groups are drawn of how many, and which. */
export interface GroupsCut {
  kept: 'largest' | 'latest';
  count: number;
  all: number;
}

/** Where the rows of a list come from: pages one after the other, or groups. */
export interface RowSource {
  /** Holes are rows that are not read yet. */
  rows: readonly (RecordItem | undefined)[];
  names: Names;
  groups?: GridGroup[];
  total: Total | undefined;
  /** There are more groups than are drawn. */
  cut?: GroupsCut | undefined;
  isPending: boolean;
  error: unknown;
  retry: () => void;
  hasMore: boolean;
  onMore: (() => void) | undefined;
  onSeen?: (first: number, last: number) => void;
  /** The list has changed since it was read. */
  stale: boolean;
  refresh: () => void;
}
