import { useEffect } from 'react';
import { useSync } from '@/shared/api';
import { isIdle, noteActive } from '@/shared/ui';
import { useLock } from './session';

const LOOK_EVERY_MS = 5_000;
const NOTE_EVERY_MS = 2_000;

/**
 * Ends the session at a desk once nobody has been there for a while: what it holds lies open to whoever sits down
 * otherwise.
 */
export function useIdleLock(): void {
  const isDesk = useSync()?.desk ?? false;
  const lock = useLock();
  useEffect(() => {
    if (!isDesk) return;
    let noted = 0;
    const note = () => {
      const now = Date.now();
      if (now - noted < NOTE_EVERY_MS) return;
      // A click after a long absence comes too late: the clocks of a sleeping computer stand still.
      if (noted > 0 && isIdle(now)) return;
      noted = now;
      noteActive(now);
    };
    const look = setInterval(() => {
      if (isIdle(Date.now())) void lock();
    }, LOOK_EVERY_MS);
    const signs = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const sign of signs) window.addEventListener(sign, note, { passive: true, capture: true });
    note();
    return () => {
      clearInterval(look);
      for (const sign of signs) window.removeEventListener(sign, note, { capture: true });
    };
  }, [isDesk, lock]);
}
