import { Input, TextInput } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Address, FieldValue } from '../../api';
import { ADDRESS_PARTS, isAddress } from './address';
import classes from './fields.module.css';

interface AddressInputProps {
  value: FieldValue;
  onChange: (value: FieldValue) => void;
  label: string | undefined;
  'aria-label': string | undefined;
  error: string | undefined;
  required: boolean;
  autoFocus: boolean;
  'data-testid': string;
}

/** The parts of an address under one name, each with its own place to type. */
export function AddressInput({
  value,
  onChange,
  label,
  error,
  required,
  autoFocus,
  ...rest
}: AddressInputProps) {
  const { t } = useTranslation();
  const id = useId();
  const address: Address = isAddress(value) ? value : {};
  const change = (part: keyof Address, text: string) => {
    const next = { ...address, [part]: text };
    onChange(Object.values(next).every((each) => each === '') ? null : next);
  };
  return (
    <Input.Wrapper
      role="group"
      label={label}
      labelElement="div"
      error={error}
      required={required}
      errorProps={{ id: `${id}-error` }}
      aria-label={label ?? rest['aria-label']}
      data-testid={rest['data-testid']}
    >
      <div className={classes.address}>
        {ADDRESS_PARTS.map((part, index) => (
          <TextInput
            key={part}
            wrapperProps={{ 'data-part': part }}
            aria-label={t(`field.address.${part}`)}
            placeholder={t(`field.address.${part}`)}
            autoComplete="off"
            autoFocus={autoFocus && index === 0}
            error={Boolean(error)}
            aria-describedby={error ? `${id}-error` : undefined}
            value={address[part] ?? ''}
            onChange={(event) => change(part, event.currentTarget.value)}
          />
        ))}
      </div>
    </Input.Wrapper>
  );
}
