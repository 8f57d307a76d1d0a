import { useTranslation } from 'react-i18next';
import { api, type Page, type Principal, type PrincipalKind, type RecordItem, withQuery } from '../../api';
import { AsyncSelect, type AsyncSelectProps, type Option } from './AsyncSelect';

type PickerProps = Omit<AsyncSelectProps, 'source' | 'load' | 'value' | 'onChange'>;

interface PrincipalPickerProps extends PickerProps {
  kinds: PrincipalKind[];
  value: Principal | null;
  onChange: (principal: Principal | null) => void;
}

const LIMIT = 20;

/** Searches employees, groups, roles and whatever else may be named in a rule. */
export function PrincipalPicker({ kinds, value, onChange, ...rest }: PrincipalPickerProps) {
  const { t } = useTranslation();
  const list = kinds.join(',');
  const load = async (q: string, signal: AbortSignal): Promise<Option[]> => {
    const page = await api.get<Page<Principal>>(
      withQuery('/api/principals', { q, kinds: list, limit: LIMIT }),
      signal,
    );
    return page.items.map(toOption);
  };
  const toOption = (principal: Principal): Option => ({
    value: `${principal.kind}/${principal.id}`,
    label: principal.name || t(`principal.${principal.kind}`),
    detail: principal.detail || (kinds.length > 1 ? t(`principal.${principal.kind}`) : undefined),
  });
  return (
    <AsyncSelect
      {...rest}
      source={`principals/${list}`}
      load={load}
      value={value && toOption(value)}
      onChange={(option) => onChange(option && toPrincipal(option))}
    />
  );
}

function toPrincipal(option: Option): Principal {
  const slash = option.value.indexOf('/');
  return {
    kind: option.value.slice(0, slash) as PrincipalKind,
    id: option.value.slice(slash + 1),
    name: option.label,
    ...(option.detail ? { detail: option.detail } : {}),
  };
}

interface RecordPickerProps extends PickerProps {
  type: string;
  value: { id: string; name: string } | null;
  onChange: (record: { id: string; name: string } | null) => void;
}

/** Searches the records of one type that the employee may view. */
export function RecordPicker({ type, value, onChange, ...rest }: RecordPickerProps) {
  const { t } = useTranslation();
  const load = async (q: string, signal: AbortSignal): Promise<Option[]> => {
    const path = withQuery(`/api/records/${type}`, { q, limit: LIMIT, fields: 'name' });
    const page = await api.get<Page<RecordItem>>(path, signal);
    return page.items.map((record) => ({
      value: record.id,
      label: String(record.fields.name ?? '') || t('record.unnamed'),
    }));
  };
  return (
    <AsyncSelect
      {...rest}
      source={`records/${type}`}
      load={load}
      value={value && { value: value.id, label: value.name }}
      onChange={(option) => onChange(option && { id: option.value, name: option.label })}
    />
  );
}
