import { useCallback, useRef, useState } from 'react';
import { storage } from '@/platform';
import { useMe } from '@/shared/api';
import { differing, packed, unpacked } from './kept';

interface Typed<Item> {
  typed: Partial<Item>;
  /** Whether something of it was typed before the page was opened, and never saved nor thrown away. */
  restored: boolean;
  type: (part: Partial<Item>) => void;
  /** Lets go of everything: it was saved, or thrown away. */
  drop: () => void;
}

/**
 * What somebody has typed into the form of a place. Like texts it outlives a reload, a crash and the end of a session,
 * until it is saved, thrown away or typed back to what stands below it; each employee has his own at the same
 * computer. Secrets are never kept.
 */
export function useTyped<Item extends object>(
  place: string,
  over: Partial<Item>,
  secrets: readonly (keyof Item)[] = [],
): Typed<Item> {
  const key = `typed.${useMe().employee.id}.${place}`;
  const given = useRef({ over, secrets });
  given.current = { over, secrets };
  const [formerKey, setFormerKey] = useState(key);
  const [typed, setTyped] = useState<Partial<Item>>(() => unpacked(storage.read(key), secrets));
  const [restored, setRestored] = useState(() => Object.keys(typed).length > 0);
  const latest = useRef(typed);
  if (formerKey !== key) {
    // The form is another's now: nothing goes along.
    const kept = unpacked<Item>(storage.read(key), secrets);
    latest.current = kept;
    setFormerKey(key);
    setTyped(kept);
    setRestored(Object.keys(kept).length > 0);
  }
  const type = useCallback(
    (part: Partial<Item>) => {
      latest.current = differing({ ...latest.current, ...part }, given.current.over);
      setTyped(latest.current);
      const text = packed(latest.current, given.current.secrets);
      if (text === undefined) storage.remove(key);
      else storage.write(key, text);
    },
    [key],
  );
  const drop = useCallback(() => {
    latest.current = {};
    setTyped({});
    setRestored(false);
    storage.remove(key);
  }, [key]);
  return { typed, restored, type, drop };
}
