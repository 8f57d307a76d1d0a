import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Company, Rate } from '@/shared/api';
import { currencies } from '@/shared/format';
import { Section } from '@/shared/ui';
import classes from './rates.module.css';

interface RatesProps {
  draft: Company;
  change: (part: Partial<Company>) => void;
  errors: Record<string, string>;
}

/** What other currencies are worth, so that totals over several of them can be told in one. */
export function Rates({ draft, change, errors }: RatesProps) {
  const { t, i18n } = useTranslation();
  const { rates, currency } = draft;
  const all = currencies(i18n.language, currency).filter(({ value }) => value !== currency);
  const taken = new Set(rates.map((rate) => rate.currency));
  const put = (at: number, part: Partial<Rate>) =>
    change({ rates: rates.map((rate, index) => (index === at ? { ...rate, ...part } : rate)) });
  const next = ['USD', 'EUR', 'RUB'].find((code) => code !== currency && !taken.has(code));
  return (
    <Section title={t('company.rates')} hint={t('company.rates_hint', { currency })}>
      {rates.map((rate, at) => (
        <div key={rate.currency} className={classes.rate} data-testid="rate">
          <span>1</span>
          <Select
            className={classes.currency}
            aria-label={t('company.rate_currency')}
            searchable
            allowDeselect={false}
            data={all.filter(({ value }) => value === rate.currency || !taken.has(value))}
            value={rate.currency}
            onChange={(code) => put(at, { currency: code ?? rate.currency })}
          />
          <span>=</span>
          <TextInput
            className={classes.value}
            aria-label={t('company.rate_value', { currency: rate.currency })}
            inputMode="decimal"
            rightSection={currency}
            rightSectionWidth={44}
            value={rate.value}
            error={errors[`rates[${at}]`]}
            onChange={(event) => put(at, { value: event.currentTarget.value })}
          />
          <ActionIcon
            size={28}
            aria-label={t('company.remove_rate', { currency: rate.currency })}
            onClick={() => change({ rates: rates.toSpliced(at, 1) })}
          >
            <IconX size={14} stroke={1.6} />
          </ActionIcon>
        </div>
      ))}
      {errors.rates && <div role="alert">{errors.rates}</div>}
      <Button
        variant="default"
        leftSection={<IconPlus size={14} stroke={1.7} />}
        onClick={() => {
          const code = next ?? all.find(({ value }) => !taken.has(value))?.value;
          if (code) change({ rates: [...rates, { currency: code, value: '' }] });
        }}
      >
        {t('company.add_rate')}
      </Button>
    </Section>
  );
}
