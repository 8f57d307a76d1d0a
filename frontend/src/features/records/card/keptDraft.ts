import { storage } from '@/platform';
import type { Draft } from '../form/useDraft';

/** A form that somebody is filling in at a place; it outlives a reload and leaving the page, as texts do. */
export interface KeptDraft {
  read: () => Draft | undefined;
  write: (draft: Draft) => void;
  drop: () => void;
}

/** The form that an employee keeps at a place, each his own at the same computer. */
export function keptDraft(employee: string, place: string): KeptDraft {
  const key = `form.${employee}.${place}`;
  return {
    read: () => parsed(storage.read(key)),
    write: (draft) => storage.write(key, JSON.stringify(draft)),
    drop: () => storage.remove(key),
  };
}

/** What an older program may have kept in another shape is none. */
function parsed(text: string | undefined): Draft | undefined {
  if (text === undefined) return undefined;
  try {
    const kept: unknown = JSON.parse(text);
    return isDraft(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

function isDraft(kept: unknown): kept is Draft {
  return (
    isObject(kept) && 'values' in kept && isObject(kept.values) && 'names' in kept && isObject(kept.names)
  );
}

function isObject(what: unknown): what is object {
  return typeof what === 'object' && what !== null && !Array.isArray(what);
}
