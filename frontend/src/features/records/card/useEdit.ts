import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type FieldValue, type RecordItem, useElementType } from '@/shared/api';
import { label } from '@/shared/i18n';
import { changing, fieldOf, showToast, useShowError } from '@/shared/ui';
import { recordKeys } from '../api';
import { type SaveResult, saveField } from '../saveField';

/** Saves fields of a record on a card, against what is newest of it here, and offers the way back. */
export function useEdit(record: RecordItem) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const showError = useShowError();
  const type = useElementType(record.type);
  const key = recordKeys.one(record.type, record.id);

  const keep = (saved: RecordItem) => {
    queries.setQueryData<RecordItem>(key, (old) => ({
      ...saved,
      names: { ...old?.names, ...saved.names },
    }));
    void queries.invalidateQueries({ queryKey: [...key, 'timeline'] });
    void queries.invalidateQueries({ queryKey: recordKeys.lists(record.type) });
  };

  const send = async (name: string, value: FieldValue, base: FieldValue, force: boolean) => {
    const latest = queries.getQueryData<RecordItem>(key) ?? record;
    const result = await saveField(latest, name, value, base, force);
    if (result.kind === 'saved') keep(result.record);
    return result;
  };

  /** A value that has been changed again since stays as it is: what somebody else typed is not taken back. */
  const takeBack = async (name: string, value: FieldValue, base: FieldValue) => {
    const result = await send(name, value, base, false);
    if (result.kind === 'failed') showError(result.error);
    if (result.kind === 'conflict') showToast(t('record.not_undone'));
  };

  return async (name: string, value: FieldValue, base: FieldValue, force = false): Promise<SaveResult> => {
    const arrived = changing();
    const result = await send(name, value, base, force);
    if (result.kind === 'saved') {
      // The office may have brought what was typed into another form.
      const held = fieldOf(result.record, name);
      const field = type?.fields.find((known) => known.name === name);
      showToast(t('list.cell_saved', { name: label(field?.labels, i18n.language, name) }), {
        text: t('common.undo'),
        run: () => void takeBack(name, base ?? null, held),
      });
    }
    arrived();
    return result;
  };
}
