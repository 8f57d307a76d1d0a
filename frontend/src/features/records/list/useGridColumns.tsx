import { IconLayoutSidebarRightExpand, IconLock, IconRestore } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ElementType, FieldDefinition, Names, RecordItem } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { label } from '@/shared/i18n';
import { fieldOf, type GridColumn, nameOf, PlainFieldValue, useFieldText } from '@/shared/ui';
import { useRestore } from '../useRestore';
import { CellEditor, takes } from './CellEditor';
import type { ShownColumn } from './columns';
import classes from './list.module.css';
import type { CellChange } from './useCellSave';

const ON_THE_RIGHT = ['money', 'number', 'percent'];

interface Handlers {
  onSave: (change: CellChange) => void;
  /** Opens a record beside the list. */
  onPeek: (id: string) => void;
}

/** The columns of a list as the grid draws them; the same array while neither they nor the names in them change. */
export function useGridColumns(
  type: ElementType,
  shown: ShownColumn[],
  names: Names,
  bin: boolean,
  { onSave, onPeek }: Handlers,
): GridColumn<RecordItem>[] {
  const { t, i18n } = useTranslation();
  const fieldText = useFieldText();
  const format = useFormat();
  return useMemo(() => {
    const lockOf = (record: RecordItem, field: FieldDefinition) => {
      const lock = lockOn(record, field);
      return lock && t(lock);
    };
    const columns = shown.map(({ field, width }): GridColumn<RecordItem> => {
      const common = {
        id: field.name,
        header: label(field.labels, i18n.language, field.name),
        width,
        sortable: field.sortable,
        ...(ON_THE_RIGHT.includes(field.kind) ? { align: 'right' as const } : {}),
        ...(bin ? {} : editing(field, names, lockOf, onSave)),
      };
      if (field.name === 'name') {
        return {
          ...common,
          render: (record) => <Title type={type.name} record={record} bin={bin} onPeek={onPeek} />,
        };
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
  }, [type, shown, names, bin, onSave, onPeek, t, i18n.language, fieldText, format]);
}

/** How the cells of a field are edited. */
function editing(
  field: FieldDefinition,
  names: Names,
  lockOf: (record: RecordItem, field: FieldDefinition) => string | undefined,
  onSave: (change: CellChange) => void,
): Pick<GridColumn<RecordItem>, 'locked' | 'edit' | 'takes'> {
  return {
    locked: (record) => lockOf(record, field),
    takes: (character) => takes(field, character),
    edit: (record, cell) => (
      <CellEditor field={field} record={record} names={names} onSave={onSave} {...cell} />
    ),
  };
}

const KEPT_BY_THE_OFFICE = ['created_by', 'created_at', 'updated_at'];

/** Why a cell may not be edited; undefined when it may. */
export function lockOn(record: RecordItem, field: FieldDefinition) {
  if (KEPT_BY_THE_OFFICE.includes(field.name)) return 'list.locked_kept';
  if (field.name === 'responsible') return record.can.transfer ? undefined : 'list.locked_transfer';
  if (field.kind === 'file') return 'list.locked_file';
  if (!record.can.edit) return 'list.locked';
  if (record.locked?.includes(field.name)) return 'list.locked_invited';
  return field.right === 'edit' ? undefined : (`record.right_${field.right}` as const);
}

interface TitleProps {
  type: string;
  record: RecordItem;
  bin: boolean;
  onPeek: (id: string) => void;
}

function Title({ type, record, bin, onPeek }: TitleProps) {
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
  return (
    <span className={classes.name}>
      {link}
      {!record.can.edit && (
        <span className={classes.locked} role="img" aria-label={t('list.locked')} title={t('list.locked')}>
          <IconLock size={12} stroke={1.6} />
        </span>
      )}
      <button
        type="button"
        tabIndex={-1}
        className={classes.peek}
        aria-label={t('list.peek_of', { name })}
        title={`${t('list.peek')} (P)`}
        onClick={() => onPeek(record.id)}
      >
        <IconLayoutSidebarRightExpand size={15} stroke={1.6} aria-hidden="true" />
      </button>
    </span>
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
