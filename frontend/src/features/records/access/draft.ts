import type { Level, Principal, RelatedRecord, Share, Shares } from '@/shared/api';

/** What one has changed in a list of shares and not saved yet: by principal, null where it is taken away. */
export type Draft = Record<string, Share | null>;

export function keyOf(principal: Principal): string {
  return `${principal.kind}/${principal.id}`;
}

/** The list as it would be after Save: what the office holds, with the draft laid over it. */
export function merged(shares: Share[], draft: Draft): Share[] {
  const known = new Set(shares.map((share) => keyOf(share.principal)));
  const kept = shares.flatMap((share) => {
    const change = draft[keyOf(share.principal)];
    return change === null ? [] : [change ?? share];
  });
  const added = Object.entries(draft).flatMap(([key, share]) => (share && !known.has(key) ? [share] : []));
  return [...kept, ...added];
}

/** A draft with one share put; a change back to what the office holds is no change. */
export function put(shares: Share[], draft: Draft, share: Share): Draft {
  const key = keyOf(share.principal);
  const held = shares.find((candidate) => keyOf(candidate.principal) === key);
  const rest = Object.fromEntries(Object.entries(draft).filter(([other]) => other !== key));
  const same = held && held.level === share.level && (held.expires ?? null) === (share.expires ?? null);
  return same ? rest : { ...rest, [key]: share };
}

/** A draft with one share taken away; one that was only added is forgotten. */
export function remove(shares: Share[], draft: Draft, share: Share): Draft {
  const key = keyOf(share.principal);
  const held = shares.some((candidate) => keyOf(candidate.principal) === key);
  const rest = Object.fromEntries(Object.entries(draft).filter(([other]) => other !== key));
  return held ? { ...rest, [key]: null } : rest;
}

export function countChanges(draft: Draft): number {
  return Object.keys(draft).length;
}

/** A share may be changed by one who may give its level himself. */
export function mayChange(share: Share, shares: Pick<Shares, 'levels' | 'can'>): boolean {
  return shares.can && shares.levels.includes(share.level);
}

/** The list in the form the office takes. */
export function toBody(list: Share[]) {
  return list.map(({ principal, level, expires, reason }) => ({
    principal: { kind: principal.kind, id: principal.id },
    level,
    ...(expires ? { expires } : {}),
    ...(reason ? { reason } : {}),
  }));
}

/** Whether somebody is added who has no share yet. */
export function addsSomebody(shares: Share[], draft: Draft): boolean {
  const known = new Set(shares.map((share) => keyOf(share.principal)));
  return Object.entries(draft).some(([key, share]) => share !== null && !known.has(key));
}

/** The types chosen to go along, as far as there is something of them that one may share. */
export function withTypes(related: RelatedRecord[], along: string[]): string[] {
  return along.filter((type) => related.some((one) => one.can && one.type === type));
}

export function firstLevel(levels: Level[]): Level {
  return levels.includes('view') ? 'view' : (levels[0] ?? 'view');
}
