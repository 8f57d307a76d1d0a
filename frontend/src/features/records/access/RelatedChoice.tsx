import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type RelatedRecord, useTypes } from '@/shared/api';
import { typeLabel } from '@/shared/i18n';
import classes from './access.module.css';

interface Props {
  related: RelatedRecord[];
  /** Types that go along. */
  along: string[];
  onChange: (along: string[]) => void;
}

/** Asks whether those who are added may also view what the record links to, and says what stays as it is. */
export function RelatedChoice({ related, along, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const types = useTypes();
  if (related.length === 0) return null;
  const label = (type: string) =>
    typeLabel(
      types.find(({ name }) => name === type),
      i18n.language,
      'one',
    ) || type;
  const open = [...new Set(related.filter(({ can }) => can).map(({ type }) => type))];
  const closed = related.filter(({ can }) => !can);
  return (
    <fieldset className={classes.related} data-testid="share-related">
      {open.length > 0 && <legend>{t('access.along')}</legend>}
      {open.map((type) => (
        <Checkbox
          key={type}
          label={`${label(type)}: ${related
            .filter((one) => one.type === type && one.can)
            .map(({ name }) => name)
            .join(', ')}`}
          checked={along.includes(type)}
          onChange={(event) =>
            onChange(event.currentTarget.checked ? [...along, type] : along.filter((name) => name !== type))
          }
        />
      ))}
      {closed.length > 0 && (
        <p className={classes.hint}>
          {t('access.stays', {
            names: closed.map(({ type, name }) => `${label(type)}${name ? ` “${name}”` : ''}`).join(', '),
          })}
        </p>
      )}
    </fieldset>
  );
}
