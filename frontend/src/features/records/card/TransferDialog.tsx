import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ElementType, type Principal, type RecordItem, useTypes } from '@/shared/api';
import { typeLabel } from '@/shared/i18n';
import { PrincipalPicker, showToast, useErrorText } from '@/shared/ui';
import { NoProfile } from '../access/NoProfile';
import { recordCalls, recordKeys } from '../api';
import classes from './card.module.css';

interface TransferDialogProps {
  type: ElementType;
  record: RecordItem;
  onClose: () => void;
}

/** Puts another employee or group in charge of a record. */
export function TransferDialog({ type, record, onClose }: TransferDialogProps) {
  const { t, i18n } = useTranslation();
  const types = useTypes();
  const queries = useQueryClient();
  const errorText = useErrorText();
  const [to, setTo] = useState<Principal | null>(null);
  const [keepViewer, setKeepViewer] = useState(false);
  const [along, setAlong] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const preview = useQuery({
    queryKey: [...recordKeys.one(type.name, record.id), 'transfer', to?.id],
    queryFn: ({ signal }) => recordCalls.transferPreview(type.name, record.id, to?.id ?? '', signal),
    enabled: to !== null,
    retry: false,
  });
  const offered = preview.data?.along ?? [];

  const submit = async () => {
    if (!to) return;
    setBusy(true);
    setProblem('');
    try {
      await recordCalls.transfer(type.name, record.id, { to: to.id, with: along, keep_viewer: keepViewer });
      showToast(t('transfer.done', { name: to.name ?? '' }));
      onClose();
      await queries.invalidateQueries({ queryKey: recordKeys.type(type.name) });
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('transfer.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="sm">
        <div>
          {t('transfer.now')}: <strong>{record.names?.[record.responsible ?? ''] ?? '—'}</strong>
        </div>
        <PrincipalPicker
          kinds={['employee', 'group']}
          value={to}
          onChange={setTo}
          label={t('transfer.to')}
          required
        />
        {to && <NoProfile type={type.name} id={record.id} to={to} />}
        {offered.map((name) => (
          <Checkbox
            key={name}
            label={t('transfer.along', {
              name: typeLabel(
                types.find((candidate) => candidate.name === name),
                i18n.language,
                'many',
              ),
            })}
            checked={along.includes(name)}
            onChange={(event) =>
              setAlong(
                event.currentTarget.checked ? [...along, name] : along.filter((other) => other !== name),
              )
            }
          />
        ))}
        <Checkbox
          label={t('transfer.keep_viewer')}
          checked={keepViewer}
          onChange={(event) => setKeepViewer(event.currentTarget.checked)}
        />
        {problem !== '' && (
          <div className={classes.problem} role="alert">
            {problem}
          </div>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button disabled={!to} loading={busy} onClick={() => void submit()}>
            {t('transfer.action')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
