interface Rebased {
  value: unknown;
  /** Both changed the same thing, each in another way: the value is the one that was typed. */
  clash: boolean;
}

/**
 * Brings what was typed over a value onto what stands there now, where somebody else has changed it meanwhile: what he
 * took away or gave stays so unless the very same was typed over. Objects are gone through, lists of words are sets.
 */
export function rebased(under: unknown, typed: unknown, now: unknown): Rebased {
  if (same(typed, under)) return { value: now, clash: false };
  if (same(now, under) || same(now, typed)) return { value: typed, clash: false };
  if (isObject(typed) && isObject(now)) return rebasedObject(isObject(under) ? under : {}, typed, now);
  if (isSet(typed) && isSet(now) && (under === undefined || isSet(under))) {
    return rebasedSet(under ?? [], typed, now);
  }
  return { value: typed, clash: true };
}

type Values = Record<string, unknown>;

function rebasedObject(under: Values, typed: Values, now: Values): Rebased {
  const value: Values = {};
  let clash = false;
  for (const name of new Set([...Object.keys(now), ...Object.keys(typed)])) {
    const part = rebased(under[name], typed[name], now[name]);
    clash ||= part.clash;
    if (part.value !== undefined) value[name] = part.value;
  }
  return { value, clash };
}

function rebasedSet(under: string[], typed: string[], now: string[]): Rebased {
  const added = typed.filter((each) => !under.includes(each) && !now.includes(each));
  const left = now.filter((each) => typed.includes(each) || !under.includes(each));
  const order = added.length === 0 && left.length === now.length && typed.length === under.length;
  return order ? { value: typed, clash: true } : { value: [...left, ...added], clash: false };
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
