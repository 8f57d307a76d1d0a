import { useCallback, useMemo, useRef, useState } from 'react';
import { storage } from '@/platform';
import { useMe } from '@/shared/api';
import type { Clash } from './clash';
import { decided, type Kept, packed, standing, typedOver, unpacked } from './kept';

interface Typed<Item> {
  /** What stands in the form instead of what the office holds, with what others have changed meanwhile brought in. */
  typed: Partial<Item>;
  /** Whether something of it was typed before the page was opened, and never saved nor thrown away. */
  restored: boolean;
  /** What somebody else has changed meanwhile in another way: it has to be decided before one saves. */
  clash: Clash | undefined;
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
  const [kept, setKept] = useState<Kept<Item>>(() => unpacked(storage.read(key), secrets));
  const [restored, setRestored] = useState(() => Object.keys(kept.typed).length > 0);
  /** Whether the form shows what the other made of it where both clash. */
  const [looking, look] = useState(false);
  const latest = useRef(kept);
  if (formerKey !== key) {
    // The form is another's now: nothing goes along.
    latest.current = unpacked<Item>(storage.read(key), secrets);
    setFormerKey(key);
    setKept(latest.current);
    setRestored(Object.keys(latest.current.typed).length > 0);
  }
  const keep = useCallback(
    (next: Kept<Item>) => {
      latest.current = next;
      setKept(next);
      const text = packed(next, given.current.secrets);
      if (text === undefined) storage.remove(key);
      else storage.write(key, text);
    },
    [key],
  );
  const type = useCallback(
    (part: Partial<Item>) => {
      look(false);
      keep(typedOver(latest.current, part, given.current.over));
    },
    [keep],
  );
  const decide = useCallback(
    (forTyped: boolean) => keep(decided(latest.current, given.current.over, forTyped)),
    [keep],
  );
  const drop = useCallback(() => {
    keep({ typed: {}, under: {} });
    setRestored(false);
  }, [keep]);
  const { typed, theirs, clashes } = useMemo(() => standing(kept, over), [kept, over]);
  if (looking && clashes.length === 0) look(false);
  return {
    typed: looking ? theirs : typed,
    restored,
    clash: clashes.length === 0 ? undefined : { names: clashes as string[], looking, look, decide },
    type,
    drop,
  };
}
