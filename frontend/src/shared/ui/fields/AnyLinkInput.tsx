import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Reference, useTypes } from '../../api';
import { typeLabel } from '../../i18n';
import type { AsyncSelectProps } from './AsyncSelect';
import classes from './fields.module.css';
import { RecordPicker } from './pickers';

interface AnyLinkInputProps extends Omit<AsyncSelectProps, 'source' | 'load' | 'value' | 'onChange'> {
  value: (Reference & { name: string }) | null;
  onChange: (record: { id: string; name: string } | null, type: string) => void;
}

/** A link that may lead to a record of any type: first the type, then the record. */
export function AnyLinkInput({ value, onChange, ...rest }: AnyLinkInputProps) {
  const { t, i18n } = useTranslation();
  const types = useTypes();
  const [chosen, setChosen] = useState<string>();
  const type =
    chosen ?? value?.type ?? types.find((known) => known.name === 'deal')?.name ?? types[0]?.name ?? '';
  return (
    <div className={classes.anyLink}>
      <Select
        aria-label={t('related.type')}
        allowDeselect={false}
        data={types.map((known) => ({ value: known.name, label: typeLabel(known, i18n.language, 'one') }))}
        value={type}
        onChange={(next) => setChosen(next ?? type)}
      />
      <RecordPicker
        {...rest}
        key={type}
        type={type}
        value={value?.type === type ? { id: value.id, name: value.name } : null}
        onChange={(record) => onChange(record, type)}
      />
    </div>
  );
}
