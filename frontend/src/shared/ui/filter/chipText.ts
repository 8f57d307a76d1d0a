import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  api,
  type Chip,
  type FieldDefinition,
  type FieldValue,
  needsValue,
  operatorOf,
  type RecordItem,
} from '../../api';
import { useFieldText } from '../fields';
import { nameOf as nameOfRecord } from '../typeFields';
import { OPERATOR_KEYS } from './operators';

/** Names of people and records picked into filters on this page, so that chips can say them. */
export function usePickedNames() {
  const queries = useQueryClient();
  return {
    nameOf: (id: string) => queries.getQueryData<string>(['picked', id]),
    remember: (id: string, name: string) => queries.setQueryData(['picked', id], name),
  };
}

/** Reads the names of people and records in a chip that came from an address or a rule, as far as one may see them. */
export function useNamesOf(field: FieldDefinition | undefined, chip: Chip): void {
  const type = field?.kind === 'employee' ? 'employee' : field?.kind === 'link' ? field.target : undefined;
  const ids = [chip.value].flat().filter((id) => typeof id === 'string' && id !== '');
  useQueries({
    queries: (type ? ids : []).map((id) => ({
      queryKey: ['picked', id],
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        nameOfRecord(
          await api.get<RecordItem>(`/api/records/${type}/${encodeURIComponent(String(id))}`, signal),
        ),
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    })),
  });
}

/** Writes a chip as words: "contains pump", "today", "any of Won, Lost". */
export function useChipText(): (field: FieldDefinition | undefined, chip: Chip) => string {
  const { t } = useTranslation();
  const fieldText = useFieldText();
  const { nameOf } = usePickedNames();
  return (field, chip) => {
    const { value } = chip;
    const operator = operatorOf(chip);
    const verb = t(`filter.op.${OPERATOR_KEYS[operator]}`);
    if (!needsValue(operator)) return verb;
    const one = (item: unknown): string => {
      if (item === undefined || item === null || item === '') return '…';
      const names = typeof item === 'string' ? { [item]: nameOf(item) ?? '' } : {};
      if (field?.kind === 'employee' || field?.kind === 'link')
        return names[String(item)] || t('filter.chosen');
      return field ? fieldText(field, item as FieldValue, names) : String(item);
    };
    if (operator === 'between') {
      const [from, to] = Array.isArray(value) ? value : [];
      return `${one(from)} – ${one(to)}`;
    }
    const words = Array.isArray(value) ? value.map(one).join(', ') || '…' : one(value);
    return operator === 'in' || field?.kind === 'yes_no' ? words : `${verb} ${words}`;
  };
}
