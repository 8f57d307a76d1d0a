interface Rebased {
  /** With what was typed where both changed the same thing, each in another way. */
  value: unknown;
  /** With what the other made of it there. */
  theirs: unknown;
  clash: boolean;
}

/**
 * Brings what was typed over a value onto what stands there now, where somebody else has changed it meanwhile: what he
 * took away or gave stays so unless the very same was typed over. Objects are gone through, lists of words are sets.
 */
export function rebased(under: unknown, typed: unknown, now: unknown): Rebased {
  if (same(typed, under)) return one(now);
  if (same(now, under) || same(now, typed)) return one(typed);
  if (isObject(typed) && isObject(now)) return rebasedObject(isObject(under) ? under : {}, typed, now);
  if (isSet(typed) && isSet(now) && (under === undefined || isSet(under))) {
    return rebasedSet(under ?? [], typed, now);
  }
  return { value: typed, theirs: now, clash: true };
}

/** What nobody has to decide about. */
function one(value: unknown): Rebased {
  return { value, theirs: value, clash: false };
}

type Values = Record<string, unknown>;

function rebasedObject(under: Values, typed: Values, now: Values): Rebased {
  const value: Values = {};
  const theirs: Values = {};
  let clash = false;
  for (const name of new Set([...Object.keys(now), ...Object.keys(typed)])) {
    const part = rebased(under[name], typed[name], now[name]);
    clash ||= part.clash;
    if (part.value !== undefined) value[name] = part.value;
    if (part.theirs !== undefined) theirs[name] = part.theirs;
  }
  return { value, theirs, clash };
}

function rebasedSet(under: string[], typed: string[], now: string[]): Rebased {
  const added = typed.filter((each) => !under.includes(each) && !now.includes(each));
  const left = now.filter((each) => typed.includes(each) || !under.includes(each));
  const order = added.length === 0 && left.length === now.length && typed.length === under.length;
  return order ? { value: typed, theirs: now, clash: true } : one([...left, ...added]);
}

export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export function isObject(what: unknown): what is Values {
  return typeof what === 'object' && what !== null && !Array.isArray(what);
}

function isSet(what: unknown): what is string[] {
  return Array.isArray(what) && what.every((each) => typeof each === 'string');
}
