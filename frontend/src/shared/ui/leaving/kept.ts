import { isObject, rebased, same } from './rebased';

/** What was typed of a form, and what stood there when it was. */
export interface Kept<Item> {
  typed: Partial<Item>;
  under: Partial<Item>;
}

/** As text to keep: without what nobody may read later, and nothing where that is all. */
export function packed<Item extends object>(
  { typed, under }: Kept<Item>,
  secrets: readonly (keyof Item)[],
): string | undefined {
  const open = without(typed, secrets);
  if (Object.keys(open).length === 0) return undefined;
  return JSON.stringify({ typed: open, under: without(under, secrets) });
}

/** What was kept; nothing where it is not what this program keeps. */
export function unpacked<Item extends object>(
  text: string | undefined,
  secrets: readonly (keyof Item)[] = [],
): Kept<Item> {
  const none = { typed: {}, under: {} };
  try {
    const kept: unknown = JSON.parse(text ?? '{}');
    if (!isObject(kept) || !isObject(kept.typed) || !isObject(kept.under)) return none;
    // Whoever sits at the same computer can write here: what was never kept is not taken back either.
    return {
      typed: without(kept.typed as Partial<Item>, secrets),
      under: without(kept.under as Partial<Item>, secrets),
    };
  } catch {
    return none;
  }
}

function without<Item extends object>(values: Partial<Item>, names: readonly (keyof Item)[]): Partial<Item> {
  const open = Object.entries(values).filter(([name]) => !names.includes(name as keyof Item));
  return Object.fromEntries(open) as Partial<Item>;
}

interface Standing<Item> {
  typed: Partial<Item>;
  /** The same with what somebody else made of it where both changed the same in another way. */
  theirs: Partial<Item>;
  /** Of what that is so. */
  clashes: (keyof Item)[];
}

/** What was typed, as it stands over what the office holds now; without what is the same there. */
export function standing<Item extends object>(
  { typed, under }: Kept<Item>,
  over: Partial<Item>,
): Standing<Item> {
  const clashes: (keyof Item)[] = [];
  const values: Partial<Item> = {};
  const others: Partial<Item> = {};
  for (const name of Object.keys(typed) as (keyof Item)[]) {
    if (!fits(typed[name], over[name])) continue;
    const { value, theirs, clash } = rebased(under[name], typed[name], over[name]);
    if (clash) clashes.push(name);
    if (!same(value, over[name])) values[name] = value as Item[keyof Item];
    if (!same(theirs, over[name])) others[name] = theirs as Item[keyof Item];
  }
  return { typed: values, theirs: others, clashes };
}

/** Whether a value can stand for another in a form: what somebody else has written here may be of any shape. */
function fits(value: unknown, other: unknown): boolean {
  if (value === null || value === undefined || other === null || other === undefined) return true;
  return Array.isArray(value) === Array.isArray(other) && isObject(value) === isObject(other);
}

/** Types a part over what stands there now. Where others clash with it, what it was typed over stays known. */
export function typedOver<Item extends object>(
  kept: Kept<Item>,
  part: Partial<Item>,
  over: Partial<Item>,
): Kept<Item> {
  const now = standing(kept, over);
  const next: Kept<Item> = { typed: {}, under: {} };
  for (const [key, value] of Object.entries({ ...now.typed, ...part })) {
    const name = key as keyof Item;
    if (same(value, over[name])) continue;
    next.typed[name] = value as Item[keyof Item];
    const from = now.clashes.includes(name) ? kept.under[name] : over[name];
    if (from !== undefined) next.under[name] = from as Item[keyof Item];
  }
  return next;
}

/** Decides what clashes: for what was typed, which then lies over what stands there now, or against it. */
export function decided<Item extends object>(
  kept: Kept<Item>,
  over: Partial<Item>,
  forTyped: boolean,
): Kept<Item> {
  const { typed, theirs } = standing(kept, over);
  return typedOver({ typed: {}, under: {} }, forTyped ? typed : theirs, over);
}
