import { MultiSelect, Pill } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ChipOperator, FieldDefinition, FieldValue } from '../../api';
import { choiceLabel } from '../../i18n';
import { FieldInput, PrincipalPicker } from '../fields';
import { usePickedNames } from './chipText';

interface ChipValueProps {
  field: FieldDefinition;
  operator: ChipOperator;
  value: unknown;
  onChange: (value: unknown) => void;
  onDone: () => void;
}

/** The editor of a chip's value: one, two, or several, of the field's kind. */
export function ChipValue({ field, operator, value, onChange, onDone }: ChipValueProps) {
  const { t, i18n } = useTranslation();
  const list = Array.isArray(value) ? value : [];
  if (operator === 'in' || operator === 'not') {
    if (field.kind === 'employee') return <People field={field} ids={list.map(String)} onChange={onChange} />;
    return (
      <MultiSelect
        aria-label={t('filter.value')}
        data={(field.choices ?? []).map((choice) => ({
          value: choice.value,
          label: choiceLabel(choice, i18n.language),
        }))}
        value={list.map(String)}
        onChange={onChange}
        clearable
        clearButtonProps={{ 'aria-label': t('common.clear') }}
        data-autofocus
      />
    );
  }
  if (operator === 'between') {
    return (
      <>
        <One
          field={field}
          name={t('filter.from')}
          value={list[0]}
          autoFocus
          onChange={(from) => onChange([from, list[1]])}
        />
        <One field={field} name={t('filter.to')} value={list[1]} onChange={(to) => onChange([list[0], to])} />
      </>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter inside the editor finishes the chip
    <div
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement) onDone();
      }}
    >
      <One field={field} name={t('filter.value')} value={value} onChange={onChange} autoFocus />
    </div>
  );
}

/** Kinds that are compared with a line of text. */
const ONE_LINE = new Set<FieldDefinition['kind']>(['long_text', 'address', 'file']);

interface OneProps {
  field: FieldDefinition;
  name: string;
  value: unknown;
  onChange: (value: FieldValue) => void;
  autoFocus?: boolean;
}

function One({ field, name, value, onChange, autoFocus = false }: OneProps) {
  const { nameOf, remember } = usePickedNames();
  const id = typeof value === 'string' ? value : '';
  // A comparison is typed on one line, and may be empty while it is typed.
  const plain: FieldDefinition = {
    ...field,
    kind: ONE_LINE.has(field.kind) ? 'text' : field.kind,
    required: false,
    labels: { en: name, ru: name },
  };
  return (
    <FieldInput
      field={plain}
      bare
      autoFocus={autoFocus}
      value={value as FieldValue}
      names={{ [id]: nameOf(id) ?? '' }}
      onName={remember}
      onChange={onChange}
    />
  );
}

function People({
  field,
  ids,
  onChange,
}: {
  field: FieldDefinition;
  ids: string[];
  onChange: (ids: string[]) => void;
}) {
  const { t } = useTranslation();
  const { nameOf, remember } = usePickedNames();
  return (
    <>
      {ids.length > 0 && (
        <Pill.Group>
          {ids.map((id) => (
            <Pill
              key={id}
              withRemoveButton
              removeButtonProps={{
                'aria-label': t('filter.remove', { name: nameOf(id) ?? id }),
                'aria-hidden': false,
              }}
              onRemove={() => onChange(ids.filter((other) => other !== id))}
            >
              {nameOf(id) ?? t('filter.chosen')}
            </Pill>
          ))}
        </Pill.Group>
      )}
      <PrincipalPicker
        key={ids.length}
        ariaLabel={t('filter.value')}
        placeholder={t('filter.add_person')}
        kinds={field.name === 'responsible' ? ['employee', 'group'] : ['employee']}
        value={null}
        autoFocus
        onChange={(principal) => {
          if (!principal || ids.includes(principal.id)) return;
          remember(principal.id, principal.name ?? '');
          onChange([...ids, principal.id]);
        }}
      />
    </>
  );
}
