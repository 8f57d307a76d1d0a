import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useTypes } from '@/shared/api';
import { typeLabel } from '@/shared/i18n';

interface TypeSelectProps {
  value: string;
  error?: string | undefined;
  onChange: (type: string) => void;
}

export function TypeSelect({ value, error, onChange }: TypeSelectProps) {
  const { t, i18n } = useTranslation();
  const types = useTypes();
  return (
    <Select
      label={t('admin.type')}
      searchable
      allowDeselect={false}
      data={types.map((type) => ({ value: type.name, label: typeLabel(type, i18n.language, 'many') }))}
      value={value}
      error={error}
      onChange={(type) => type && onChange(type)}
    />
  );
}
