import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldDesign, TypeDesign } from '@/shared/api';
import { label } from '@/shared/i18n';
import { Section } from '@/shared/ui';
import { useTypeCalls } from './calls';
import { RemoveFieldDialog } from './RemoveFieldDialog';
import classes from './types.module.css';

/** Fields out of use: each can be used again, or removed for good. */
export function ArchivedFields({ type }: { type: TypeDesign }) {
  const { t, i18n } = useTranslation();
  const calls = useTypeCalls();
  const [removed, setRemoved] = useState<FieldDesign>();
  const archived = type.fields.filter((field) => field.archived);
  const removing = type.removing ?? [];
  if (archived.length + removing.length === 0) return null;
  const nameOf = (field: FieldDesign) => label(field.labels, i18n.language, field.name);
  return (
    <Section title={t('types.archive_title')} hint={t('types.archive_hint')}>
      <ul className={classes.layout}>
        {archived.map((field) => {
          const name = nameOf(field);
          return (
            <li key={field.name} className={classes.archived}>
              <span className={classes.archivedName}>{name}</span>
              <span className={classes.kind}>{t(`kind.${field.kind}`)}</span>
              <Button
                variant="default"
                size="compact-sm"
                aria-label={`${t('types.restore')}: ${name}`}
                onClick={() => void calls.attempt(calls.changeField(type, field, { archived: false }))}
              >
                {t('types.restore')}
              </Button>
              <Button
                variant="subtle"
                color="red"
                size="compact-sm"
                aria-label={`${t('types.remove')}: ${name}`}
                onClick={() => setRemoved(field)}
              >
                {t('types.remove')}
              </Button>
            </li>
          );
        })}
        {removing.map((name) => (
          <li key={name} className={classes.archived}>
            <span className={classes.archivedName}>{name}</span>
            <span className={classes.kind}>{t('types.removing')}</span>
          </li>
        ))}
      </ul>
      {removed && (
        <RemoveFieldDialog
          type={type}
          field={removed}
          name={nameOf(removed)}
          onClose={() => setRemoved(undefined)}
        />
      )}
    </Section>
  );
}

/** Removes for good what is in the archive, once one has said it twice. */
export function RemoveButton({ name, onRemove }: { name: string; onRemove: () => Promise<unknown> }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    await onRemove();
    setBusy(false);
    setAsked(false);
  };
  return asked ? (
    <Button
      color="red"
      size="compact-sm"
      loading={busy}
      onBlur={() => setAsked(false)}
      onClick={() => void remove()}
    >
      {t('types.remove_sure')}
    </Button>
  ) : (
    <Button
      variant="subtle"
      color="red"
      size="compact-sm"
      aria-label={`${t('types.remove')}: ${name}`}
      onClick={() => setAsked(true)}
    >
      {t('types.remove')}
    </Button>
  );
}
