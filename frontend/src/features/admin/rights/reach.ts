import { REACHES, type Reach, type ReachSetting } from '@/shared/api';

/** A cell of the matrix as a set; "none" and no word at all are the empty set. */
export function toReaches(setting: ReachSetting | undefined): Reach[] {
  if (setting === undefined || setting === 'none') return [];
  const list = Array.isArray(setting) ? setting : [setting];
  return REACHES.filter((reach) => list.includes(reach));
}

/** A set with one reach switched; `all` absorbs the others, and any other takes `all` back. */
export function toggleReach(now: Reach[], reach: Reach): Reach[] {
  if (now.includes(reach)) return now.filter((other) => other !== reach);
  if (reach === 'all') return ['all'];
  return REACHES.filter((other) => other === reach || (other !== 'all' && now.includes(other)));
}

/** How far a set reaches, from 0 to 1, for a bar that shows it without relying on colour. */
export function extent(reaches: Reach[]): number {
  const farthest = Math.max(-1, ...reaches.map((reach) => REACHES.indexOf(reach)));
  return (farthest + 1) / REACHES.length;
}
