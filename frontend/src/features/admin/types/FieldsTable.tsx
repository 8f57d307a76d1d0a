import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ElementType } from '@/shared/api';
import { label } from '@/shared/i18n';
import { byOrder } from '@/shared/ui';
import classes from '../admin.module.css';
import { NewFieldDialog } from './NewFieldDialog';

/** Fields of a type, and a way to add one. */
export function FieldsTable({ type }: { type: ElementType }) {
  const { t, i18n } = useTranslation();
  const [adding, setAdding] = useState(false);
  return (
    <>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('types.field')}</th>
            <th scope="col">{t('types.kind')}</th>
            <th scope="col">{t('types.default_right')}</th>
            <th scope="col">{t('types.properties')}</th>
          </tr>
        </thead>
        <tbody>
          {type.fields.toSorted(byOrder).map((field) => (
            <tr key={field.name}>
              <td>{label(field.labels, i18n.language, field.name)}</td>
              <td>{t(`kind.${field.kind}`)}</td>
              <td>{field.default_right ? t(`field_right.${field.default_right}`) : ''}</td>
              <td>
                {[
                  field.required && t('types.required'),
                  field.unique && t('types.unique'),
                  field.cap &&
                    field.cap !== 'edit' &&
                    t('types.capped', { right: t(`field_right.${field.cap}`) }),
                  field.system && t('types.system'),
                ]
                  .filter(Boolean)
                  .join(', ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button
        mt={10}
        variant="default"
        leftSection={<IconPlus size={15} stroke={1.8} />}
        onClick={() => setAdding(true)}
      >
        {t('types.add_field')}
      </Button>
      {adding && <NewFieldDialog type={type} onClose={() => setAdding(false)} />}
    </>
  );
}
