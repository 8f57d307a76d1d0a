import { Button, Menu, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldDesign, TypeDesign } from '@/shared/api';
import { label } from '@/shared/i18n';
import { calculable, inWords, withField } from './formula';
import classes from './types.module.css';

interface FormulaInputProps {
  type: TypeDesign;
  field: FieldDesign;
  error: string | undefined;
  onChange: (formula: string) => void;
}

/** The formula of a calculated field: typed with the names of fields, which a menu puts in, and read back with what they are called. */
export function FormulaInput({ type, field, error, onChange }: FormulaInputProps) {
  const { t, i18n } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const others = calculable(type, field);
  const words = inWords(field.formula, others, i18n.language);
  const insert = (name: string) => {
    const { formula, caret } = withField(field.formula, name, input.current?.selectionStart ?? undefined);
    onChange(formula);
    setTimeout(() => {
      input.current?.focus();
      input.current?.setSelectionRange(caret, caret);
    });
  };
  return (
    <div>
      <div className={classes.formula}>
        <TextInput
          ref={input}
          label={t('types.formula')}
          placeholder={t('types.formula_example')}
          value={field.formula}
          error={error}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <Menu position="bottom-end" returnFocus={false}>
          <Menu.Target>
            <Button variant="default" leftSection={<IconPlus size={13} />}>
              {t('types.formula_field')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={320} className={classes.offered}>
            {others.map((other) => (
              <Menu.Item key={other.name} onClick={() => insert(other.name)}>
                {label(other.labels, i18n.language, other.name)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
      <p className={classes.hint} data-testid="formula-words">
        {words || t('types.formula_hint')}
      </p>
    </div>
  );
}
