import { Loader, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface Option {
  value: string;
  label: string;
  detail?: string | undefined;
}

export interface AsyncSelectProps {
  /** Distinguishes what is searched in; part of the cache key. */
  source: string;
  load: (text: string, signal: AbortSignal) => Promise<Option[]>;
  value: Option | null;
  onChange: (option: Option | null) => void;
  label?: string | undefined;
  /** Name for screen readers where no label is drawn. */
  ariaLabel?: string | undefined;
  placeholder?: string | undefined;
  description?: string | undefined;
  error?: string | undefined;
  required?: boolean | undefined;
  clearable?: boolean | undefined;
  autoFocus?: boolean | undefined;
  disabled?: boolean | undefined;
  onBlur?: (() => void) | undefined;
}

const SEARCH_AFTER_MS = 150;

/** A select whose options the office searches for as one types. */
export function AsyncSelect({
  source,
  load,
  value,
  onChange,
  ariaLabel,
  clearable = true,
  ...rest
}: AsyncSelectProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(rest.autoFocus === true);
  const [search, setSearch] = useState(value?.label ?? '');
  const wanted = search === value?.label ? '' : search.trim();
  const [text] = useDebouncedValue(wanted, SEARCH_AFTER_MS);
  const found = useQuery({
    queryKey: ['pick', source, text],
    queryFn: ({ signal }) => load(text, signal),
    enabled: open,
    placeholderData: keepPreviousData,
  });
  const options = found.data ?? [];
  const known =
    value && !options.some((option) => option.value === value.value) ? [value, ...options] : options;

  return (
    <Select
      {...definedOnly(rest)}
      {...(ariaLabel === undefined ? {} : { 'aria-label': ariaLabel })}
      searchable
      clearable={clearable}
      data={known.map(({ value: id, label }) => ({ value: id, label }))}
      filter={({ options: all }) => all}
      value={value?.value ?? null}
      searchValue={search}
      onSearchChange={setSearch}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      {...(rest.autoFocus ? { defaultDropdownOpened: true, 'data-autofocus': true } : {})}
      onChange={(id) => onChange(known.find((option) => option.value === id) ?? null)}
      nothingFoundMessage={found.isFetching ? t('common.loading') : t('common.nothing_found')}
      rightSection={found.isFetching ? <Loader size={12} /> : undefined}
      clearButtonProps={{ 'aria-label': t('common.clear') }}
      renderOption={({ option }) => {
        const detail = known.find((candidate) => candidate.value === option.value)?.detail;
        return (
          <span>
            {option.label}
            {detail && <span style={{ color: 'var(--k-muted)', marginLeft: 8, fontSize: 12 }}>{detail}</span>}
          </span>
        );
      }}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
    />
  );
}

type Defined<Props> = { [Key in keyof Props]: Exclude<Props[Key], undefined> };

function definedOnly<Props extends object>(props: Props): Partial<Defined<Props>> {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as Partial<
    Defined<Props>
  >;
}
