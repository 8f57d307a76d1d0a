import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RecordItem } from '@/shared/api';
import { nameOf, showToast, useShowError } from '@/shared/ui';
import { recordCalls, recordKeys } from './api';

/** Takes records of a type out of the bin again. */
export function useRestore(type: string): (record: RecordItem) => Promise<void> {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const showError = useShowError();
  return async (record) => {
    try {
      await recordCalls.restore(type, record.id);
      showToast(t('record.restored', { name: nameOf(record) }));
      await queries.invalidateQueries({ queryKey: recordKeys.type(type) });
    } catch (error) {
      showError(error);
    }
  };
}
