import { Button, Checkbox, Popover } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { storage } from '@/platform';
import type { FieldDefinition, FieldKind } from '@/shared/api';
import { label } from '@/shared/i18n';
import { firstColumns } from '@/shared/ui';
import classes from './list.module.css';

/** Columns the reader chose for a type in this browser. */
export function useColumns(type: string, fields: FieldDefinition[]) {
  const key = `columns.${type}`;
  const [chosen, setChosen] = useState(() => storage.read(key)?.split(','));
  const columns = chosen ?? firstColumns(fields);
  const toggle = (name: string) => {
    const next = columns.includes(name) ? columns.filter((column) => column !== name) : [...columns, name];
    storage.write(key, next.join(','));
    setChosen(next);
  };
  return { columns, toggle };
}

const WIDTHS: Record<FieldKind, number> = {
  text: 180,
  long_text: 240,
  number: 100,
  percent: 90,
  money: 130,
  date: 120,
  date_time: 185,
  yes_no: 80,
  choice: 150,
  choices: 200,
  phone: 150,
  email: 200,
  url: 180,
  address: 240,
  employee: 190,
  link: 200,
};

const NAME_WIDTH = 300;

export function widthOf(field: FieldDefinition): number {
  return field.name === 'name' ? NAME_WIDTH : WIDTHS[field.kind];
}

interface ColumnsMenuProps {
  fields: FieldDefinition[];
  columns: string[];
  onToggle: (name: string) => void;
}

export function ColumnsMenu({ fields, columns, onToggle }: ColumnsMenuProps) {
  const { t, i18n } = useTranslation();
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button variant="subtle" color="gray" leftSection={<IconColumns3 size={15} stroke={1.6} />}>
          {t('list.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={4} aria-label={t('list.columns')}>
        <div className={classes.scroll}>
          <div className={classes.columnChoice}>
            {fields
              .filter((field) => field.name !== 'name')
              .map((field) => (
                <Checkbox
                  key={field.name}
                  label={label(field.labels, i18n.language, field.name)}
                  checked={columns.includes(field.name)}
                  onChange={() => onToggle(field.name)}
                />
              ))}
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
