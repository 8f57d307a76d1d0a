import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FieldDefinition, FieldValue, RecordItem } from '@/shared/api';
import { label } from '@/shared/i18n';
import { changing, nameOf, showToast, useShowError } from '@/shared/ui';
import { recordCalls, recordKeys } from '../api';
import { without } from '../live';
import { laneSumsKey } from './api';
import type { Entry, Pages } from './pages';
import type { Pipeline } from './pipelines';

/** Carries a record to another pipeline, where it begins at the first stage unless its own is there too; Undo brings it back to the stage it stood at. */
export function useCarry(type: string, pipeline: Pipeline | undefined, stage: FieldDefinition) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const showError = useShowError();

  const write = async (record: RecordItem, fields: Record<string, FieldValue>) => {
    try {
      return await recordCalls.edit(type, record.id, fields, record.version);
    } catch (error) {
      showError(error);
      return undefined;
    } finally {
      void queries.invalidateQueries({ queryKey: recordKeys.lists(type) });
      void queries.invalidateQueries({ queryKey: laneSumsKey(type) });
      void queries.invalidateQueries({ queryKey: recordKeys.one(type, record.id) });
    }
  };

  return async ({ record }: Entry, to: string) => {
    if (!pipeline) return;
    const { name, choices } = pipeline.field;
    const arrived = changing();
    const saved = await write(record, { [name]: to });
    if (!saved) return arrived();
    queries.setQueriesData<Pages>({ queryKey: [...recordKeys.lists(type), 'lane'] }, (pages) =>
      without(pages, record.id),
    );
    const lane = label(choices?.find(({ value }) => value === to)?.labels, i18n.language, to);
    showToast(t('board.moved', { name: nameOf(saved), lane }), {
      text: t('common.undo'),
      run: () =>
        void write(saved, { [name]: pipeline.value, [stage.name]: record.fields[stage.name] ?? null }),
    });
    arrived();
  };
}
