import { useTranslation } from 'react-i18next';
import { type FieldDesign, type Filter, parseFilter, type TypeDesign } from '@/shared/api';
import { FilterBar } from '@/shared/ui';
import { asDefinition } from './fields';
import classes from './types.module.css';

interface ShowIfInputProps {
  type: TypeDesign;
  field: FieldDesign;
  error: string | undefined;
  onChange: (filter: Filter | null) => void;
}

/** The condition over other fields of the record under which the card and the form show the field. */
export function ShowIfInput({ type, field, error, onChange }: ShowIfInputProps) {
  const { t } = useTranslation();
  const others = type.fields
    .filter(({ name, archived }) => !archived && name !== field.name)
    .map((other) => asDefinition(other));
  const filter = parseFilter(field.show_if);
  return (
    <div>
      <div className="mantine-InputWrapper-label">{t('types.show_if')}</div>
      <FilterBar fields={others} filter={filter} onChange={(next) => onChange(next ?? null)} constantsOnly />
      {!filter && <p className={classes.hint}>{t('types.always_shown')}</p>}
      {error && (
        <div className={classes.error} role="alert">
          {error}
        </div>
      )}
    </div>
  );
}
