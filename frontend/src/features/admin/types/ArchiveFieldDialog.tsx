import { Button, Group, Modal, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldDesign, TypeDesign } from '@/shared/api';
import { ErrorState } from '@/shared/ui';
import { fieldUseQuery, useTypeCalls } from './calls';
import { FieldUse } from './FieldUse';
import classes from './types.module.css';

interface ArchiveFieldDialogProps {
  type: TypeDesign;
  field: FieldDesign;
  name: string;
  onClose: () => void;
}

/** Takes a field out of use: says before what holds it and what names it. */
export function ArchiveFieldDialog({ type, field, name, onClose }: ArchiveFieldDialogProps) {
  const { t } = useTranslation();
  const calls = useTypeCalls();
  const { data: use, error, refetch } = useQuery(fieldUseQuery(type.name, field.name));
  const [busy, setBusy] = useState(false);
  const inTheWay = use?.used_by.some(({ working }) => working) ?? true;
  const archive = async () => {
    setBusy(true);
    if (await calls.attempt(calls.changeField(type, field, { archived: true }))) onClose();
    setBusy(false);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('types.archive_field', { name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap={12}>
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <p className={classes.hint} role="status">
            {use ? t('types.archive_count', { count: use.records }) : t('common.loading')}
          </p>
        )}
        {use && <FieldUse type={type} field={field} use={use} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            loading={busy}
            disabled={inTheWay}
            onClick={() => void archive()}
            data-autofocus
            data-testid="archive-field"
          >
            {t('types.archive')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
