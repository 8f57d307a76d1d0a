import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { storage } from '@/platform';
import type { ElementType, FieldValue, RecordItem } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { inSections, isShown, ownFields, useSectionTitle } from '@/shared/ui';
import classes from './card.module.css';
import { InlineField } from './InlineField';

/** Fields of a record by section; each is edited where it stands. */
export function FieldsPane({ type, record }: { type: ElementType; record: RecordItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { responsible, created_by } = record;
  const sectionTitle = useSectionTitle();
  const [whole, setWhole] = useState(storage.read('empty_fields') !== 'hidden');
  const fields = ownFields(type).filter((field) => isShown(field, record.fields));
  const filled = fields.filter((field) => !isBlank(record.fields[field.name]));
  const shown = whole ? fields : filled;
  const toggle = () => {
    storage.write('empty_fields', whole ? 'hidden' : 'shown');
    setWhole(!whole);
  };
  const nameFor = (id: string | null) =>
    id === null || id === '' ? '—' : (record.names?.[id] ?? t('record.no_access'));
  return (
    <>
      {inSections(type.sections, shown).map(({ section, fields }) => (
        <div key={section.name || 'main'} className={classes.section}>
          <h2 className={classes.heading}>{sectionTitle(section)}</h2>
          <dl className={classes.list}>
            {fields.map((field) => (
              <InlineField key={field.name} field={field} record={record} />
            ))}
          </dl>
        </div>
      ))}
      {filled.length < fields.length && (
        <button
          type="button"
          className={`${classes.tab} ${classes.empties}`}
          aria-pressed={!whole}
          onClick={toggle}
        >
          {whole ? t('record.hide_empty') : t('record.show_empty', { count: fields.length - filled.length })}
        </button>
      )}
      <div className={classes.section}>
        <h2 className={classes.heading}>{t('record.about')}</h2>
        <dl className={classes.list}>
          <Fact name={t('system.responsible')} value={nameFor(responsible)} testId="responsible" />
          <Fact name={t('system.created_by')} value={nameFor(created_by)} />
          <Fact name={t('system.created_at')} value={format.dateTime(record.created_at)} />
          <Fact name={t('system.updated_at')} value={format.dateTime(record.updated_at)} />
        </dl>
      </div>
    </>
  );
}

function isBlank(value: FieldValue | undefined): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

function Fact({ name, value, testId }: { name: string; value: string; testId?: string }) {
  return (
    <div className={classes.field}>
      <dt className={`${classes.name} ${classes.factName}`}>{name}</dt>
      <dd className={classes.fact} data-testid={testId}>
        {value}
      </dd>
    </div>
  );
}
