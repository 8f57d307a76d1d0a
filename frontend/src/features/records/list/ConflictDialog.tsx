import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { label } from '@/shared/i18n';
import { fieldOf, useFieldText } from '@/shared/ui';
import classes from './list.module.css';
import type { CellConflict } from './useCellSave';

interface ConflictDialogProps {
  conflict: CellConflict;
  onKeep: () => void;
  onTake: () => void;
}

/** Two people changed the same cell: which value stays is asked of the later one. */
export function ConflictDialog({ conflict, onKeep, onTake }: ConflictDialogProps) {
  const { t, i18n } = useTranslation();
  const text = useFieldText();
  const { field, value, current, names } = conflict;
  const known = { ...current.names, ...names };
  return (
    <Modal
      opened
      onClose={onTake}
      title={t('conflict.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <p className={classes.conflictField}>{label(field.labels, i18n.language, field.name)}</p>
      <dl className={classes.conflict}>
        <dt>{t('conflict.mine')}</dt>
        <dd>{text(field, value, known) || '—'}</dd>
        <dt>{t('conflict.theirs')}</dt>
        <dd>{text(field, fieldOf(current, field.name), known) || '—'}</dd>
      </dl>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onTake}>
          {t('conflict.take')}
        </Button>
        <Button onClick={onKeep} data-autofocus>
          {t('conflict.keep')}
        </Button>
      </Group>
    </Modal>
  );
}
