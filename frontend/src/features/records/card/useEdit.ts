import { useQueryClient } from '@tanstack/react-query';
import { ApiError, type FieldValue, type RecordItem, type Version } from '@/shared/api';
import { fieldOf, sameValue } from '@/shared/ui';
import { recordCalls, recordKeys } from '../api';

export type EditResult =
  | { kind: 'saved' }
  /** Somebody changed the same field meanwhile; `current` is what the office holds. */
  | { kind: 'conflict'; current: RecordItem }
  | { kind: 'failed'; error: unknown };

/**
 * Saves one field. `base` is the value the edit began from: a change of other fields meanwhile is no conflict, a
 * change of this one is. `force` overwrites what the other person wrote.
 */
export function useEdit(record: RecordItem) {
  const queries = useQueryClient();
  const key = recordKeys.one(record.type, record.id);

  const keep = (saved: RecordItem) => {
    queries.setQueryData<RecordItem>(key, (old) => ({
      ...saved,
      names: { ...old?.names, ...saved.names },
    }));
    void queries.invalidateQueries({ queryKey: [...key, 'timeline'] });
    void queries.invalidateQueries({ queryKey: recordKeys.lists(record.type) });
  };

  const send = async (name: string, value: FieldValue, version: Version): Promise<EditResult> => {
    try {
      keep(await recordCalls.edit(record.type, record.id, { [name]: value }, version));
      return { kind: 'saved' };
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'conflict' && error.current) {
        return { kind: 'conflict', current: error.current };
      }
      return { kind: 'failed', error };
    }
  };

  return async (name: string, value: FieldValue, base: FieldValue, force = false): Promise<EditResult> => {
    const latest = queries.getQueryData<RecordItem>(key) ?? record;
    if (!force && !sameValue(fieldOf(latest, name), base) && !sameValue(fieldOf(latest, name), value)) {
      return { kind: 'conflict', current: latest };
    }
    const first = await send(name, value, latest.version);
    if (first.kind !== 'conflict') return first;
    const theirs = fieldOf(first.current, name);
    if (force || sameValue(theirs, base) || sameValue(theirs, value)) {
      return send(name, value, first.current.version);
    }
    return first;
  };
}
