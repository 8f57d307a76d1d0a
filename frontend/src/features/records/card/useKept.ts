import { useRef, useState } from 'react';
import { storage } from '@/platform';
import { useMe } from '@/shared/api';
import { unsent } from './unsent';

interface Kept {
  text: string;
  keep: (text: string) => void;
  /** Lets go of what has been sent; what was typed while it was on its way stays. */
  drop: (sent: string) => void;
}

/**
 * Text that somebody is typing. It outlives a reload and leaving the page, until it is sent or thrown away; each
 * employee has his own at the same computer.
 */
export function useKept(place: string): Kept {
  const key = `draft.${useMe().employee.id}.${place}`;
  const [text, setText] = useState(() => storage.read(key) ?? '');
  const latest = useRef(text);
  const keep = (next: string) => {
    latest.current = next;
    setText(next);
    if (next === '') storage.remove(key);
    else storage.write(key, next);
  };
  return { text, keep, drop: (sent) => keep(unsent(latest.current, sent)) };
}
