import { ActionIcon, Button, Modal } from '@mantine/core';
import { IconPencil, IconTrash, IconUserShare, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiError, type ElementType } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { nameOf, useErrorText } from '@/shared/ui';
import { exportOfPath } from '../api';
import { BulkDialog } from './BulkDialog';
import { type BulkDialogKind, NotAllowed, type Refusal, removing } from './bulk';
import classes from './bulk.module.css';
import { ExportMenu } from './ExportMenu';
import type { Bulk } from './useBulk';
import type { Selection } from './useSelection';

interface BulkBarProps {
  type: ElementType;
  selected: Selection;
  bulk: Bulk;
  /** How many match in all, when they are more than are marked and few enough to be marked. */
  more: number | undefined;
  onAll: () => void;
  onClear: () => void;
  /** Names of the fields that a file of the marked records has as columns. */
  fields: string[];
  dialog: BulkDialogKind | undefined;
  onDialog: (dialog: BulkDialogKind | undefined) => void;
}

/** What can be done with the marked records, at the bottom of the list. */
export function BulkBar(props: BulkBarProps) {
  const { type, selected, bulk, more, onClear, dialog, onDialog } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const records = [...selected.values()];
  const number = (count: number) => format.number(count);
  const removeAll = async () => {
    await bulk.run(records, removing, 'deleted');
    onClear();
  };
  return (
    <>
      {(selected.size > 0 || bulk.running) && (
        <section className={classes.bar} aria-label={t('bulk.title')} data-testid="bulk-bar">
          {bulk.running ? (
            <Progress bulk={bulk} />
          ) : (
            <>
              <span className={classes.count} role="status">
                {t('bulk.selected', { count: selected.size, number: number(selected.size) })}
              </span>
              {more !== undefined && (
                <Button variant="subtle" onClick={props.onAll} data-testid="select-all">
                  {t('bulk.select_all', { count: more, number: number(more) })}
                </Button>
              )}
              {type.can.mass_edit && (
                <Button
                  variant="light"
                  leftSection={<IconPencil size={14} stroke={1.7} />}
                  onClick={() => onDialog('field')}
                >
                  {t('bulk.edit_field')}
                </Button>
              )}
              {type.can.transfer && (
                <Button
                  variant="light"
                  leftSection={<IconUserShare size={14} stroke={1.7} />}
                  onClick={() => onDialog('responsible')}
                >
                  {t('bulk.change_responsible')}
                </Button>
              )}
              {type.can.export && (
                <ExportMenu
                  wide
                  type={type.name}
                  path={(kind) => exportOfPath(type.name, kind, [...selected.keys()], props.fields)}
                />
              )}
              {type.can.delete && (
                <Button
                  variant="light"
                  color="red"
                  leftSection={<IconTrash size={14} stroke={1.7} />}
                  onClick={() => void removeAll()}
                  data-testid="bulk-delete"
                >
                  {t('bulk.delete')}
                </Button>
              )}
              <ActionIcon aria-label={t('bulk.clear')} title={t('bulk.clear')} onClick={onClear}>
                <IconX size={15} stroke={1.7} />
              </ActionIcon>
            </>
          )}
        </section>
      )}
      {dialog && selected.size > 0 && (
        <BulkDialog
          kind={dialog}
          type={type}
          records={records}
          bulk={bulk}
          onClose={() => onDialog(undefined)}
        />
      )}
      <Refusals refused={bulk.refused} onClose={bulk.forget} />
    </>
  );
}

function Progress({ bulk }: { bulk: Bulk }) {
  const { t } = useTranslation();
  const { finished = 0, all = 1 } = bulk.running ?? {};
  return (
    <>
      <progress className={classes.progress} value={finished} max={all} aria-label={t('bulk.working')} />
      <span className={classes.count} role="status">
        {t('bulk.progress', { finished, all })}
      </span>
      <Button variant="default" onClick={bulk.stop}>
        {t('bulk.stop')}
      </Button>
    </>
  );
}

/** Each record that could not take part, with the reason. */
function Refusals({ refused, onClose }: { refused: Refusal[]; onClose: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const reason = (error: unknown) => {
    if (error instanceof NotAllowed) return error.message;
    const ofFields = error instanceof ApiError ? Object.values(error.fields).join(' ') : '';
    return ofFields || errorText(error);
  };
  return (
    <Modal
      opened={refused.length > 0}
      onClose={onClose}
      title={t('bulk.refused', { count: refused.length })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <ul className={classes.refused} data-testid="bulk-refused">
        {refused.map(({ record, error }) => (
          <li key={record.id}>
            <strong>{nameOf(record) || t('record.unnamed')}</strong>
            <span>{reason(error)}</span>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
