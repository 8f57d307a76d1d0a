import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ElementType } from '@/shared/api';
import { inSentence, typeLabel } from '@/shared/i18n';
import { EmptyState } from '@/shared/ui';

/** Where the link that skips to the records leads, also while there are none. */
const RECORDS = 'records';

interface NoRecordsProps {
  type: ElementType;
  narrowed: boolean;
  bin: boolean;
  onClear: () => void;
  onNew: (() => void) | undefined;
}

/** A list without rows says why there are none, and what to do about it. */
export function NoRecords({ type, narrowed, bin, onClear, onNew }: NoRecordsProps) {
  const { t, i18n } = useTranslation();
  if (narrowed) {
    return (
      <EmptyState id={RECORDS} title={t('list.nothing_matches')}>
        <Button variant="default" onClick={onClear}>
          {t('list.clear_filters')}
        </Button>
      </EmptyState>
    );
  }
  if (bin) return <EmptyState id={RECORDS} title={t('list.bin_empty')} text={t('list.bin_hint')} />;
  return (
    <EmptyState
      id={RECORDS}
      title={t('list.empty', { name: typeLabel(type, i18n.language, 'many') })}
      text={t('list.empty_hint')}
    >
      {onNew && (
        <Button onClick={onNew}>
          {t('list.new', { name: inSentence(typeLabel(type, i18n.language, 'one')) })}
        </Button>
      )}
    </EmptyState>
  );
}
