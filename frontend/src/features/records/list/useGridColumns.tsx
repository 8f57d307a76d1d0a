import { IconLock, IconRestore } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ElementType, Names, RecordItem } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { label } from '@/shared/i18n';
import { fieldOf, type GridColumn, nameOf, PlainFieldValue, useFieldText } from '@/shared/ui';
import { useRestore } from '../useRestore';
import type { ShownColumn } from './columns';
import classes from './list.module.css';

const ON_THE_RIGHT = ['money', 'number', 'percent'];

/** The columns of a list as the grid draws them; the same array while neither they nor the names in them change. */
export function useGridColumns(
  type: ElementType,
  shown: ShownColumn[],
  names: Names,
  bin: boolean,
): GridColumn<RecordItem>[] {
  const { t, i18n } = useTranslation();
  const fieldText = useFieldText();
  const format = useFormat();
  return useMemo(() => {
    const columns = shown.map(({ field, width }): GridColumn<RecordItem> => {
      const common = {
        id: field.name,
        header: label(field.labels, i18n.language, field.name),
        width,
        sortable: field.sortable,
        ...(ON_THE_RIGHT.includes(field.kind) ? { align: 'right' as const } : {}),
      };
      if (field.name === 'name') {
        return { ...common, render: (record) => <Title type={type.name} record={record} bin={bin} /> };
      }
      return {
        ...common,
        render: (record) => {
          const value = fieldOf(record, field.name);
          return (
            <PlainFieldValue
              field={field}
              value={value}
              names={names}
              text={fieldText(field, value, names)}
            />
          );
        },
      };
    });
    const deletion: GridColumn<RecordItem>[] = [
      {
        id: 'deleted_at',
        header: t('list.deleted'),
        width: 160,
        render: ({ deleted_at }) => (deleted_at ? format.dateTime(deleted_at) : ''),
      },
      {
        id: 'deleted_by',
        header: t('list.deleted_by'),
        width: 190,
        render: ({ deleted_by }) => (deleted_by && names[deleted_by]) || '',
      },
    ];
    return bin ? columns.toSpliced(1, 0, ...deletion) : columns;
  }, [type, shown, names, bin, t, i18n.language, fieldText, format]);
}

interface TitleProps {
  type: string;
  record: RecordItem;
  bin: boolean;
}

function Title({ type, record, bin }: TitleProps) {
  const { t } = useTranslation();
  const name = nameOf(record);
  const link = (
    <a href={`/t/${type}/${record.id}`} tabIndex={-1} title={name}>
      {name || t('record.unnamed')}
    </a>
  );
  if (bin) {
    return (
      <span className={classes.deleted}>
        {link}
        <Restore type={type} record={record} />
      </span>
    );
  }
  return record.can.edit ? (
    link
  ) : (
    <>
      {link}
      <span className={classes.locked} role="img" aria-label={t('list.locked')} title={t('list.locked')}>
        <IconLock size={12} stroke={1.6} />
      </span>
    </>
  );
}

function Restore({ type, record }: { type: string; record: RecordItem }) {
  const { t } = useTranslation();
  const restore = useRestore(type);
  return (
    <button type="button" className={classes.restore} onClick={() => void restore(record)}>
      <IconRestore size={14} stroke={1.7} aria-hidden="true" /> {t('record.restore')}
    </button>
  );
}
