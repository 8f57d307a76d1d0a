import { useTranslation } from 'react-i18next';
import { type ElementType, type Filter, useElementType } from '@/shared/api';
import { FilterBar, isSystem, useListFields } from '@/shared/ui';
import classes from './admin.module.css';

interface ConditionEditorProps {
  type: string;
  label: string;
  filter: Filter | undefined;
  error?: string | undefined;
  onChange: (filter: Filter | undefined) => void;
}

/** A condition on records of a type, built from the same chips as the filter of a list. */
export function ConditionEditor({ type, ...rest }: ConditionEditorProps) {
  const known = useElementType(type);
  return known ? <Chips key={type} type={known} {...rest} /> : null;
}

function Chips({
  type,
  label,
  filter,
  error,
  onChange,
}: Omit<ConditionEditorProps, 'type'> & { type: ElementType }) {
  const { t } = useTranslation();
  // A condition may not depend on who looks or when: it rests on stored fields only.
  const fields = useListFields(type).filter((field) => !isSystem(field.name));
  return (
    <div>
      <div className="mantine-InputWrapper-label">{label}</div>
      <FilterBar fields={fields} filter={filter} onChange={onChange} constantsOnly />
      {!filter && <p className={classes.sentence}>{t('admin.no_condition')}</p>}
      {error && <div className={classes.problem}>{error}</div>}
    </div>
  );
}
