import { MantineThemeProvider, Popover, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import {
  type Chip,
  type ChipOperator,
  chipOf,
  type FieldDefinition,
  isComplete,
  needsValue,
  operatorOf,
  operatorsOf,
} from '../../api';
import { label } from '../../i18n';
import { ChipValue } from './ChipValue';
import { useChipText, useNamesOf } from './chipText';
import classes from './filter.module.css';
import { OPERATOR_KEYS } from './operators';

// Lists and calendars inside the panel are part of it: a click in them is none outside, which would close it.
const inside = {
  components: {
    Combobox: { defaultProps: { withinPortal: false } },
    Popover: { defaultProps: { withinPortal: false, shadow: 'md', transitionProps: { duration: 80 } } },
  },
};

interface FilterChipProps {
  chip: Chip;
  /** Every field the chip may be about, and those that may be chosen. */
  fields: FieldDefinition[];
  offered: FieldDefinition[];
  constantsOnly: boolean;
  opened: boolean;
  onOpen: (open: boolean) => void;
  onChange: (chip: Chip | undefined) => void;
}

/** One comparison: its words, a panel to change field, operator and value, and a cross to take it away. */
export function FilterChip(props: FilterChipProps) {
  const { chip, fields, offered, constantsOnly, opened, onOpen, onChange } = props;
  const { t, i18n } = useTranslation();
  const chipText = useChipText();
  const operator = operatorOf(chip);
  const known = fields.find((candidate) => candidate.name === chip.field);
  const field = offered.find((candidate) => candidate.name === chip.field);
  const name = label(known?.labels, i18n.language, chip.field);
  useNamesOf(known, chip);
  const text = chipText(known, chip);
  const usual = field
    ? operatorsOf(field).filter((op) => !constantsOnly || (op !== 'me' && op !== 'today'))
    : [];
  // Conditions written by the API may compare in ways that are not offered for the kind.
  const operators = usual.includes(operator) ? usual : [operator, ...usual];
  const handleOpen = (open: boolean) => {
    onOpen(open);
    // What was begun and left would look like a condition and be none.
    if (!open && !isComplete(chip)) onChange(undefined);
  };

  return (
    <span className={classes.chip}>
      <Popover opened={opened} onChange={handleOpen} position="bottom-start" trapFocus returnFocus>
        <Popover.Target>
          <button
            type="button"
            className={classes.chipText}
            onClick={() => handleOpen(!opened)}
            title={`${name}: ${text}`}
          >
            {name}: <b>{text}</b>
          </button>
        </Popover.Target>
        <Popover.Dropdown p={10} aria-label={t('filter.edit', { name })}>
          <MantineThemeProvider inherit theme={inside}>
            <div className={classes.editor}>
              <Select
                aria-label={t('filter.field')}
                searchable
                allowDeselect={false}
                data={offered.map((candidate) => ({
                  value: candidate.name,
                  label: label(candidate.labels, i18n.language, candidate.name),
                }))}
                value={chip.field}
                onChange={(next) => {
                  const chosen = offered.find((candidate) => candidate.name === next);
                  if (chosen) onChange(chipOf(chosen.name, operatorsOf(chosen)[0] ?? '='));
                }}
              />
              {field && (
                <Select
                  aria-label={t('filter.operator')}
                  allowDeselect={false}
                  data={operators.map((op) => ({ value: op, label: t(`filter.op.${OPERATOR_KEYS[op]}`) }))}
                  value={operator}
                  onChange={(next) =>
                    onChange(chipOf(chip.field, next as ChipOperator, carried(operator, next, chip.value)))
                  }
                />
              )}
              {field && needsValue(operator) && (
                <ChipValue
                  field={field}
                  operator={operator}
                  value={chip.value}
                  onChange={(value) => onChange(chipOf(chip.field, operator, value))}
                  onDone={() => handleOpen(false)}
                />
              )}
            </div>
          </MantineThemeProvider>
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
