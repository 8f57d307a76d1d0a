import { Checkbox, Input, MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { DateInput, DateTimePicker } from '@mantine/dates';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type FieldDefinition, type FieldValue, type Names, useMe } from '../../api';
import { choiceLabel, label as ownLabel } from '../../i18n';
import { useNoAccess } from '../NotHere';
import { AddressInput } from './AddressInput';
import { AnyLinkInput } from './AnyLinkInput';
import { ChoiceDot, idOf, isMoney, isReference } from './FieldValue';
import { FileInput } from './FileInput';
import classes from './fields.module.css';
import { PrincipalPicker, RecordPicker } from './pickers';
import { decimal, fromWallClock, toWallClock } from './values';

export interface FieldInputProps {
  field: FieldDefinition;
  value: FieldValue;
  onChange: (value: FieldValue) => void;
  names?: Names | undefined;
  onName?: ((id: string, name: string) => void) | undefined;
  error?: string | undefined;
  /** Hides the label where it stands elsewhere; it remains as the accessible name. */
  bare?: boolean;
  autoFocus?: boolean;
}

const CURRENCIES = [
  'EUR',
  'USD',
  'RUB',
  'GBP',
  'CHF',
  'CNY',
  'KZT',
  'BYN',
  'UAH',
  'TRY',
  'JPY',
  'KRW',
  'INR',
];

