import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ElementType, FieldValue, Principal, RecordItem } from '@/shared/api';
import { label } from '@/shared/i18n';
import { FieldInput, ownFields, PrincipalPicker } from '@/shared/ui';
import { type BulkDialogKind, NotAllowed, settingField, transferring } from './bulk';
import type { Bulk } from './useBulk';

interface BulkDialogProps {
  kind: BulkDialogKind;
  type: ElementType;
  records: RecordItem[];
  bulk: Bulk;
  onClose: () => void;
}

/** One value for a field, or one responsible, of all marked records. */
export function BulkDialog({ kind, ...rest }: BulkDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={rest.onClose}
      title={kind === 'field' ? t('bulk.edit_field') : t('bulk.change_responsible')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {kind === 'field' ? <FieldForm {...rest} /> : <ResponsibleForm {...rest} />}
    </Modal>
  );
}

type FormProps = Omit<BulkDialogProps, 'kind'>;

function FieldForm({ type, records, bulk, onClose }: FormProps) {
  const { t, i18n } = useTranslation();
  const fields = ownFields(type).filter((field) => field.right === 'edit' && field.kind !== 'file');
  const [name, setName] = useState<string | null>(null);
  const [value, setValue] = useState<FieldValue>(null);
  const [names, setNames] = useState<Record<string, string>>({});
  const field = fields.find((candidate) => candidate.name === name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!field) return;
    const set = settingField(field.name, value === '' ? null : value);
    onClose();
    void bulk.run(
      records,
      async (record) => {
        if (!record.can.mass_edit) throw new NotAllowed(t('bulk.not_allowed'));
        return set(record);
      },
      'edited',
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Select
          label={t('filter.field')}
          required
          searchable
          data-autofocus
          data-testid="bulk-field"
          data={fields.map((each) => ({
            value: each.name,
            label: label(each.labels, i18n.language, each.name),
          }))}
          value={name}
          onChange={(next) => {
            setName(next);
            setValue(null);
          }}
        />
        {field && (
          <FieldInput
            key={field.name}
            field={field}
            value={value}
            names={names}
            onName={(id, text) => setNames({ ...names, [id]: text })}
            onChange={setValue}
          />
        )}
        <Buttons count={records.length} ready={field !== undefined} onClose={onClose} />
      </Stack>
    </form>
  );
}

function ResponsibleForm({ records, bulk, onClose }: FormProps) {
  const { t } = useTranslation();
  const [to, setTo] = useState<Principal | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!to) return;
    onClose();
    void bulk.run(records, transferring(to.id), 'transferred');
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <PrincipalPicker
          kinds={['employee', 'group']}
          value={to}
          onChange={setTo}
          label={t('transfer.to')}
          required
          autoFocus
        />
        <Buttons count={records.length} ready={to !== null} onClose={onClose} />
      </Stack>
    </form>
  );
}

interface ButtonsProps {
  count: number;
  ready: boolean;
  onClose: () => void;
}

function Buttons({ count, ready, onClose }: ButtonsProps) {
  const { t } = useTranslation();
  return (
    <Group justify="flex-end" gap="xs">
      <Button variant="default" onClick={onClose}>
        {t('common.cancel')}
      </Button>
      <Button type="submit" disabled={!ready} data-testid="bulk-run">
        {t('bulk.run', { count })}
      </Button>
    </Group>
  );
}
