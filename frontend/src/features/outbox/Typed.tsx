import { useTranslation } from 'react-i18next';
import type { Names } from '@/shared/api';
import { label } from '@/shared/i18n';
import { FieldValue, useFieldText } from '@/shared/ui';
import classes from './outbox.module.css';
import type { TypedField } from './typed';

interface TypedProps {
  fields: TypedField[];
  names: Names;
}

/** What was typed into each field, and why it was refused there. */
export function Typed({ fields, names }: TypedProps) {
  const { i18n } = useTranslation();
  if (fields.length === 0) return null;
  return (
    <dl className={classes.typed}>
      {fields.map(({ field, value, reason }) => (
        <div key={field.name}>
          <dt>{label(field.labels, i18n.language, field.name)}</dt>
          <dd>
            <Value typed={{ field, value }} names={names} />
            {reason !== '' && <span className={classes.problem}>{reason}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface ValueProps {
  typed: Pick<TypedField, 'field' | 'value'>;
  names: Names | undefined;
}

/** A value, or a sign that the field was emptied. */
export function Value({ typed: { field, value }, names }: ValueProps) {
  const isEmpty = useFieldText()(field, value, names) === '';
  return isEmpty ? '—' : <FieldValue field={field} value={value} names={names} />;
}
