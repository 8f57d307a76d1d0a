import { Popover, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import {
  type Chip,
  type ChipOperator,
  chipOf,
  type FieldDefinition,
  needsValue,
  operatorOf,
  operatorsOf,
} from '../../api';
import { label } from '../../i18n';
import { ChipValue } from './ChipValue';
import { useChipText } from './chipText';
import classes from './filter.module.css';
import { OPERATOR_KEYS } from './operators';

interface FilterChipProps {
  chip: Chip;
  fields: FieldDefinition[];
  constantsOnly: boolean;
  opened: boolean;
  onOpen: (open: boolean) => void;
  onChange: (chip: Chip | undefined) => void;
}

/** One comparison: its words, a panel to change field, operator and value, and a cross to take it away. */
export function FilterChip({ chip, fields, constantsOnly, opened, onOpen, onChange }: FilterChipProps) {
  const { t, i18n } = useTranslation();
  const chipText = useChipText();
  const condition = chip;
  const operator = operatorOf(chip);
  const field = fields.find((candidate) => candidate.name === condition.field);
  const name = label(field?.labels, i18n.language, condition.field);
  const text = chipText(field, chip);
  const offered = field
    ? operatorsOf(field).filter((op) => !constantsOnly || (op !== 'me' && op !== 'today'))
    : [];
  // Conditions written by the API may compare in ways that are not offered for the kind.
  const operators = offered.includes(operator) ? offered : [operator, ...offered];

  return (
    <span className={classes.chip}>
      <Popover opened={opened} onChange={onOpen} position="bottom-start" trapFocus returnFocus>
        <Popover.Target>
          <button
            type="button"
            className={classes.chipText}
            onClick={() => onOpen(!opened)}
            title={`${name}: ${text}`}
          >
            {name}: <b>{text}</b>
          </button>
        </Popover.Target>
        <Popover.Dropdown p={10} aria-label={t('filter.edit', { name })}>
          <div className={classes.editor}>
            <Select
              aria-label={t('filter.field')}
              searchable
              allowDeselect={false}
              data={fields.map((candidate) => ({
                value: candidate.name,
                label: label(candidate.labels, i18n.language, candidate.name),
              }))}
              value={condition.field}
              comboboxProps={{ withinPortal: false }}
              onChange={(next) => {
                const chosen = fields.find((candidate) => candidate.name === next);
                if (chosen) onChange(chipOf(chosen.name, operatorsOf(chosen)[0] ?? '='));
              }}
            />
            {field && (
              <Select
                aria-label={t('filter.operator')}
                allowDeselect={false}
                data={operators.map((op) => ({ value: op, label: t(`filter.op.${OPERATOR_KEYS[op]}`) }))}
                value={operator}
                comboboxProps={{ withinPortal: false }}
                onChange={(next) =>
                  onChange(
                    chipOf(condition.field, next as ChipOperator, carried(operator, next, condition.value)),
                  )
                }
              />
            )}
            {field && needsValue(operator) && (
              <ChipValue
                field={field}
                operator={operator}
                value={condition.value}
                onChange={(value) => onChange(chipOf(condition.field, operator, value))}
                onDone={() => onOpen(false)}
              />
            )}
          </div>
        </Popover.Dropdown>
      </Popover>
      <button
        type="button"
        className={classes.chipRemove}
        aria-label={t('filter.remove', { name })}
        onClick={() => onChange(undefined)}
      >
        <IconX size={12} />
      </button>
    </span>
  );
}

/** A value survives a change of operator when both operators take values of the same shape. */
function carried(from: ChipOperator, to: string | null, value: unknown): unknown {
  const shape = (operator: string | null) =>
    operator === 'in' || operator === 'not' ? 'list' : operator === 'between' ? 'pair' : 'one';
  return shape(from) === shape(to) ? value : undefined;
}
