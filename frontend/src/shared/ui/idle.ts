import { storage } from '@/platform/storage';

/** After how many minutes without a key or a click this computer can lock itself; 0: never. */
export const LOCK_AFTER = [5, 15, 60, 0];

const USUAL = 15;
const CHOSEN = 'lock-after';
const LAST = 'active-at';

export function lockAfter(): number {
  const chosen = Number(storage.read(CHOSEN) ?? USUAL);
  return LOCK_AFTER.includes(chosen) ? chosen : USUAL;
}

export const setLockAfter = (minutes: number): void => storage.write(CHOSEN, String(minutes));

/** Notes that somebody is there; every window of this browser knows. */
export const noteActive = (now: number): void => storage.write(LAST, String(now));

/** Says that nobody has been there for so long that the computer is to be locked. */
export function isIdle(now: number): boolean {
  const minutes = lockAfter();
  const last = Number(storage.read(LAST) ?? now);
  return minutes > 0 && now - last >= minutes * 60_000;
}
