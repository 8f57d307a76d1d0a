import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ElementType, FieldValue, Many, MassAction, Principal } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { label } from '@/shared/i18n';
import { FieldInput, ownFields, PrincipalPicker, useWholeErrorText } from '@/shared/ui';
import type { BulkDialogKind } from './bulk';
import classes from './bulk.module.css';
import type { Bulk } from './useBulk';

interface BulkDialogProps {
  kind: BulkDialogKind;
  type: ElementType;
  count: number;
  which: Many;
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

/** Starts the work and closes; a refusal of all of it stays in the dialog. */
function useStart({ which, bulk, onClose }: Pick<FormProps, 'which' | 'bulk' | 'onClose'>) {
  const errorText = useWholeErrorText();
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const start = async (action: MassAction) => {
    setBusy(true);
    setProblem('');
    try {
      await bulk.run(action, which);
      onClose();
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  };
  return { start, busy, problem };
}

function FieldForm({ type, count, which, bulk, onClose }: FormProps) {
  const { t, i18n } = useTranslation();
  const fields = ownFields(type).filter(
    (field) => field.right === 'edit' && field.kind !== 'file' && !field.unique,
  );
  const [name, setName] = useState<string | null>(null);
  const [value, setValue] = useState<FieldValue>(null);
  const [names, setNames] = useState<Record<string, string>>({});
  const { start, busy, problem } = useStart({ which, bulk, onClose });
  const field = fields.find((candidate) => candidate.name === name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (field) void start({ action: 'edit', fields: { [field.name]: value === '' ? null : value } });
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
        <Buttons count={count} ready={field !== undefined} busy={busy} problem={problem} onClose={onClose} />
      </Stack>
    </form>
  );
}

function ResponsibleForm({ count, which, bulk, onClose }: FormProps) {
  const { t } = useTranslation();
  const [to, setTo] = useState<Principal | null>(null);
  const { start, busy, problem } = useStart({ which, bulk, onClose });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (to) void start({ action: 'transfer', to: to.id });
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
        <Buttons count={count} ready={to !== null} busy={busy} problem={problem} onClose={onClose} />
      </Stack>
    </form>
  );
}

interface ButtonsProps {
  count: number;
  ready: boolean;
  busy: boolean;
  problem: string;
  onClose: () => void;
}

function Buttons({ count, ready, busy, problem, onClose }: ButtonsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      {problem && (
        <p role="alert" className={classes.problem} data-testid="bulk-problem">
          {problem}
        </p>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" disabled={!ready} loading={busy} data-testid="bulk-run">
          {t('bulk.run', { count, number: format.count(count) })}
        </Button>
      </Group>
    </>
  );
}
