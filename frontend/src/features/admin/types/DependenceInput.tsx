import { MultiSelect, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Choice, FieldDesign, TypeDesign } from '@/shared/api';
import { label } from '@/shared/i18n';
import { deciding, untied } from './dependence';
import { stageField } from './pipelines';
import classes from './types.module.css';

interface DependenceInputProps {
  type: TypeDesign;
  field: FieldDesign;
  error: string | undefined;
  onChange: (part: Pick<FieldDesign, 'depends_on' | 'choices'>) => void;
}

/** On which field it depends which choices are offered, and beside which of its values each of them is. */
export function DependenceInput({ type, field, error, onChange }: DependenceInputProps) {
  const { t, i18n } = useTranslation();
  const offered = deciding(type, field);
  // Stages and their pipelines are arranged together, on a tab of their own.
  if (stageField(type)?.name === field.name && field.name !== '') return null;
  if (offered.length === 0) return null;
  const on = offered.find(({ name }) => name === field.depends_on);
  const choices = field.choices ?? [];
  const put = (at: number, values: string[]) =>
    onChange({
      depends_on: field.depends_on ?? '',
      choices: choices.map((choice, index) => (index === at ? { ...choice, for: values } : choice)),
    });
  return (
    <div>
      <Select
        label={t('types.depends_on')}
        description={t('types.depends_hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        allowDeselect={false}
        data={[
          { value: '', label: t('types.depends_none') },
          ...offered.map(({ name, labels }) => ({ value: name, label: label(labels, i18n.language, name) })),
        ]}
        value={field.depends_on ?? ''}
        error={error}
        onChange={(value) => onChange({ depends_on: value ?? '', choices: untied(field.choices) })}
        data-testid="depends-on"
      />
      {on && (
        <ul className={classes.fits}>
          {choices.map((choice, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a choice has no identity but its place until it is saved
            <li key={at}>
              <FitsBeside choice={choice} on={on} onChange={(values) => put(at, values)} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface FitsBesideProps {
  choice: Choice;
  on: FieldDesign;
  onChange: (values: string[]) => void;
}

function FitsBeside({ choice, on, onChange }: FitsBesideProps) {
  const { t, i18n } = useTranslation();
  const name = label(choice.labels, i18n.language, choice.value);
  const values = choice.for ?? [];
  return (
    <>
      <span className={classes.fitsName}>{name}</span>
      <MultiSelect
        className={classes.fitsValues}
        aria-label={t('types.fits_beside', { name })}
        placeholder={values.length === 0 ? t('types.fits_all') : ''}
        data={(on.choices ?? []).map(({ value, labels }) => ({
          value,
          label: label(labels, i18n.language, value),
        }))}
        value={values}
        searchable
        hidePickedOptions
        onChange={onChange}
      />
    </>
  );
}