/** The editor of a field, chosen by its kind; the same everywhere a value is typed. */
export function FieldInput(props: FieldInputProps) {
  const { field, value, onChange } = props;
  const { t, i18n } = useTranslation();
  const common = useCommon(props);
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  switch (field.kind) {
    case 'long_text':
      return (
        <Textarea
          {...common}
          autosize
          minRows={3}
          maxRows={14}
          value={text}
          onChange={(e) => onChange(e.currentTarget.value)}
        />
      );
    case 'number':
      return (
        <TextInput
          {...common}
          inputMode="decimal"
          value={text}
          onChange={(e) => onChange(decimal(e.currentTarget.value))}
        />
      );
    case 'percent':
      return (
        <TextInput
          {...common}
          inputMode="decimal"
          rightSection={<span aria-hidden="true">%</span>}
          value={text}
          onChange={(e) => onChange(decimal(e.currentTarget.value.replace('%', '')))}
        />
      );
    case 'money':
      return <MoneyInput {...props} />;
    case 'date':
      return (
        <DateInput
          {...common}
          clearable
          clearButtonProps={{ 'aria-label': t('common.clear') }}
          value={text === '' ? null : text}
          valueFormat={i18n.language === 'ru' ? 'DD.MM.YYYY' : 'D MMM YYYY'}
          onChange={(date) => onChange(date)}
        />
      );
    case 'date_time':
      return <DateTimeInput {...props} />;
    case 'yes_no':
      return (
        <Checkbox
          label={ownLabel(field.labels, i18n.language, field.name)}
          checked={value === true}
          error={props.error}
          autoFocus={props.autoFocus === true}
          onChange={(e) => onChange(e.currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <Select
          {...common}
          searchable={(field.choices?.length ?? 0) > 8}
          clearable={!field.required}
          data={(field.choices ?? []).map((choice) => ({
            value: choice.value,
            label: choiceLabel(choice, i18n.language),
          }))}
          value={text === '' ? null : text}
          onChange={(choice) => onChange(choice)}
          clearButtonProps={{ 'aria-label': t('common.clear') }}
          renderOption={({ option }) => (
            <span className={classes.choice}>
              <ChoiceDot field={field} value={option.value} />
              {option.label}
            </span>
          )}
        />
      );
    case 'choices':
      return <ChoicesInput {...props} />;
    case 'address':
      return <AddressInput {...common} value={value} onChange={onChange} />;
    case 'file':
      return <FileInput {...common} picture={field.image === true} value={value} onChange={onChange} />;
    case 'employee':
    case 'link':
      return <ReferenceInput {...props} />;
    default:
      return (
        <TextInput
          {...common}
          type={field.kind === 'phone' ? 'tel' : 'text'}
          inputMode={INPUT_MODES[field.kind]}
          value={text}
          onChange={(e) => onChange(e.currentTarget.value)}
        />
      );
  }
}

const INPUT_MODES = { text: 'text', phone: 'tel', email: 'email', url: 'url' } as const;

function useCommon({ field, error, bare, autoFocus }: FieldInputProps) {
  const { i18n } = useTranslation();
  const name = ownLabel(field.labels, i18n.language, field.name);
  return {
    label: bare ? undefined : name,
    'aria-label': bare ? name : undefined,
    error,
    required: field.required,
    withAsterisk: field.required,
    autoFocus: autoFocus === true,
    'data-autofocus': autoFocus === true || undefined,
    'data-testid': `field-${field.name}`,
  };
}

function ChoicesInput(props: FieldInputProps) {
  const { field, value, onChange } = props;
  const { t, i18n } = useTranslation();
  const common = useCommon(props);
  const choices = field.choices ?? [];
  return (
    <MultiSelect
      {...common}
      searchable={choices.length > 8}
      clearable={!field.required}
      hidePickedOptions
      data={choices.map((choice) => ({
        value: choice.value,
        label: choiceLabel(choice, i18n.language),
      }))}
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={(chosen) => onChange(chosen.length === 0 ? null : chosen)}
      clearButtonProps={{ 'aria-label': t('common.clear') }}
      renderOption={({ option }) => (
        <span className={classes.choice}>
          <ChoiceDot field={field} value={option.value} />
          {option.label}
        </span>
      )}
    />
  );
}

function MoneyInput(props: FieldInputProps) {
  const { value, onChange } = props;
  const { t } = useTranslation();
  const { label, error, required, ...common } = useCommon(props);
  const id = useId();
  const money = isMoney(value) ? value : { amount: '', currency: CURRENCIES[0] ?? 'EUR' };
  const currencies = CURRENCIES.includes(money.currency) ? CURRENCIES : [money.currency, ...CURRENCIES];
  return (
    <Input.Wrapper id={id} label={label} error={error} required={required}>
      <div className={classes.money}>
        <TextInput
          {...common}
          id={id}
          required={required}
          withAsterisk={false}
          error={Boolean(error)}
          aria-describedby={error ? `${id}-error` : undefined}
          inputMode="decimal"
          value={money.amount}
          onChange={(e) => {
            const amount = decimal(e.currentTarget.value);
            onChange(amount === '' ? null : { ...money, amount });
          }}
        />
        <Select
          aria-label={t('field.currency')}
          data={currencies}
          value={money.currency}
          allowDeselect={false}
          onChange={(currency) => onChange({ ...money, currency: currency ?? money.currency })}
        />
      </div>
    </Input.Wrapper>
  );
}

function DateTimeInput(props: FieldInputProps) {
  const { t, i18n } = useTranslation();
  const zone = useMe().employee.time_zone;
  const common = useCommon(props);
  const value = typeof props.value === 'string' && props.value !== '' ? toWallClock(props.value, zone) : null;
  return (
    <DateTimePicker
      {...common}
      clearable
      clearButtonProps={{ 'aria-label': t('common.clear') }}
      value={value}
      valueFormat={i18n.language === 'ru' ? 'DD.MM.YYYY HH:mm' : 'D MMM YYYY HH:mm'}
      onChange={(wall) => props.onChange(wall === null ? null : fromWallClock(wall, zone))}
    />
  );
}

function ReferenceInput(props: FieldInputProps) {
  const { field, value, names, onChange, onName } = props;
  const noAccess = useNoAccess();
  const { label, error, required, autoFocus, 'aria-label': ariaLabel } = useCommon(props);
  const id = idOf(value);
  const name = id === '' ? '' : (names?.[id] ?? noAccess);
  const shared = {
    label,
    ariaLabel,
    error,
    required,
    autoFocus,
    clearable: !field.required,
  };
  const pick = (chosen: { id: string; name?: string } | null, type?: string) => {
    if (chosen?.name !== undefined) onName?.(chosen.id, chosen.name);
    onChange(chosen && (type ? { type, id: chosen.id } : chosen.id));
  };
  if (field.kind === 'link' && !field.target) {
    const reference = isReference(value) ? { ...value, name } : null;
    return <AnyLinkInput {...shared} value={reference} onChange={pick} />;
  }
  if (field.kind === 'link') {
    return (
      <RecordPicker
        {...shared}
        type={field.target ?? ''}
        value={id === '' ? null : { id, name }}
        onChange={pick}
      />
    );
  }
  const kinds = field.name === 'responsible' ? (['employee', 'group'] as const) : (['employee'] as const);
  return (
    <PrincipalPicker
      {...shared}
      kinds={[...kinds]}
      value={id === '' ? null : { kind: 'employee', id, name }}
      onChange={pick}
    />
  );
}
