import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FieldDesign, FieldValue } from '@/shared/api';
import { FieldInput } from '@/shared/ui';
import { asDefinition, canStart, hasChoices, named } from './fields';

const WORDS = { date: 'today', date_time: 'now', employee: 'me' } as const;

interface StartInputProps {
  field: FieldDesign;
  error: string | undefined;
  onChange: (start: FieldValue) => void;
}

/** What a new record holds in the field before anybody types. */
export function StartInput({ field, error, onChange }: StartInputProps) {
  const { t } = useTranslation();
  const { kind } = field;
  if (!canStart(kind)) return null;
  const word = kind === 'date' || kind === 'date_time' || kind === 'employee' ? WORDS[kind] : undefined;
  const asked = word !== undefined && field.default === word;
  const title = t('types.start');
  const tried = asDefinition({
    ...field,
    labels: { en: title, ru: title },
    required: false,
    choices: hasChoices(kind) ? named(field.choices ?? []) : [],
  });
  return (
    <div>
      {word && (
        <Checkbox
          label={t(`types.starts.${word}`)}
          checked={asked}
          onChange={(event) => onChange(event.currentTarget.checked ? word : null)}
        />
      )}
      {kind !== 'employee' && !asked && (
        <FieldInput
          field={{ ...tried, name: 'default' }}
          value={field.default}
          error={error}
          onChange={onChange}
        />
      )}
    </div>
  );
}
