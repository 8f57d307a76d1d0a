import { useState } from 'react';
import { storage } from '@/platform';
import { useMe } from '@/shared/api';

/**
 * Text that somebody is typing. It outlives a reload and leaving the page, until it is sent or thrown away; each
 * employee has his own at the same computer.
 */
export function useKept(place: string): [text: string, set: (text: string) => void] {
  const key = `draft.${useMe().employee.id}.${place}`;
  const [text, setText] = useState(() => storage.read(key) ?? '');
  const keep = (next: string) => {
    setText(next);
    if (next === '') storage.remove(key);
    else storage.write(key, next);
  };
  return [text, keep];
}
