import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldDesign, TypeDesign } from '@/shared/api';
import { fieldUseQuery, useTypeCalls } from './calls';
import { FieldUse } from './FieldUse';
import classes from './types.module.css';

interface RemoveFieldDialogProps {
  type: TypeDesign;
  field: FieldDesign;
  name: string;
  onClose: () => void;
}

/** Removes a field for good: says how much goes with it and what names it, gives its contents, and wants its name typed. */
export function RemoveFieldDialog({ type, field, name, onClose }: RemoveFieldDialogProps) {
  const { t } = useTranslation();
  const calls = useTypeCalls();
  const use = useQuery(fieldUseQuery(type.name, field.name));
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const count = use.data?.records;

  const remove = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    await calls.attempt(calls.removeField(type, field));
    onClose();
  };
  const restore = async () => {
    setBusy(true);
    await calls.attempt(calls.changeField(type, field, { archived: false }));
    onClose();
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('types.remove_field', { name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={(event) => void remove(event)}>
        <Stack gap={12}>
          <p className={classes.hint} role="status">
            {count === undefined ? t('common.loading') : t('types.remove_count', { count })}
          </p>
          {use.data && <FieldUse type={type} field={field} use={use.data} />}
          {count !== undefined && count > 0 && (
            <Group gap="xs" wrap="nowrap">
              <Button variant="default" size="compact-sm" disabled={busy} onClick={() => void restore()}>
                {t('types.restore')}
              </Button>
              <span className={classes.hint}>{t('types.remove_keep')}</span>
            </Group>
          )}
          <TextInput
            label={t('types.remove_type', { name })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button
              type="submit"
              color="red"
              loading={busy}
              disabled={use.data?.used_by.length !== 0 || typed.trim() !== name}
              data-testid="remove-field"
            >
              {t('types.remove_sure')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
