import { type ElementType, useTypes } from '../api';

// Types that stand on other cards, and people, who have a page of their own.
const WITHOUT_LIST = new Set(['note', 'message', 'file', 'employee']);

/** The types that have a list of their own in the menu. */
export function useListedTypes(): ElementType[] {
  return useTypes().filter((type) => !WITHOUT_LIST.has(type.name));
}
