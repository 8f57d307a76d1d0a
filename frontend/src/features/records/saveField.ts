import { ApiError, type FieldValue, type RecordItem, type Version } from '@/shared/api';
import { fieldOf, sameValue } from '@/shared/ui';
import { recordCalls } from './api';

export type SaveResult =
  | { kind: 'saved'; record: RecordItem }
  /** Somebody changed the same field meanwhile; `current` is what the office holds. */
  | { kind: 'conflict'; current: RecordItem }
  | { kind: 'failed'; error: unknown };

/**
 * Saves one field. `base` is the value the edit began from: a change of other fields meanwhile is no conflict, a
 * change of this one is. `force` overwrites what the other person wrote.
 */
export async function saveField(
  latest: RecordItem,
  name: string,
  value: FieldValue,
  base: FieldValue,
  force = false,
): Promise<SaveResult> {
  const wanted = (held: FieldValue) => sameValue(held, base) || sameValue(held, value);
  if (!force && !wanted(fieldOf(latest, name))) return { kind: 'conflict', current: latest };
  const first = await send(latest, name, value, latest.version);
  if (first.kind !== 'conflict' || !(force || wanted(fieldOf(first.current, name)))) return first;
  return send(latest, name, value, first.current.version);
}

async function send(
  { type, id }: RecordItem,
  name: string,
  value: FieldValue,
  version: Version,
): Promise<SaveResult> {
  try {
    return { kind: 'saved', record: await recordCalls.edit(type, id, { [name]: value }, version) };
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'conflict' && error.current) {
      return { kind: 'conflict', current: error.current };
    }
    return { kind: 'failed', error };
  }
}
