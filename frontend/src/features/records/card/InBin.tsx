import { Button } from '@mantine/core';
import { IconRestore, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RecordItem } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { useRestore } from '../useRestore';
import classes from './card.module.css';

/** Says on the card of a deleted record that it is in the bin, since when and by whom; whoever sees it may restore it. */
export function InBin({ record }: { record: RecordItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const restore = useRestore(record.type);
  const by = record.deleted_by && record.names?.[record.deleted_by];
  return (
    <div className={classes.inBin} role="status" data-testid="in-bin">
      <IconTrash size={16} stroke={1.6} aria-hidden="true" />
      <span>
        {t('record.in_bin')}{' '}
        <span className={classes.inBinBy}>
          {[record.deleted_at && format.dateTime(record.deleted_at), by].filter(Boolean).join(' · ')}
        </span>
      </span>
      <Button
        variant="default"
        leftSection={<IconRestore size={15} stroke={1.7} />}
        onClick={() => void restore(record)}
      >
        {t('record.restore')}
      </Button>
    </div>
  );
}
