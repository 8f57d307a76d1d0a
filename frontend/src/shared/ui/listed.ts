import { type ElementType, useTypes } from '../api';

// Types that stand on other cards, and people, who have a page of their own.
const WITHOUT_LIST = new Set(['note', 'message', 'file', 'line', 'employee']);

const ORDER = [
  'deal',
  'lead',
  'contact',
  'company',
  'task',
  'meeting',
  'call',
  'campaign',
  'project',
  'product',
  'object',
];

function rank({ name }: ElementType): number {
  const at = ORDER.indexOf(name);
  return at === -1 ? ORDER.length : at;
}

/** The types that have a list of their own in the menu, in its order. */
export function useListedTypes(): ElementType[] {
  return useTypes()
    .filter((type) => !WITHOUT_LIST.has(type.name))
    .toSorted((a, b) => rank(a) - rank(b));
}
