import { ApiError, type FieldValue, type RecordItem } from '@/shared/api';
import { fieldOf, sameValue } from '@/shared/ui';
import { recordCalls } from '../api';

/** Takes back what was done to one record. */
export type TakeBack = () => Promise<unknown>;

/** Does something to a record and answers how to take it back; undefined when nothing had to be done. */
export type BulkAction = (record: RecordItem) => Promise<TakeBack | undefined>;

/** What is asked before records are worked on. */
export type BulkDialogKind = 'field' | 'responsible';

export interface Refusal {
  record: RecordItem;
  error: unknown;
}

interface Done {
  record: RecordItem;
  takeBack: TakeBack;
}

export interface Outcome {
  done: Done[];
  refused: Refusal[];
}

/** Says that a record may not take part, in words of the window. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
}

/**
 * Works through records one by one, so that each keeps its own version and rights; a refusal of one holds up no other.
 * What is left when `stop` fires stays as it is.
 */
export async function workThrough(
  records: RecordItem[],
  act: BulkAction,
  onProgress: (finished: number) => void,
  stop: AbortSignal,
): Promise<Outcome> {
  const outcome: Outcome = { done: [], refused: [] };
  let finished = 0;
  for (const record of records) {
    if (stop.aborted) break;
    try {
      const takeBack = await act(record);
      if (takeBack) outcome.done.push({ record, takeBack });
    } catch (error) {
      outcome.refused.push({ record, error });
    }
    finished += 1;
    onProgress(finished);
  }
  return outcome;
}

/** Puts a value into a field; taking it back puts the value there that was overwritten. */
export function settingField(name: string, value: FieldValue): BulkAction {
  return async (shown) => {
    const latest = name in shown.fields ? shown : await recordCalls.get(shown.type, shown.id);
    const { held, saved } = await overwrite(latest, name, value);
    if (!saved) return undefined;
    return () => recordCalls.edit(saved.type, saved.id, { [name]: held ?? null }, saved.version);
  };
}

async function overwrite(
  latest: RecordItem,
  name: string,
  value: FieldValue,
): Promise<{ held: FieldValue; saved?: RecordItem }> {
  const held = fieldOf(latest, name);
  if (sameValue(held, value)) return { held };
  try {
    return { held, saved: await recordCalls.edit(latest.type, latest.id, { [name]: value }, latest.version) };
  } catch (error) {
    // Somebody was faster: what he wrote is what is overwritten, and what comes back by Undo.
    if (!(error instanceof ApiError) || error.kind !== 'conflict' || !error.current) throw error;
    return overwrite(error.current, name, value);
  }
}

export function transferring(to: string): BulkAction {
  return async ({ type, id, responsible }) => {
    if (responsible === to) return undefined;
    await recordCalls.transfer(type, id, { to, with: [], keep_viewer: false });
    return async () => {
      if (responsible) {
        await recordCalls.transfer(type, id, { to: responsible, with: [], keep_viewer: false });
      }
    };
  };
}

export const removing: BulkAction = async ({ type, id }) => {
  await recordCalls.remove(type, id);
  return () => recordCalls.restore(type, id);
};
