import type { ElementType } from '@/shared/api';

// What records are linked with most, first; all other types follow in their own order.
const USUAL: Record<string, string[]> = {
  contact: ['company', 'deal', 'contact', 'lead', 'project'],
  company: ['contact', 'deal', 'company', 'lead', 'project'],
  task: ['deal', 'company', 'contact', 'lead', 'project'],
};
const ELSE = ['contact', 'company', 'deal', 'task', 'project'];

/** Types to link a record with, the likeliest first. Notes and messages stand on one card only and are left out. */
export function byUse(types: ElementType[], from: string): ElementType[] {
  const usual = USUAL[from] ?? ELSE;
  const place = ({ name }: ElementType) => {
    if (name === 'employee') return usual.length + 1;
    const at = usual.indexOf(name);
    return at < 0 ? usual.length : at;
  };
  return types
    .filter(({ name }) => name !== 'note' && name !== 'message')
    .toSorted((a, b) => place(a) - place(b));
}
