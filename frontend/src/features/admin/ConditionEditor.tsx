import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type ElementType, type Filter, isEmptyFilter, parseFilter, useElementType } from '@/shared/api';
import { FilterBar, useFilterWords, useListFields } from '@/shared/ui';
import classes from './admin.module.css';

interface ConditionEditorProps {
  type: string;
  label: string;
  /** As the office holds it. */
  filter: unknown;
  error?: string | undefined;
  onChange: (filter: Filter | undefined) => void;
}

/** A condition on records of a type, built from the same chips as the filter of a list. */
export function ConditionEditor({ type, ...rest }: ConditionEditorProps) {
  const known = useElementType(type);
  return known ? <Condition key={type} type={known} {...rest} /> : null;
}

type ConditionProps = Omit<ConditionEditorProps, 'type'> & { type: ElementType };

function Condition({ type, label, filter, error, onChange }: ConditionProps) {
  const { t } = useTranslation();
  const fields = useListFields(type);
  const chips = parseFilter(filter);
  const empty = isEmptyFilter(filter);
  return (
    <div>
      <div className="mantine-InputWrapper-label">{label}</div>
      {chips || empty ? (
        <FilterBar fields={fields} filter={chips} onChange={onChange} constantsOnly />
      ) : (
        <InWords fields={fields} filter={filter} onReplace={() => onChange(undefined)} />
      )}
      {empty && <p className={classes.sentence}>{t('admin.no_condition')}</p>}
      {error && <div className={classes.problem}>{error}</div>}
    </div>
  );
}

interface InWordsProps {
  fields: ReturnType<typeof useListFields>;
  filter: unknown;
  onReplace: () => void;
}

/** A condition that chips would change: it is shown whole and can only be replaced. */
function InWords({ fields, filter, onReplace }: InWordsProps) {
  const { t } = useTranslation();
  const words = useFilterWords();
  return (
    <div data-testid="condition-in-words">
      <p className={classes.words}>{words(fields, filter)}</p>
      <p className={classes.sentence}>{t('filter.not_as_chips')}</p>
      <Button mt={6} variant="default" onClick={onReplace}>
        {t('filter.replace')}
      </Button>
    </div>
  );
}
