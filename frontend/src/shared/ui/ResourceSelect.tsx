import { MultiSelect, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { inTreeOrder, type ResourceName, type Resources, resourceQuery } from '../api';

type Named = Exclude<ResourceName, 'employees'>;

interface CommonProps {
  resource: Named;
  label: string;
  placeholder?: string;
  description?: string;
  error?: string | undefined;
  required?: boolean;
  disabled?: boolean;
  testId?: string;
}

interface Options {
  options: { value: string; label: string; depth: number }[];
  isPending: boolean;
}

/** Items of a list of structure as options; trees are indented. */
function useOptions(resource: Named): Options {
  const { data, isPending } = useQuery(resourceQuery(resource));
  const items = (data ?? []) as Resources[Named][];
  const options = inTreeOrder(items).map(({ item, depth }) => ({
    value: item.id,
    label: item.name,
    depth,
  }));
  return { options, isPending };
}

interface IndentedProps {
  option: { value: string; label: string };
  options: { value: string; depth: number }[];
}

/** An option of a tree, moved in by its depth. */
function Indented({ option, options }: IndentedProps) {
  const depth = options.find((candidate) => candidate.value === option.value)?.depth ?? 0;
  return <span style={{ paddingLeft: depth * 14 }}>{option.label}</span>;
}

interface OneProps extends CommonProps {
  value: string | null | undefined;
  onChange: (id: string | null) => void;
  /** An item that may not be chosen, such as the item itself as its own parent. */
  without?: string | undefined;
  clearable?: boolean;
}

/** Chooses one item of a list of structure. */
export function ResourceSelect({
  resource,
  value,
  onChange,
  without,
  testId,
  clearable = true,
  error,
  ...rest
}: OneProps) {
  const { t } = useTranslation();
  const { options: all, isPending } = useOptions(resource);
  const options = all.filter((option) => option.value !== without);
  return (
    <Select
      {...rest}
      error={error}
      searchable
      // Once the options are there the name of the chosen one goes into the input, over what was typed before.
      readOnly={isPending}
      clearable={clearable}
      data={options}
      value={value || null}
      onChange={onChange}
      renderOption={({ option }) => <Indented option={option} options={options} />}
      nothingFoundMessage={t('common.nothing_found')}
      clearButtonProps={{ 'aria-label': t('common.clear') }}
      data-testid={testId}
    />
  );
}

interface ManyProps extends CommonProps {
  value: string[] | null | undefined;
  onChange: (ids: string[]) => void;
}

/** Chooses any number of items of a list of structure. */
export function ResourceMultiSelect({ resource, value, onChange, testId, error, ...rest }: ManyProps) {
  const { t } = useTranslation();
  const { options } = useOptions(resource);
  return (
    <MultiSelect
      {...rest}
      error={error}
      searchable
      clearable
      data={options}
      value={value ?? []}
      onChange={onChange}
      renderOption={({ option }) => <Indented option={option} options={options} />}
      nothingFoundMessage={t('common.nothing_found')}
      clearButtonProps={{ 'aria-label': t('common.clear') }}
      data-testid={testId}
    />
  );
}
