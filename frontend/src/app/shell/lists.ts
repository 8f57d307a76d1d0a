import type { ElementType } from '@/shared/api';

// Types that stand on other cards, and people, who have a page of their own.
const WITHOUT_LIST = new Set(['note', 'message', 'file', 'employee']);

/** Says whether a type has a list of its own in the menu. */
export function hasList(type: ElementType): boolean {
  return !WITHOUT_LIST.has(type.name);
}
