import { useQueryClient } from '@tanstack/react-query';
import type { FieldValue, RecordItem } from '@/shared/api';
import { recordKeys } from '../api';
import { type SaveResult, saveField } from '../saveField';

/** Saves fields of a record on a card, against what is newest of it here. */
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

  return async (name: string, value: FieldValue, base: FieldValue, force = false): Promise<SaveResult> => {
    const latest = queries.getQueryData<RecordItem>(key) ?? record;
    const result = await saveField(latest, name, value, base, force);
    if (result.kind === 'saved') keep(result.record);
    return result;
  };
}
