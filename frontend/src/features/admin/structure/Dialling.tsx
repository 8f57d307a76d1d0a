import { NumberInput, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Company, type Dialled, withQuery } from '@/shared/api';
import { FieldGrid, Section } from '@/shared/ui';
import classes from '../admin.module.css';

interface Props {
  draft: Company;
  change: (part: Partial<Company>) => void;
  errors: Record<string, string>;
}

/** How numbers are dialled from the company's phones, besides the rules of its country. */
export function Dialling({ draft, change, errors }: Props) {
  const { t } = useTranslation();
  return (
    <Section title={t('company.dialling')} hint={t('company.dialling_hint')}>
      <FieldGrid>
        <TextInput
          label={t('company.dial_outside')}
          description={t('company.dial_outside_hint')}
          inputMode="numeric"
          placeholder="9"
          value={draft.dial_outside}
          error={errors.dial_outside}
          onChange={(event) => change({ dial_outside: event.currentTarget.value })}
        />
        <NumberInput
          label={t('company.dial_internal')}
          description={t('company.dial_internal_hint')}
          allowDecimal={false}
          min={0}
          max={6}
          value={draft.dial_internal}
          error={errors.dial_internal}
          onChange={(value) => change({ dial_internal: Number(value) })}
        />
        <Trial draft={draft} />
      </FieldGrid>
    </Section>
  );
}

/** Shows with the rules on screen what becomes of a number, before they are saved. */
function Trial({ draft }: { draft: Company }) {
  const { t } = useTranslation();
  const [number, setNumber] = useState('');
  const [query] = useDebouncedValue(
    { number, country: draft.country, outside: draft.dial_outside, internal: draft.dial_internal },
    250,
  );
  const tried = useQuery({
    queryKey: ['company', 'dialling', query],
    queryFn: ({ signal }) => api.get<Dialled>(withQuery('/api/company/dialling', query), signal),
    enabled: query.number.trim() !== '',
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <TextInput
      type="tel"
      label={t('company.dial_try')}
      value={number}
      onChange={(event) => setNumber(event.currentTarget.value)}
      description={
        <span role="status" className={classes.tried}>
          {number.trim() !== '' && tried.data && said(tried.data)}
        </span>
      }
      inputWrapperOrder={['label', 'input', 'description']}
    />
  );

  function said({ kept, dialled, internal }: Dialled): string {
    if (kept === '') return t('company.dial_none');
    if (internal) return t('company.dialled_inside', { dialled });
    return t('company.dialled', { kept, dialled });
  }
}
